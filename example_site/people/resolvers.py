"""Answers to what wagtail-advocacy asks about people."""

from wagtail_advocacy.registries import TeamRef

from .models import User


def team_resolver(user: User) -> TeamRef | None:
    """A team is a department."""
    department = user.department
    return TeamRef(key=department.slug, name=department.name) if department else None
