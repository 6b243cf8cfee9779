"""“Before it goes out”: the open points of an item, at the top of its editor."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from ...registries import editor_links
from . import Remark, remarks_on

BESIDE = 20
"""int, what a form sends beside its fields: tokens, counts, the button that was pressed."""


class RemarksPanel(Panel):
    """Lists what is open about the stored item; a reload brings it up to date."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"heading": _("Before it goes out"), "icon": "tasks", **kwargs})

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_advocacy/library/remarks_panel.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk) and not self.instance.is_from_source

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            remarks = [*_too_big(self.form), *remarks_on(self.instance)]
            user = self.request.user if self.request else None
            links = [link for ask in editor_links if user and (link := ask(self.instance, user))]
            return {**super().get_context_data(parent_context), "remarks": remarks, "links": links}


def _too_big(form: Any) -> Iterator[Remark]:
    limit = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    if not form or limit is None:
        return
    forms = [form, *(each for formset in form.formsets.values() for each in formset.forms)]
    if sum(len(each.fields) for each in forms) + BESIDE > limit:
        sentence = gettext(
            "It has too many captions for one form: the server takes %(limit)s fields at once, so this cannot be saved "
            "here. Ask whoever looks after it to raise DATA_UPLOAD_MAX_NUMBER_FIELDS to 10,000."
        )
        label = gettext("See the captions")
        yield Remark("too-big", "captions", sentence % {"limit": limit}, "should", label, "#id_captions-ADD")
