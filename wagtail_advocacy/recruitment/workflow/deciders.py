"""Who decides about a vacancy today: its hiring manager, their deputy, or the groups of the step; never its author."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision, TaskState, WorkflowState

from ...days import site_day
from ..models.absences import Absence

ADMIN_ACCESS = "wagtailadmin.access_admin"
_MANAGER = "hiring_manager"
_IN_APPROVAL = "saved_in_approval"


@dataclass(frozen=True)
class Decision:
    """Who decides about one object at this moment.

    ``asked`` is whom the step waits for, and ``people`` are all who may decide for the hiring manager; without anybody
    ``why`` says why members of the groups decide. ``authors`` may not in any case. Keys of users are strings,
    and ``why`` is said in the language of whoever reads it.
    """

    asked: Any = None
    people: frozenset[str] = frozenset()
    manager: Any = None
    authors: frozenset[str] = frozenset()
    why: Any = ""

    @property
    def by_groups(self) -> bool:
        return self.asked is None

    @property
    def by_deputy(self) -> bool:
        return self.asked is not None and self.asked.pk != self.manager.pk


class Deciders:
    """Looks people and absences up once, for any number of objects. Make one for each request or batch."""

    def __init__(self, today: date | None = None) -> None:
        away = Absence.objects.order_by("-starts_on", "-pk")
        today = today or site_day()
        rows = away.filter(starts_on__lte=today, ends_on__gte=today).values_list("user_id", "deputy_id")
        self._deputies = {str(user): str(deputy) for user, deputy in reversed(list(rows))}
        self._users: dict[str, Any] = {}
        self._enters: dict[str, bool] = {}

    def of(self, obj: models.Model, submitters: Iterable[Any] = ()) -> Decision:
        """Return who decides about ``obj``, as its latest revision stands, which ``submitters`` (keys) submitted."""
        return self.of_all([(obj, submitters)])[0]

    def of_all(self, submitted: Iterable[tuple[models.Model, Iterable[Any]]]) -> list[Decision]:
        """Return the decision about each of these objects, with whoever submitted it, in two more queries."""
        known = [(obj, manager_key(obj), authors_of(obj, submitters)) for obj, submitters in submitted]
        self._fetch({key for _obj, key, _authors in known if key})
        return [self._decide(obj, key, authors) for obj, key, authors in known]

    def _decide(self, obj: models.Model, key: str, authors: frozenset[str]) -> Decision:
        manager = self._users.get(key)
        if why := self._why_not(obj, key, manager, authors):
            return Decision(manager=manager, authors=authors, why=why)
        seen, last = [key], key
        while deputy := self._deputies.get(last):
            if deputy in authors:
                why = _("The deputy of the hiring manager wrote or submitted this, and nobody approves their own.")
                return Decision(manager=manager, people=frozenset([key]), authors=authors, why=why)
            if deputy in seen or not self._may_decide(deputy):
                # Nobody is left: it is the hiring manager's business again.
                return Decision(manager, frozenset([key]), manager, authors)
            seen.append(deputy)
            last = deputy
        return Decision(self._users[last], frozenset([key, last]), manager, authors)

    def _why_not(self, obj: models.Model, key: str, manager: Any, authors: frozenset[str]) -> Any:
        # Asking the object itself would look the person up.
        if not hasattr(type(obj), _MANAGER):
            return _("Nothing of this kind has a hiring manager.")
        if manager is None:
            return _("It has no hiring manager, or their account is gone.")
        if key in authors:
            return _("The hiring manager wrote or submitted this, and nobody approves their own.")
        if not manager.is_active:
            return _("The account of the hiring manager is switched off.")
        if not self._may_decide(key):
            return _("The hiring manager may not log in to this admin, and so cannot approve.")
        return ""

    def _may_decide(self, key: str) -> bool:
        user = self._users.get(key)
        if user is None or not user.is_active:
            return False
        # What the database does not tell, another way of logging in may.
        return self._enters.get(key, False) or user.has_perm(ADMIN_ACCESS)

    def _fetch(self, keys: set[str]) -> None:
        """Look up these people, and whoever may stand in for them."""
        while more := {self._deputies[key] for key in keys if key in self._deputies} - keys:
            keys |= more
        if missing := keys - self._users.keys():
            found = get_user_model()._base_manager.filter(pk__in=missing)
            self._users |= {str(user.pk): user for user in found}
            self._enters |= {str(pk): True for pk in found.filter(enters_admin()).values_list("pk", flat=True)}


def enters_admin() -> Q:
    """Return the condition for users who may log in to the admin, as the database knows it."""
    app_label, codename = ADMIN_ACCESS.split(".")
    theirs = {"content_type__app_label": app_label, "codename": codename}
    by_group = {f"groups__permissions__{name}": value for name, value in theirs.items()}
    own = {f"user_permissions__{name}": value for name, value in theirs.items()}
    return Q(is_superuser=True) | Q(**own) | Q(**by_group)


def manager_key(obj: models.Model) -> str:
    """Return the key of the hiring manager whom the latest revision of ``obj`` names, as text; ``""``: nobody.

    What somebody types into the editor at this moment does not count: they may be choosing who decides.
    """
    revision = getattr(obj, "latest_revision", None)
    if revision is not None and _MANAGER in revision.content:
        return str(revision.content[_MANAGER] or "")
    return str(getattr(getattr(obj, _MANAGER, None), "pk", None) or "")


def authors_of(obj: models.Model, submitters: Iterable[Any] = ()) -> frozenset[str]:
    """Return the keys of whoever wrote ``obj`` or submitted it."""
    return frozenset(str(key) for key in (getattr(obj, "owner_id", None), *submitters) if key)


def submitters_of(state: TaskState) -> tuple[Any, Any]:
    """Return the keys of who asked for approval, and of who saved what this step began with, as they submitted again.

    What is saved while a step waits does not count: whoever decides may correct a word, and Wagtail saves the form
    that somebody approves in.
    """
    asked_by, saved_by = state.workflow_state.requested_by_id, state.revision.user_id
    if saved_by in (None, asked_by):
        return asked_by, None
    in_approval = getattr(state, _IN_APPROVAL, None)
    if in_approval is None:
        in_approval = saved_in_approval(state.workflow_state, state.revision)
    return asked_by, None if in_approval else saved_by


def saved_in_approval(workflow_state: WorkflowState, revision: Revision) -> bool:
    """Whether whoever saved ``revision`` approved an earlier step of the same workflow with it."""
    return _approvals(workflow_state.pk, revision.user_id, revision.created_at).exists()


def with_submitters(states: models.QuerySet[TaskState]) -> models.QuerySet[TaskState]:
    """Let :func:`submitters_of` each of ``states`` be told without another query."""
    approvals = _approvals(OuterRef("workflow_state"), OuterRef("revision__user"), OuterRef("revision__created_at"))
    return states.annotate(**{_IN_APPROVAL: Exists(approvals)})


def _approvals(workflow_state: Any, user: Any, since: Any) -> models.QuerySet[TaskState]:
    approved = TaskState.objects.filter(status=TaskState.STATUS_APPROVED, workflow_state=workflow_state)
    return approved.filter(finished_by=user, finished_at__gte=since)
