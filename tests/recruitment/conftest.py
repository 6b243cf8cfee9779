"""Vacancies need an organisation: the intranet of a test, and a website that everybody may read."""

import pytest
from django.contrib.contenttypes.models import ContentType
from wagtail.models import GroupApprovalTask, Site, Workflow, WorkflowContentType, WorkflowTask

from tests.factories import default_site
from wagtail_advocacy.compat import get_page_model
from wagtail_advocacy.models import AdvocacySettings
from wagtail_advocacy.recruitment.models import Vacancy


@pytest.fixture
def career_site(db):
    """A public website beside the intranet, with nothing on it."""
    page_model = get_page_model()
    root = page_model.get_first_root_node()
    home = root.add_child(instance=page_model(title="Website", slug="website", locale=default_site().root_page.locale))
    site = Site.objects.create(hostname="www.example.com", port=443, root_page=home, site_name="Example")
    AdvocacySettings.objects.create(site=site, visible_without_login=True)
    return site


@pytest.fixture
def recruitment_workflow(db):
    """A workflow of one step, in which a superuser may decide."""
    task = GroupApprovalTask.objects.create(name="Somebody reads it")
    workflow = Workflow.objects.create(name="Vacancies")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    kind = ContentType.objects.get_for_model(Vacancy)
    WorkflowContentType.objects.create(workflow=workflow, content_type=kind)
    return workflow
