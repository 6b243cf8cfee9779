from django.urls import path

from .views.check import check
from .views.policies import agree, policies, policy

urlpatterns = [
    path("guidelines/", policies, name="policies"),
    path("guidelines/<int:policy_id>/", policy, name="policy"),
    path("guidelines/agree/", agree, name="agree"),
    path("guidelines/check/", check, name="check"),
]
