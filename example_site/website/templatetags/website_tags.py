from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.translation import gettext as _

from wagtail_advocacy.recruitment.pages.models import VacancyIndexPage
from website.models import BlogIndexPage

register = template.Library()


@register.inclusion_tag("website/elements/navigation.html", takes_context=True)
def website_navigation(context: Context) -> dict[str, object]:
    """Links to the sections of the website, the current one marked."""
    request = context["request"]
    sections = [(_("Events"), reverse("events:list"))]
    if blog := BlogIndexPage.objects.live().first():
        sections.insert(0, (_("Blog"), blog.get_url(request) or ""))
    if jobs := VacancyIndexPage.objects.live().first():
        sections.append((_("Jobs"), jobs.get_url(request) or ""))
    return {"sections": [(label, url, request.path.startswith(url)) for label, url in sections if url]}
