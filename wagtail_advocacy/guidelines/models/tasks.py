"""The guidelines as a step of any Wagtail workflow."""

from __future__ import annotations

import logging
from typing import Any

from django.contrib.auth.models import Group
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import AbstractGroupApprovalTask, TaskState, WorkflowState

from ...library.workflow_steps import pass_at_once
from ..object_checks import TextsUnknown, check_object, comment_on

logger = logging.getLogger(__name__)


class GuidelineCheckTask(AbstractGroupApprovalTask):
    """Passes by itself what keeps to the guidelines; what does not waits for the groups, with the findings as comment.

    Works with every model that has workflows: it checks the captions of shareable items, and of all others the texts
    that their method ``get_guideline_texts()`` returns.
    """

    class StopsAt(models.TextChoices):
        MUST = "must", gettext_lazy("What must not be said")
        SHOULD = "should", gettext_lazy("What should be said otherwise, too")

    stops_at = models.CharField(
        gettext_lazy("stops"),
        max_length=10,
        choices=StopsAt.choices,
        default=StopsAt.MUST,
        help_text=gettext_lazy("Everything else goes on to the next step at once; tips never stop anything."),
    )
    groups = models.ManyToManyField(
        Group,
        verbose_name=gettext_lazy("groups"),
        help_text=gettext_lazy(
            "Members read what was found, and approve it or ask for changes. They hear nothing of what passes."
        ),
    )

    admin_form_fields = ["name", "stops_at", "groups"]

    class Meta:
        verbose_name = gettext_lazy("guideline check")
        verbose_name_plural = gettext_lazy("guideline checks")

    @classmethod
    def get_description(cls) -> str:
        return _("What keeps to the guidelines passes by itself; members of the chosen groups decide about the rest")

    def start(self, workflow_state: WorkflowState, user: Any = None) -> TaskState:
        # Whoever submits again has saved a moment ago, which the object that this state remembers does not know.
        workflow_state.content_object.refresh_from_db(fields=["latest_revision"])
        stops, comment = self._check(workflow_state)
        if not stops:
            return pass_at_once(self, workflow_state, user, comment)
        task_state = super().start(workflow_state, user=user)
        task_state.comment = comment
        task_state.save(update_fields=["comment"])
        return task_state

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> Any:
        if action_name in ("approve", "reject"):
            # What somebody says about the findings stands before them, and not in their place.
            said = [kwargs.get("comment", ""), task_state.comment]
            kwargs["comment"] = "\n\n".join(filter(None, said))
        return super().on_action(task_state, user, action_name, **kwargs)

    def _check(self, workflow_state: WorkflowState) -> tuple[bool, str]:
        """Return whether it stops, and why; what cannot be checked stops, because then a person has to read it."""
        try:
            # A query that fails in there must not take the transaction of the workflow with it.
            with transaction.atomic():
                found = check_object(workflow_state.content_object.get_latest_revision_as_object())
        except TextsUnknown as error:
            return True, str(error)
        except Exception:
            logger.exception("The guideline check of a workflow failed.")
            return True, _(
                "The guideline check failed, so nobody knows yet whether this keeps to the guidelines. Read it "
                "yourself, and tell whoever looks after this site."
            )
        return any(each.stops_at(self.stops_at) for each in found), comment_on(found, self.stops_at)
