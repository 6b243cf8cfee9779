"""What tests of the import ask about what it did."""

from wagtail_advocacy.recruitment.models import Vacancy, VacancyFeed

AUTO = VacancyFeed.Publish.AUTO


def by_id(source_id="4001"):
    return Vacancy.objects.get(source_id=source_id)


def numbers(run):
    return {name: getattr(run, name) for name in ("new", "changed", "unchanged", "missing", "gone", "refused")}


def said_of(run, source_id):
    return [each["message"] for each in run.problems if each["source_id"] == source_id]
