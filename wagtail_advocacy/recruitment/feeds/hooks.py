from __future__ import annotations

from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from ..models import FEED_FIELDS
from .ownership import ATTACH, DETACH
from .views.feeds import VacancyFeedViewSet
from .writing import IMPORTED, field_label


@hooks.register("register_admin_viewset")
def register_viewset() -> Any:
    return VacancyFeedViewSet()


def _label(name: str) -> str:
    return field_label(name) if name in FEED_FIELDS else name


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    @actions.register_action(IMPORTED)
    class VacancyImported(LogFormatter):
        label = _("Import a vacancy")

        def format_message(self, log_entry: Any) -> str:
            return imported_in_words(log_entry.data)

    for action, label, sentence in (
        (DETACH, _("Make a field of a feed ours"), _("“%(field)s” is ours now, no import changes it")),
        (ATTACH, _("Give a field back to its feed"), _("“%(field)s” comes from the feed again")),
    ):
        _register(actions, action, label, sentence)


def _register(actions: Any, action: str, title: Any, sentence: Any) -> None:
    @actions.register_action(action)
    class FieldChangedHands(LogFormatter):
        label = title

        def format_message(self, log_entry: Any) -> str:
            return str(sentence) % {"field": _label(log_entry.data.get("field", ""))}


def imported_in_words(data: dict[str, Any]) -> str:
    """Return what an import did with a vacancy, as its history says it."""
    values = {"feed": data.get("feed", "")}
    changed = [_label(name) for name in data.get("fields", [])]
    if not changed:
        sentence = gettext("Came from the feed “%(feed)s”") if data.get("new") else gettext("From the feed “%(feed)s”")
        return sentence % values
    values["fields"] = get_text_list(changed, gettext("and"))
    if data.get("new"):
        return gettext("Came from the feed “%(feed)s” again. Changed: %(fields)s") % values
    if data.get("stays_draft"):
        return gettext("Changed in the feed “%(feed)s”: %(fields)s. It was taken back here, and stays a draft") % values
    return gettext("Changed in the feed “%(feed)s”: %(fields)s") % values
