"""What the editor of a vacancy posts, and who posts it."""

from django.contrib.auth.models import Permission
from django.db.models import Q
from django.test import Client

from tests.factories import UserFactory, default_site
from wagtail_advocacy.recruitment.models import Vacancy

RICH = '<p data-block-key="a">You find out what is in the water.</p>'
DRAFTAIL = (
    '{"blocks": [{"key": "a", "text": "%s", "type": "unstyled", "depth": 0, "inlineStyleRanges": [], '
    '"entityRanges": []}], "entityMap": {}}'
)


def draftail(text):
    return DRAFTAIL % text


def member(*codenames, model=Vacancy, **fields):
    """Somebody with an admin and these permissions on vacancies, such as `add`."""
    user = UserFactory(**fields)
    wanted = Q(content_type__app_label="wagtailadmin", codename="access_admin")
    for codename in codenames:
        wanted |= Q(content_type__app_label=model._meta.app_label, codename=f"{codename}_{model._meta.model_name}")
    user.user_permissions.add(*Permission.objects.filter(wanted))
    return user


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def vacancy_form(locations=({"place": "Eskmouth", "country": "GB"},), captions=(), **fields):
    """A complete vacancy as the editor's form posts it; relations as primary keys."""
    data = {
        "title": "Night chemist",
        "team": "Laboratories",
        "requisition_id": "",
        "why": "",
        "hiring_manager": "",
        "recruiter": "",
        "workplace": "on-site",
        "employment_type": "FULL_TIME",
        "openings": "1",
        "salary_min": "42000",
        "salary_max": "51000",
        "salary_currency": "GBP",
        "salary_unit": "YEAR",
        "languages": "",
        "description": draftail("You find out what is in the water of forty towns."),
        "requirements": "null",
        "benefits": "null",
        "apply_url": "https://jobs.example.com/apply/1",
        "apply_email": "",
        "apply_parameter": "",
        "date_posted": "",
        "valid_through": "",
        "bonus_amount": "",
        "bonus_currency": "",
        "bonus_conditions": "",
        "image": "",
        "image_alt": "",
        "category": "",
        "campaign": "",
        "site": default_site().pk,
        "go_live_at": "",
        "expire_at": "",
    }
    blank = {
        "locations": {"id": "", "place": "", "region": "", "postal_code": "", "country": "", "DELETE": ""},
        "captions": {"id": "", "text": "My team is hiring.", "network": "", "language": "en", "DELETE": ""},
    }
    for name, rows in (("locations", locations), ("captions", captions)):
        data |= {f"{name}-TOTAL_FORMS": len(rows), f"{name}-INITIAL_FORMS": sum("id" in row for row in rows)}
        data |= {f"{name}-MIN_NUM_FORMS": 0, f"{name}-MAX_NUM_FORMS": 1000}
        for number, row in enumerate(rows):
            data |= {f"{name}-{number}-{key}": value for key, value in {**blank[name], **row}.items()}
    return data | fields
