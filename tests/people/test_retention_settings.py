"""What people were told stays true: an admin shortens a retention, and nobody lengthens it again in the admin."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from tests.factories import default_site
from wagtail_advocacy.models import AdvocacySettings

pytestmark = pytest.mark.django_db

LONGER = "Between 1 and {}, which it is now: this can be shortened here, never lengthened."


@pytest.fixture
def form(admin_client, db):
    """Open the settings of the default site and `send(name=value)` them."""
    url = reverse("wagtailsettings:edit", args=["wagtail_advocacy", "advocacysettings", default_site().pk])

    class Form:
        def __init__(self):
            page = BeautifulSoup(admin_client.get(url).content, "html.parser")
            fields = page.select("form[action] [name]")
            self.fields = {each["name"]: each.get("value", "") for each in fields if each.get("type") != "checkbox"}
            self.text = page.text

        def send(self, **changes):
            return admin_client.post(url, {**self.fields, **changes})

    return Form


def stored():
    return AdvocacySettings.objects.values_list("clicks_days", "share_months").get()


def sentences(response):
    return BeautifulSoup(response.content, "html.parser").text


def test_the_form_warns_before_it_is_too_late(form):
    assert form().text.count("Once shortened, it cannot be lengthened here again.") == 2


def test_the_first_save_is_measured_by_the_settings_file(form):
    refused = form().send(clicks_days="91", share_months="25")
    assert LONGER.format(90) in sentences(refused)
    assert LONGER.format(24) in sentences(refused)
    assert form().send(clicks_days="90", share_months="24").status_code == 302
    assert stored() == (90, 24)


@pytest.mark.parametrize(("field", "most"), [("clicks_days", 30), ("share_months", 6)])
@pytest.mark.parametrize("longer", ["+1", "emptied"])
def test_what_was_shortened_is_not_lengthened(form, field, most, longer, said):
    assert form().send(clicks_days="30", share_months="6").status_code == 302

    refused = form().send(**{field: "" if longer == "emptied" else str(most + 1)})

    page = BeautifulSoup(refused.content, "html.parser")
    sentence = (
        page.select_one(f"[name={field}]").find_parent(attrs={"data-field": True}).select_one(".error-message").text
    )
    assert LONGER.format(most) in sentence
    if field == "clicks_days":
        what = "Empties a retention that was shortened" if longer == "emptied" else "Lengthens a retention again"
        said("Settings", what, sentence)
    assert stored() == (30, 6)


def test_shorter_and_the_same_are_fine(form):
    form().send(clicks_days="30", share_months="6")

    assert form().send(programme_name="Team Tea").status_code == 302
    assert form().send(clicks_days="29", share_months="1").status_code == 302
    assert stored() == (29, 1)


def test_a_form_that_was_opened_before_does_not_undo_what_somebody_shortened_meanwhile(form):
    old = form()
    form().send(clicks_days="10")

    assert LONGER.format(10) in sentences(old.send(programme_name="Team Tea"))
    assert stored() == (10, None)


def test_nothing_is_kept_for_no_time_at_all(form):
    assert LONGER.format(90) in sentences(form().send(clicks_days="0"))


def test_a_settings_file_that_became_stricter_asks_for_a_number_of_its_own(form, settings):
    form().send(clicks_days="60")
    settings.WAGTAIL_ADVOCACY = {**settings.WAGTAIL_ADVOCACY, "RAW_CLICKS_DAYS": 14}

    assert LONGER.format(14) in sentences(form().send())
    assert form().send(clicks_days="").status_code == 302


def test_a_developer_can_lengthen_it(form):
    form().send(clicks_days="10")
    AdvocacySettings.objects.update(clicks_days=None)

    assert form().send(clicks_days="80").status_code == 302
