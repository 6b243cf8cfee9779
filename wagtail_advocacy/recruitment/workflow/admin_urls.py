from django.urls import path

from .closing import CloseView, OpenAgainView
from .my_vacancies import MyVacanciesView

urlpatterns = [
    path("mine/", MyVacanciesView.as_view(), name="my_vacancies"),
    path("close/<int:pk>/", CloseView.as_view(), name="close"),
    path("open-again/<int:pk>/", OpenAgainView.as_view(), name="open_again"),
]
