"""Panels for a site's own page types."""

from __future__ import annotations

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import Panel

from ..registries import figures
from .listings import fetch_states
from .offering import add_url, edit_url, items_from, list_url, may_offer
from .policies import OF_OWNERS, SEEING, item_policy

__all__ = ["OfferedPanel"]


class OfferedPanel(Panel):
    """Says in a page's editor whether and how colleagues may share the page, and lets editors offer it.

    Put it into the panels of a page type. New pages do not have it, nor people who may do nothing with items.
    """

    SHOWN = 5
    """int, how many items; the list behind the panel has all of them."""

    def __init__(
        self, heading: Any = gettext_lazy("Offered for sharing"), icon: str = "resubmit", **kwargs: Any
    ) -> None:
        super().__init__(heading=heading, icon=icon, **kwargs)

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_advocacy/library/offered_panel.html"

        def is_shown(self) -> bool:
            user = self.request.user if self.request else None
            return bool(
                super().is_shown()
                and user
                and self.instance.pk
                and item_policy.user_has_any_permission(user, SEEING | OF_OWNERS | {"add"})
            )

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            page, user = self.instance, self.request.user
            mine = items_from(page, user)
            found = list(mine.select_related("target", "latest_revision").order_by("-pk")[: self.panel.SHOWN + 1])
            items = found[: self.panel.SHOWN]
            fetch_states(items)
            counted = figures([item.subject for item in items])
            may_change = set(
                item_policy.instances_user_has_permission_for(user, "change")
                .filter(pk__in=[item.pk for item in items])
                .values_list("pk", flat=True)
            )
            return {
                **super().get_context_data(parent_context),
                "rows": [
                    {
                        "item": item,
                        "state": state_in_words(item),
                        "figures": counted[item.subject],
                        "edit_url": edit_url(item) if item.pk in may_change else "",
                    }
                    for item in items
                ],
                "has_more": len(found) > len(items),
                "list_url": list_url(origin=page.pk),
                "add_url": add_url(page) if may_offer(user, page) else "",
            }


def state_in_words(item: Any) -> str:
    """Return in a few words whether colleagues may share ``item`` now, and if not, what Wagtail says about it."""
    if item.is_offered:
        return _("Offered now")
    if item.withdrawn_at:
        return _("Withdrawn")
    if item.live:
        return _("Live, but nobody can share it now")
    return capfirst(item.status_string)
