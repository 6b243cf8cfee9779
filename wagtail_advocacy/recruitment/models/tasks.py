"""Steps of a vacancy's workflow, for any workflow of Wagtail."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.forms import TaskStateCommentForm
from wagtail.models import AbstractGroupApprovalTask, LockableMixin, Task, TaskState, WorkflowState

from ...library.workflow_steps import approve_as_workflow, pass_at_once
from ..workflow.deciders import Deciders, Decision, saved_in_approval, submitters_of, with_submitters
from ..workflow.pay import check_pay
from ..workflow.waiting import object_of, objects_of


class ReasonForm(TaskStateCommentForm):
    """What whoever asks for changes says: without it the letter would be one that only says no."""

    comment = forms.CharField(
        label=gettext_lazy("What should change"),
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": gettext_lazy("Say what should change: whoever wrote it reads that.")},
    )


class HiringManagerApprovalTask(Task):
    """The object's own ``hiring_manager`` approves it, or their deputy; never its author.

    Works with every model that has workflows. Where there is no hiring manager who can decide, members of the groups
    do; superusers always may. Nobody of them needs a permission on the object.
    """

    groups = models.ManyToManyField(
        Group,
        verbose_name=gettext_lazy("groups"),
        help_text=gettext_lazy(
            "Members decide where the hiring manager cannot: if there is none, their account is switched off, or they "
            "wrote it themselves. Otherwise they hear nothing."
        ),
    )

    admin_form_fields = ["name", "groups"]
    admin_form_widgets = {"groups": forms.CheckboxSelectMultiple}

    class Meta:
        verbose_name = gettext_lazy("approval by the hiring manager")
        verbose_name_plural = gettext_lazy("approvals by the hiring manager")

    @classmethod
    def get_description(cls) -> str:
        return _("The hiring manager approves it, or their deputy while they are away; never whoever wrote it")

    @transaction.atomic
    def start(self, workflow_state: WorkflowState, user: Any = None) -> TaskState:
        obj = object_of(workflow_state)
        # Whoever submits again has saved a moment ago, which the object that this state remembers does not know.
        obj.refresh_from_db(fields=["latest_revision"])
        submitters = [workflow_state.requested_by_id]
        if (saved := obj.latest_revision) and not saved_in_approval(workflow_state, saved):
            submitters.append(saved.user_id)
        decision = Deciders().of(obj, submitters)
        if isinstance(obj, LockableMixin) and obj.locked_by and not self._decides(obj.locked_by, decision):
            # Whoever locked it could not open it any more, and nobody else could decide.
            obj.locked, obj.locked_by, obj.locked_at = False, None, None
            obj.save(update_fields=["locked", "locked_by", "locked_at"])
        task_state = super().start(workflow_state, user=user)
        if decision.by_groups:
            task_state.comment = f"{decision.why} " + _("Members of the groups of this step decide.")
            task_state.save(update_fields=["comment"])
        return task_state

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> Any:
        if action_name not in ("approve", "reject"):
            return None
        workflow_state = task_state.workflow_state
        obj = object_of(workflow_state)
        # Where everything else fails: nobody approves their own, on whatever way they came.
        if str(user.pk) in Deciders().of(obj, submitters_of(task_state)).authors:
            raise PermissionDenied
        # Why the groups decided stays in the history, behind what they say.
        comment = "\n\n".join(filter(None, [kwargs.get("comment", ""), task_state.comment]))
        if action_name == "reject":
            return super().on_action(task_state, user, action_name, comment=comment)
        if self._spoiled_pay(task_state, obj):
            self._begin_anew(task_state, obj, user)
            return None
        # The hiring manager may not publish, the workflow may.
        approve_as_workflow(task_state, user, comment=comment)
        return None

    def _spoiled_pay(self, task_state: TaskState, obj: Any) -> bool:
        """Whether what was changed at this step would not pass the salary check that ``obj`` has passed before it."""
        began = task_state.revision
        if obj.latest_revision_id == began.pk:
            return False
        checks = PayTransparencyTask.objects.filter(active=True)
        if not checks.filter(workflow_tasks__workflow=task_state.workflow_state.workflow_id).exists():
            return False
        return check_pay(began.as_object())[0] and not check_pay(obj.get_latest_revision_as_object())[0]

    def _begin_anew(self, task_state: TaskState, obj: Any, user: Any) -> None:
        """Send ``obj`` through the workflow from its first step, where the salary check says what is missing."""
        workflow_state = task_state.workflow_state
        workflow_state.cancel(user=user)
        # Cancelling empties the comment.
        why = _("A change at this step does not pass the salary check, so the workflow began anew.")
        TaskState.objects.filter(pk=task_state.pk).update(comment=why)
        workflow_state.workflow.start(obj, workflow_state.requested_by)

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        return self._may_decide(obj, user)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        return not (user.is_superuser or self._may_decide(obj, user))

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        if not self._may_decide(obj, user):
            return []
        return [
            ("reject", _("Request changes"), True),
            ("approve", _("Approve"), False),
            ("approve", _("Approve with comment"), True),
        ]

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        return ReasonForm if action == "reject" else super().get_form_for_action(action)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> models.QuerySet[TaskState]:
        open_ = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        related = open_.select_related("workflow_state", "workflow_state__content_type", "revision")
        states = list(with_submitters(related.defer("revision__content")))
        if not states:
            return TaskState.objects.none()
        objects = objects_of(states)
        found = [(each, objects[each.pk]) for each in states if each.pk in objects]
        decisions = Deciders().of_all((obj, submitters_of(state)) for state, obj in found)
        mine = [state.pk for (state, _obj), each in zip(found, decisions, strict=True) if self._decides(user, each)]
        return self.task_states.filter(pk__in=mine)

    def decision_about(self, obj: Any) -> Decision:
        """Return who decides about ``obj``, which is at this step."""
        # Some of Wagtail's views know a page by its base type alone.
        obj = getattr(obj, "specific", obj)
        state = obj.current_workflow_task_state
        return Deciders().of(obj, submitters_of(state) if state else ())

    def _may_decide(self, obj: Any, user: Any) -> bool:
        return self._decides(user, self.decision_about(obj))

    def _decides(self, user: Any, decision: Decision) -> bool:
        if not user.is_active or str(user.pk) in decision.authors:
            return False
        if user.is_superuser or str(user.pk) in decision.people:
            return True
        return decision.by_groups and self._is_member(user)

    def _is_member(self, user: Any) -> bool:
        """Whether ``user`` is in one of the groups; asked once in a request, however many objects wait."""
        if not hasattr(user, "_advocacy_steps"):
            user._advocacy_steps = {}
        if self.pk not in user._advocacy_steps:
            user._advocacy_steps[self.pk] = self.groups.filter(pk__in=user.groups.values("pk")).exists()
        return user._advocacy_steps[self.pk]


class PayTransparencyTask(AbstractGroupApprovalTask):
    """Passes by itself what tells the salary, or need not; what does not waits for the groups."""

    groups = models.ManyToManyField(
        Group,
        verbose_name=gettext_lazy("groups"),
        help_text=gettext_lazy("Members are asked about vacancies without a salary. They hear nothing of what passes."),
    )

    admin_form_fields = ["name", "groups"]

    class Meta:
        verbose_name = gettext_lazy("salary check")
        verbose_name_plural = gettext_lazy("salary checks")

    @classmethod
    def get_description(cls) -> str:
        return _("What tells its salary, or need not, passes by itself; members of the chosen groups decide the rest")

    @transaction.atomic
    def start(self, workflow_state: WorkflowState, user: Any = None) -> TaskState:
        obj = object_of(workflow_state)
        obj.refresh_from_db(fields=["latest_revision"])
        passes, comment = check_pay(obj.get_latest_revision_as_object())
        if passes:
            return pass_at_once(self, workflow_state, user, comment)
        task_state = super().start(workflow_state, user=user)
        task_state.comment = comment
        task_state.save(update_fields=["comment"])
        return task_state

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> Any:
        if action_name in ("approve", "reject"):
            # What somebody says stands before why it was stopped, and not in its place.
            kwargs["comment"] = "\n\n".join(filter(None, [kwargs.get("comment", ""), task_state.comment]))
        return super().on_action(task_state, user, action_name, **kwargs)
