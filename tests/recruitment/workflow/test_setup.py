"""`manage.py setup_recruitment`: once is enough, twice is no harm."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from wagtail.models import GroupApprovalTask, Task, Workflow, WorkflowContentType, WorkflowTask

from wagtail_advocacy.guidelines.models import GuidelineCheckTask
from wagtail_advocacy.library.models import ContentCategory
from wagtail_advocacy.recruitment.models import HiringManagerApprovalTask, PayTransparencyTask, Vacancy

pytestmark = pytest.mark.django_db

STEPS = ["Salary check", "Guideline check", "Hiring manager", "Human resources", "Communications"]


def setup(**options):
    out = io.StringIO()
    call_command("setup_recruitment", stdout=out, **options)
    return out.getvalue()


def stock():
    """How much there is of everything that it makes."""
    return [
        each.objects.count() for each in (Group, Task, Workflow, WorkflowTask, WorkflowContentType, ContentCategory)
    ]


def may(name):
    return sorted(Group.objects.get(name=name).permissions.values_list("codename", flat=True))


@pytest.mark.projects("own_base")
def test_what_it_makes(db):
    words = setup()

    assert "Group “Recruiters”: made." in words
    assert "Workflow “Vacancies”: made." in words
    assert "Put people into the groups now" in words
    assert "(approve_bonus) to one group" in words
    assert "(pay_bonus) to another" in words
    assert [each.name for each in Vacancy.get_default_workflow().tasks] == STEPS
    kinds = [type(each.specific) for each in Vacancy.get_default_workflow().tasks]
    group = GroupApprovalTask
    assert kinds == [PayTransparencyTask, GuidelineCheckTask, HiringManagerApprovalTask, group, group]
    assert may("Recruiters") == [
        *["access_admin", "add_vacancy", "change_referral", "change_vacancy", "change_vacancyfeed"],
        *["view_conversion", "view_referral", "view_vacancy", "view_vacancyfeed"],
    ]
    assert may("Human resources") == ["access_admin", "change_vacancy", "view_vacancy"]
    assert may("Communications") == ["access_admin", "change_vacancy", "publish_vacancy", "view_vacancy"]
    category = ContentCategory.objects.get(slug="recruitment")
    assert (category.name, category.icon) == ("Recruitment", "user")


def test_twice_changes_nothing(db):
    setup()
    before = stock()
    words = setup()
    assert stock() == before
    assert "Nothing was missing." in words
    assert "made" not in words


def test_renamed_parts_are_known_again(db):
    setup()
    before = stock()
    for model in (Group, Task, Workflow, ContentCategory):
        for each in model.objects.all():
            each.name = f"Our {each.name}"
            each.save()
    assert "Nothing was missing." in setup()
    assert stock() == before


def test_a_step_that_somebody_took_out_stays_out(db):
    setup()
    WorkflowTask.objects.filter(task__name="Salary check").delete()
    before = stock()
    assert "with the steps you gave it" in setup()
    assert stock() == before


def test_what_was_deleted_comes_again_from_what_is_left(db):
    setup()
    tasks = Task.objects.count()
    Workflow.objects.all().delete()
    ContentCategory.objects.all().delete()
    words = setup()
    assert Task.objects.count() == tasks
    assert "Step “Hiring manager”: was there, and is used again." in words
    assert [each.name for each in Vacancy.get_default_workflow().tasks] == STEPS


def test_a_workflow_taken_away_is_given_back(db):
    setup()
    WorkflowContentType.objects.all().delete()
    before = Workflow.objects.count()
    assert "is for vacancies again" in setup()
    assert Workflow.objects.count() == before


def test_a_workflow_of_their_own_is_left_alone(db):
    own = Workflow.objects.create(name="Ours")
    WorkflowContentType.objects.create(workflow=own, content_type=ContentType.objects.get_for_model(Vacancy))
    setup()
    assert Vacancy.get_default_workflow() == own
    assert not own.tasks
    assert not HiringManagerApprovalTask.objects.exists()


def test_a_group_that_is_there_gets_its_part_once(db):
    group = Group.objects.create(name="Human resources")
    assert "Group “Human resources”: was there, and may do its part now." in setup()
    assert Group.objects.filter(name="Human resources").get() == group
    assert "change_vacancy" in may("Human resources")
    # What an administrator took away stays away.
    group.permissions.remove(Permission.objects.get(codename="change_vacancy"))
    setup()
    assert may("Human resources") == ["access_admin", "view_vacancy"]


def test_an_unknown_language(db, settings):
    settings.LANGUAGES = [("en", "English"), ("es", "Spanish")]
    with pytest.raises(CommandError, match=r"no language 'tlh' here.*en, es"):
        setup(language="tlh")


def test_another_language_finds_what_is_there(db):
    setup()
    before = stock()
    setup(language="es")
    assert stock() == before


def test_without_workflows(db, settings):
    settings.WAGTAIL_WORKFLOW_ENABLED = False
    assert "vacancies go live without approval" in setup()


@pytest.mark.walk
def test_on_a_site_without_guidelines(tmp_path):
    """Settings of their own: the room is not installed, and nobody misses it."""
    script = Path(__file__).with_name("without_guidelines.py")
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path)],
        cwd=Path(__file__).resolve().parents[3],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Salary check, Hiring manager, Human resources, Communications" in done.stdout
    assert "live and offered" in done.stdout
