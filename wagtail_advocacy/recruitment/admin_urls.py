from .feeds.admin_urls import urlpatterns as of_feeds
from .referrals.admin_urls import urlpatterns as of_referrals
from .workflow.admin_urls import urlpatterns as of_workflow

app_name = "wagtail_advocacy_recruitment"

urlpatterns = [*of_workflow, *of_feeds, *of_referrals]
