from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from .sites import on_intranet
from .views import DirectoryView

urlpatterns = [
    path(
        "login/",
        on_intranet(LoginView.as_view(template_name="people/login.html", redirect_authenticated_user=True)),
        name="login",
    ),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("people/", on_intranet(DirectoryView.as_view()), name="people"),
]
