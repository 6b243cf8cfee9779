from django.urls import path, re_path

from .views.afterwards import posted, undo
from .views.completion import completion
from .views.dialog import share
from .views.feed import feed_of, feed_page
from .views.hub import hub
from .views.keeping import keep
from .views.my_shares import my_shares
from .views.preferences import preferences, set_pause
from .views.qr import qr_code
from .views.saved import remind, saved
from .views.started import started

urlpatterns = [
    path("", hub, name="hub"),
    path("keep/", keep, name="keep"),
    path("headlines/", completion, name="completion"),
    path("share/<int:item_id>/", share, name="share"),
    path("feed/", feed_page, name="feed"),
    path("feed/<str:token>/", feed_of, name="feed_of"),
    path("shares/", my_shares, name="my_shares"),
    path("saved/", saved, name="saved"),
    path("saved/<int:item_id>/remind/", remind, name="remind"),
    path("me/preferences/", preferences, name="preferences"),
    path("me/pause/", set_pause, name="pause"),
    path("shares/<str:code>/", started, name="started"),
    path("shares/<str:code>/posted/", posted, name="posted"),
    path("shares/<str:code>/undo/", undo, name="undo"),
    re_path(r"^shares/(?P<code>[^/]+)/qr\.(?P<kind>svg|png)$", qr_code, name="qr_code"),
]
