from django.urls import path

from .partners import brookfield_jobs
from .views import ApplyView, CandidatesView, SignInView, customers_only, robots

app_name = "website"
urlpatterns = [
    path("robots.txt", robots),
    # Somebody moved this article behind a login and told nobody: the preview check finds out.
    path("blog/a-night-in-the-water-laboratory/", customers_only),
    path("apply/", ApplyView.as_view(), name="apply"),
    path("candidates/", CandidatesView.as_view(), name="candidates"),
    path("partners/brookfield/jobs", brookfield_jobs),
    path("customers/sign-in/", SignInView.as_view(), name="sign_in"),
]
