"""Main navigation for pages that Wagtail serves and for views that it does not."""

from contextlib import suppress

from django import template
from django.db.models import QuerySet
from django.template.context import Context
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from events.models import Event

from intranet.models import GuidePage, NewsIndexPage

register = template.Library()


@register.inclusion_tag("intranet/elements/navigation.html", takes_context=True)
def navigation(context: Context) -> dict[str, object]:
    """Links to the sections, the current one marked."""
    request = context["request"]
    sections = [(_("Home"), "/")]
    if news := NewsIndexPage.objects.live().first():
        sections.append((_("News"), news.get_url(request) or ""))
    sections.append((_("People"), reverse("people")))
    sections += [(guide.title, guide.get_url(request) or "") for guide in GuidePage.objects.live().in_menu()]
    with suppress(NoReverseMatch):
        sections.append((_("Advocacy"), reverse("wagtail_advocacy:hub")))
    here = request.path
    return {
        "sections": [
            (label, url, here == url if url == "/" else here.startswith(url)) for label, url in sections if url
        ]
    }


@register.simple_tag
def coming_up() -> QuerySet[Event]:
    """The next events, soonest first."""
    return Event.objects.upcoming().select_related("site")[:4]
