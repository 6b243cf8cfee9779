from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from .mixins import GuidelinePageMixin


class GuidelinePage(GuidelinePageMixin, Page):
    """One policy in the page tree. A site with its own base page leaves this app out and uses the mixin."""

    content_panels = [*Page.content_panels, *GuidelinePageMixin.guideline_panels]
    search_fields = [*Page.search_fields, *GuidelinePageMixin.guideline_search_fields]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("guideline page")
        verbose_name_plural = _("guideline pages")
