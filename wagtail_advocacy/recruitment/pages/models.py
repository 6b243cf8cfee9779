from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from .mixins import VacancyIndexMixin


class VacancyIndexPage(VacancyIndexMixin, Page):
    """The vacancies in the page tree. A site with its own base page leaves this app out and uses the mixin."""

    content_panels = [*Page.content_panels, *VacancyIndexMixin.vacancy_panels]
    search_fields = [*Page.search_fields, *VacancyIndexMixin.vacancy_search_fields]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("vacancy list")
        verbose_name_plural = _("vacancy lists")
