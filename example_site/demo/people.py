"""Departments, people, roles and what each role may do in Wagtail."""

import unicodedata
from collections.abc import Iterable

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from people.models import Department, User
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from .content.people import DEPARTMENTS, LOG_INS, PEOPLE, ROLES
from .hashers import DebugOnlyHasher

PASSWORD = "demo"

GROUP_OF_ROLE = {
    "editor": "Editors",
    "recruiter": "Recruiters",
    "legal": "Legal",
    "leader": "Advocacy leaders",
    "lead": "Programme leads",
    "manager": "Hiring managers",
}
EVERYBODY = "Employees"


def load_people() -> None:
    """Create departments, groups and forty people; the seven of them with a role can log in."""
    departments = {}
    for order, (slug, name, task) in enumerate(DEPARTMENTS, start=1):
        departments[slug], _ = Department.objects.update_or_create(
            slug=slug, defaults={"name": name, "task": task, "sort_order": order}
        )
    password = make_password(PASSWORD, hasher=DebugOnlyHasher.algorithm)
    everybody = Group.objects.get_or_create(name=EVERYBODY)[0]
    rows = [(role, *row) for role, row in ROLES.items()]
    rows += [(LOG_INS.get(row[:2]) or user_name(*row[:2]), *row) for row in PEOPLE]
    for username, first, last, job, department, town in rows:
        role = username if username in (*ROLES, *LOG_INS.values()) else ""
        user, _ = User.objects.update_or_create(
            username=username,
            defaults={
                "first_name": first,
                "last_name": last,
                "email": f"{user_name(first, last)}@larkwater.example",
                "job_title": job,
                "department": departments[department],
                "town": town,
                "is_superuser": role == "admin",
                "is_staff": role == "admin",
                "password": password if role else "!",
            },
        )
        groups = [everybody]
        if role in GROUP_OF_ROLE:
            groups.append(Group.objects.get_or_create(name=GROUP_OF_ROLE[role])[0])
        user.groups.set(groups)


def user_name(first: str, last: str) -> str:
    """Return ``first.last`` in plain letters."""
    plain = unicodedata.normalize("NFKD", f"{first}.{last}".replace("æ", "ae")).encode("ascii", "ignore").decode()
    return plain.lower().replace(" ", "-")


def find_person(name: str) -> User:
    """Return the person with this user name or full name. Raises ``User.DoesNotExist``."""
    if " " in name:
        first, last = name.split(" ", 1)
        return User.objects.get(first_name=first, last_name=last)
    return User.objects.get(username=name)


def load_permissions(pages: Iterable[Page]) -> None:
    """Let editors look after ``pages``, pictures, documents and events, and every role see the Wagtail admin."""
    access = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    groups = {name: Group.objects.get(name=name) for name in GROUP_OF_ROLE.values()}
    for group in groups.values():
        group.permissions.add(access)

    editors = groups["Editors"]
    for page in pages:
        for codename in ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"):
            GroupPagePermission.objects.get_or_create(
                group=editors,
                page=page,
                permission=Permission.objects.get(content_type__app_label="wagtailcore", codename=codename),
            )
    root = Collection.get_first_root_node()
    apps, names = ("wagtailimages", "wagtaildocs"), ("image", "document")
    files = Permission.objects.filter(content_type__app_label__in=apps, content_type__model__in=names)
    for group in groups.values():
        wanted = files if group == editors else files.filter(codename__startswith="choose_")
        for permission in wanted:
            GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)
    editors.permissions.add(*Permission.objects.filter(content_type__app_label="events"))


def grant(group: str, *permissions: str) -> None:
    """Give ``group`` permissions written as ``app_label.codename``; ``app_label.*`` means all of that app.

    Raises ``LookupError`` for a permission that does not exist.
    """
    for name in permissions:
        app_label, codename = name.split(".")
        wanted = Q(content_type__app_label=app_label)
        if codename != "*":
            wanted &= Q(codename=codename)
        found = list(Permission.objects.filter(wanted))
        if not found:
            raise LookupError(f"There is no permission {name}.")
        Group.objects.get(name=group).permissions.add(*found)
