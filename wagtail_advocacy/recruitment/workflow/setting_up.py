"""What recruitment needs once: groups, a category and a workflow. What is there already is left as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import GroupApprovalTask, Task, Workflow, WorkflowContentType, WorkflowTask

from ...library.models import ContentCategory
from ..models import HiringManagerApprovalTask, PayTransparencyTask, Vacancy
from ..offers import CATEGORY

OURS = "wagtail_advocacy_recruitment"


def _recruiters() -> str:
    return _("Recruiters")


def _human_resources() -> str:
    return _("Human resources")


def _communications() -> str:
    return _("Communications")


@dataclass(frozen=True)
class Role:
    """A group by what it may do with vacancies: so it is found again whatever it is called by now."""

    name: Callable[[], str]
    may: tuple[str, ...]
    may_not: tuple[str, ...]
    permissions: tuple[str, ...]


ADMIN = "wagtailadmin.access_admin"
RECRUITERS = Role(
    _recruiters,
    may=("add_vacancy",),
    may_not=("publish_vacancy",),
    permissions=(
        ADMIN,
        f"{OURS}.add_vacancy",
        f"{OURS}.change_vacancy",
        f"{OURS}.view_vacancy",
        f"{OURS}.view_referral",
        f"{OURS}.change_referral",
        f"{OURS}.view_vacancyfeed",
        f"{OURS}.change_vacancyfeed",
        "wagtail_advocacy_tracking.view_conversion",
    ),
)
# Without the permission to change, Wagtail's letters lead only to a preview.
HUMAN_RESOURCES = Role(
    _human_resources,
    may=("change_vacancy",),
    may_not=("add_vacancy", "publish_vacancy"),
    permissions=(ADMIN, f"{OURS}.change_vacancy", f"{OURS}.view_vacancy"),
)
COMMUNICATIONS = Role(
    _communications,
    may=("publish_vacancy",),
    may_not=("add_vacancy",),
    permissions=(ADMIN, f"{OURS}.change_vacancy", f"{OURS}.view_vacancy", f"{OURS}.publish_vacancy"),
)


@dataclass(frozen=True)
class Done:
    """One sentence about what was made, or was there already."""

    made: bool
    sentence: str


@transaction.atomic
def set_up() -> list[Done]:
    """Make what is missing, in the active language; return what was made and what was there. Twice changes nothing."""
    done: list[Done] = []
    roles = {}
    for role in (RECRUITERS, HUMAN_RESOURCES, COMMUNICATIONS):
        roles[role], what = _group(role)
        done.append(what)
    done += [_category(), *_workflow(roles)]
    return done


def _group(role: Role) -> tuple[Group, Done]:
    group = _find_group(role)
    about = _of_vacancies()
    if group is not None and group.permissions.filter(pk__in=about).exists():
        return group, Done(False, _("Group “%(name)s”: is there.") % {"name": group.name})
    made = group is None
    group = group or Group.objects.create(name=role.name())
    wanted = Q()
    for each in role.permissions:
        app_label, codename = each.split(".")
        wanted |= Q(content_type__app_label=app_label, codename=codename)
    group.permissions.add(*Permission.objects.filter(wanted))
    sentence = _("Group “%(name)s”: made.") if made else _("Group “%(name)s”: was there, and may do its part now.")
    return group, Done(True, sentence % {"name": group.name})


def _find_group(role: Role) -> Group | None:
    """Return the group of this name in any language, or the one that may do just this with vacancies."""
    names = [role.name()]
    for language, _label in settings.LANGUAGES:
        with translation.override(language):
            names.append(role.name())
    if named := Group.objects.filter(name__in=names).order_by("pk").first():
        return named
    of_vacancies = {"permissions__content_type__app_label": OURS}
    found = Group.objects.order_by("pk")
    for codename in role.may:
        found = found.filter(permissions__codename=codename, **of_vacancies)
    for codename in role.may_not:
        found = found.exclude(pk__in=Group.objects.filter(permissions__codename=codename, **of_vacancies))
    return found.first()


def _of_vacancies() -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label=OURS, codename__endswith="_vacancy")


def _category() -> Done:
    category, made = ContentCategory.objects.get_or_create(
        slug=CATEGORY, defaults={"name": _("Recruitment"), "icon": ContentCategory.Icon.JOBS}
    )
    sentence = _("Category “%(name)s”: made.") if made else _("Category “%(name)s”: is there.")
    return Done(made, sentence % {"name": category.name})


def _workflow(roles: dict[Role, Group]) -> Iterator[Done]:
    kind = ContentType.objects.get_for_model(Vacancy, for_concrete_model=False)
    if not getattr(settings, "WAGTAIL_WORKFLOW_ENABLED", True):
        yield Done(False, _("This site has switched workflows off: vacancies go live without approval."))
        return
    if given := WorkflowContentType.objects.filter(content_type=kind).select_related("workflow").first():
        yield Done(False, _("Workflow “%(name)s”: is there, with the steps you gave it.") % {"name": given.workflow})
        return
    # A workflow that somebody took away from vacancies is given back, and not made a second time.
    workflow = _of_managers().filter(active=True).first()
    if workflow is not None:
        WorkflowContentType.objects.create(workflow=workflow, content_type=kind)
        yield Done(True, _("Workflow “%(name)s”: was there, and is for vacancies again.") % {"name": workflow})
        return
    workflow = Workflow.objects.create(name=_("Vacancies"))
    WorkflowContentType.objects.create(workflow=workflow, content_type=kind)
    yield Done(True, _("Workflow “%(name)s”: made.") % {"name": workflow})
    for place, (task, made) in enumerate(_steps(roles)):
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=place)
        sentence = _("Step “%(name)s”: made.") if made else _("Step “%(name)s”: was there, and is used again.")
        yield Done(made, sentence % {"name": task.name})


def _of_managers() -> QuerySet[Workflow]:
    kind = ContentType.objects.get_for_model(HiringManagerApprovalTask)
    return Workflow.objects.filter(workflow_tasks__task__content_type=kind).order_by("pk").distinct()


def _steps(roles: dict[Role, Group]) -> Iterator[tuple[Task, bool]]:
    people, words = roles[HUMAN_RESOURCES], roles[COMMUNICATIONS]
    yield _task(PayTransparencyTask, _("Salary check"), people)
    if check := _guideline_check():
        yield _task(check, _("Guideline check"), words)
    yield _task(HiringManagerApprovalTask, _("Hiring manager"), people)
    yield _task(GroupApprovalTask, people.name, people)
    yield _task(GroupApprovalTask, words.name, words)


def _guideline_check() -> Any | None:
    """Return the task of a room that a site may have left out."""
    try:
        return apps.get_model("wagtail_advocacy_guidelines", "GuidelineCheckTask")
    except LookupError:
        return None


def _task(model: Any, name: str, group: Group) -> tuple[Task, bool]:
    """Return the active task of this kind that the group has already, or a new one."""
    known = model.objects.filter(active=True, groups=group).order_by("pk")
    # Many a site has group steps of its own; ours is the one in no workflow, or called so.
    if model is GroupApprovalTask:
        known = known.filter(Q(name=name) | Q(workflow_tasks=None))
    if found := known.first():
        return found, False
    task = model.objects.create(name=name)
    task.groups.add(group)
    return task, True
