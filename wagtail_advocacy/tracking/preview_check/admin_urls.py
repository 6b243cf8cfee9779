from django.urls import path

from .views import PreviewPictureView, PreviewView

app_name = "wagtail_advocacy_previews"
urlpatterns = [
    path("<int:pk>/", PreviewView.as_view(), name="preview"),
    path("<int:pk>/picture/", PreviewPictureView.as_view(), name="picture"),
]
