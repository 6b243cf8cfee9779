from django.urls import path

from . import views

urlpatterns = [
    path("jobs/", views.vacancies, name="vacancies"),
    path("jobs/feed/", views.feed, name="vacancies_feed"),
    path("jobs/sitemap.xml", views.sitemap_xml, name="vacancies_sitemap"),
    path("jobs/export.xml", views.export_xml, name="vacancies_export_xml"),
    path("jobs/export.json", views.export_json, name="vacancies_export_json"),
    path("jobs/<int:pk>/", views.vacancy, name="vacancy"),
    path("jobs/<int:pk>/<slug:slug>/", views.vacancy, name="vacancy"),
    path("jobs/<int:pk>/<slug:slug>/apply/", views.apply, name="vacancy_apply"),
]
