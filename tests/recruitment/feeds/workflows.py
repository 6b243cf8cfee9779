from django.contrib.contenttypes.models import ContentType
from wagtail.models import GroupApprovalTask, Workflow, WorkflowContentType, WorkflowTask

from wagtail_advocacy.recruitment.models import Vacancy


def workflow_of_vacancies():
    workflow = Workflow.objects.create(name="Vacancies")
    task = GroupApprovalTask.objects.create(name="HR")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    WorkflowContentType.objects.create(workflow=workflow, content_type=ContentType.objects.get_for_model(Vacancy))
    return workflow
