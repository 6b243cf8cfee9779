from django.urls import path

from .views.webhook import conversions

urlpatterns = [path("conversions/", conversions, name="conversions")]
