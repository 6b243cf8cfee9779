from typing import Any

from django.urls import path

from .views.mine import my_referrals
from .views.refer import refer

urlpatterns: list[Any] = [
    path("me/referrals/", my_referrals, name="my_referrals"),
    # Not below the number of the vacancy: there stand the words of its public address.
    path("jobs/refer/<int:pk>/", refer, name="refer"),
]
