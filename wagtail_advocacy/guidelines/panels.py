"""“Before it goes out”: what the policy's own check says about it, at the top of its editor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, Panel, PublishingPanel

from .blocks.rule import RuleBlock
from .forms import EMPTY
from .lint import lint, minutes_to_read
from .models import Policy
from .reading import facts_of


@dataclass(frozen=True)
class PolicyRemark:
    """One sentence about a policy; ``stops`` keeps it from being published. ``block`` is the id of its rule."""

    message: Any
    stops: bool = False
    block: str = ""


def remarks_on(policy: Policy) -> Iterator[PolicyRemark]:
    """Yield what is open about a policy as it stands in memory; what stops it first."""
    for child in policy.body:
        if not isinstance(child.block, RuleBlock):
            continue
        name = child.value.get("sentence") or str(child.block.label)
        if child.block.to_rule(child.value, child.id or "") is None or not child.value.get("sentence"):
            sentence = _("“%(rule)s” is not finished, so it checks nothing yet.")
            yield PolicyRemark(sentence % {"rule": name}, stops=True, block=child.id or "")
            continue
        for error in child.block.errors_of(child.value).values():
            yield PolicyRemark(f"“{name}”: {' '.join(error.messages)}", stops=True, block=child.id or "")
    names = {child.id: child.value.get("sentence") for child in policy.body if isinstance(child.block, RuleBlock)}
    for found in lint(facts_of(policy)):
        name = names.get(found.rule)
        yield PolicyRemark(f"“{name}”: {found.sentence}" if name else found.sentence, block=found.rule)


class PolicyRemarksPanel(Panel):
    """Lists what is open about the policy as it was last saved; a reload brings it up to date."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"heading": gettext_lazy("Before it goes out"), "icon": "tasks", **kwargs})

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_advocacy/guidelines/remarks_panel.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return {
                **super().get_context_data(parent_context),
                "remarks": list(remarks_on(self.instance)),
                "minutes": minutes_to_read(facts_of(self.instance).words),
            }


PANELS = [
    PolicyRemarksPanel(),
    FieldPanel("title"),
    FieldPanel("kind"),
    FieldPanel("body"),
    MultiFieldPanel(
        [
            HelpPanel(EMPTY),
            FieldPanel("site"),
            FieldPanel("networks"),
            FieldPanel("languages"),
            FieldPanel("categories"),
            FieldPanel("campaigns"),
        ],
        heading=gettext_lazy("Where it applies"),
        classname="collapsed",
    ),
    MultiFieldPanel(
        [
            FieldPanel("what_changed"),
            FieldPanel("asks_again"),
            FieldRowPanel([FieldPanel("asks_from"), FieldPanel("grace_days"), FieldPanel("reminders")]),
        ],
        heading=gettext_lazy("The next version"),
    ),
    PublishingPanel(),
]
