"""A site that leaves the guidelines out: set up, and one vacancy from draft to live. Run by `test_setup.py`."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))


def main() -> None:
    os.environ["ADVOCACY_DB"] = "sqlite"
    from django.conf import settings

    import wagtail_advocacy
    from tests.projects import base

    apps = [each for each in wagtail_advocacy.APPS if "guidelines" not in each]
    values = {name: getattr(base, name) for name in dir(base) if name.isupper()}
    values["INSTALLED_APPS"] = base.with_wagtail(apps)
    values["DATABASES"] = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
    values["MEDIA_ROOT"] = Path(sys.argv[1])
    values["ADVOCACY_PROJECT"] = "without_guidelines"
    settings.configure(**values)

    import django
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    django.setup()
    setup_test_environment()
    call_command("check", verbosity=0)
    call_command("migrate", verbosity=0)
    call_command("setup_recruitment", verbosity=0)
    journey()


def journey() -> None:
    from django.apps import apps
    from django.contrib.auth.models import Group, Permission
    from django.core import mail
    from django.test import Client

    from tests.factories import UserFactory
    from tests.recruitment.workflow.conftest import SUBMIT, link_in, vacancy_form, vacancy_url
    from wagtail_advocacy.library.models import ShareableItem
    from wagtail_advocacy.recruitment.models import Vacancy

    assert not apps.is_installed("wagtail_advocacy.guidelines")
    sys.stdout.write(", ".join(each.name for each in Vacancy.get_default_workflow().tasks) + "\n")
    people = {}
    for name in ("Recruiters", "Managers", "Human resources", "Communications"):
        group, _made = Group.objects.get_or_create(name=name)
        group.permissions.add(Permission.objects.get(codename="access_admin"))
        user = UserFactory(username=name)
        user.groups.add(group)
        people[name] = Client()
        people[name].force_login(user)
        people[name].user = user
    form = vacancy_form(hiring_manager=people["Managers"].user.pk)
    response = people["Recruiters"].post(vacancy_url("add"), form | SUBMIT)
    assert response.status_code == 302, response.context["form"].errors
    vacancy = Vacancy.objects.get()
    [letter] = [each for each in mail.outbox if people["Managers"].user.email in each.to]
    assert people["Managers"].get(link_in(letter)).status_code == 200
    for name in ("Managers", "Human resources", "Communications"):
        state = Vacancy.objects.get().current_workflow_task_state
        people[name].post(vacancy_url("workflow_action", vacancy.pk, "approve", state.pk), {"comment": ""})
    vacancy.refresh_from_db()
    assert vacancy.live
    assert ShareableItem.objects.get(source_id=str(vacancy.pk)).headline == "Night chemist"
    sys.stdout.write("live and offered" + "\n")


if __name__ == "__main__":
    main()
