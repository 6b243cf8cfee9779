from .public.urls import urlpatterns as of_public_pages
from .referrals.urls import urlpatterns as of_referrals
from .workflow.urls import urlpatterns as of_workflow

urlpatterns = [*of_public_pages, *of_workflow, *of_referrals]
