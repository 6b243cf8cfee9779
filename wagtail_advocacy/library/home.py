"""What the library shows on the admin's home page."""

from __future__ import annotations

from typing import Any

from wagtail.admin.ui.components import Component

from .. import registries
from .views.attention import Section, failed_jobs, may_edit_items, section_of

FIRST = 3


class AttentionPanel(Component):
    """How much needs attention, per reason, with the first few; absent where nothing does."""

    name = "advocacy_attention"
    order = 150
    template_name = "wagtail_advocacy/library/attention_panel.html"

    def __init__(self, sections: list[Section], jobs: int) -> None:
        self.sections, self.jobs = sections, jobs

    @classmethod
    def for_user(cls, user: Any) -> AttentionPanel | None:
        """Return the panel as ``user`` sees it, if there is anything to see."""
        rules = registries.attention if may_edit_items(user) else {}
        sections = [section_of(key, rule, user, size=FIRST) for key, rule in rules.items()]
        panel = cls([section for section in sections if section.count], len(failed_jobs(user)))
        return panel if panel.sections or panel.jobs else None

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"sections": self.sections, "jobs": self.jobs}
