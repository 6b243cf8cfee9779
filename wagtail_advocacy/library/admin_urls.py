from django.urls import path

from .views.attention import AttentionView, TakeOutView
from .views.renew import RenewView

app_name = "wagtail_advocacy_library"
urlpatterns = [
    path("attention/", AttentionView.as_view(), name="attention"),
    path("attention/<int:pk>/take-out/", TakeOutView.as_view(), name="take_out"),
    path("items/<int:pk>/renew/", RenewView.as_view(), name="renew"),
]
