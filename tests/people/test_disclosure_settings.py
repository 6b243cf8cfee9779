"""“I work here” in several languages, as an administrator writes it."""

import pytest
from bs4 import BeautifulSoup

from tests.people.test_retention_settings import form  # noqa: F401 - the same form
from wagtail_advocacy.models import AdvocacySettings

pytestmark = pytest.mark.django_db

GROUP = "Settings"


def test_one_line_for_each_language(form, settings):  # noqa: F811
    settings.LANGUAGES = [("en", "English"), ("es", "Spanish"), ("pt-br", "Portuguese")]

    sent = form().send(disclosure="I work at Acme.", disclosures=" ES : Trabajo en Acme. \n\npt_BR: Na Acme: sim.\n")

    assert sent.status_code == 302
    stored = AdvocacySettings.objects.get()
    assert stored.disclosure_in("es") == "Trabajo en Acme."
    assert stored.disclosure_in("pt-br") == "Na Acme: sim."
    assert stored.all_disclosures() == ["I work at Acme.", "Trabajo en Acme.", "Na Acme: sim."]


@pytest.mark.parametrize(
    ("what", "sent"),
    [
        ("“I work here” in another language, without its code", {"disclosures": "Trabajo en Acme."}),
        ("“I work here” in another language, without the words", {"disclosures": "es:  "}),
        ("“I work here” in a language that the site does not have", {"disclosures": "tlh: Acme Daq jIvum."}),
        ("“I work here” twice in one language", {"disclosures": "es: Trabajo en Acme.\nes: En Acme."}),
        ("“I work here” in 121 characters", {"disclosures": f"es: {'a' * 121}"}),
        ("“I work here” in Spanish only", {"disclosure": "", "disclosures": "es: Trabajo en Acme."}),
    ],
)
def test_what_cannot_be_read_says_what_to_do(form, settings, said, what, sent):  # noqa: F811
    settings.LANGUAGES = [("en", "English"), ("es", "Spanish")]

    refused = form().send(**{"disclosure": "I work at Acme.", **sent})

    assert refused.status_code == 200
    page = BeautifulSoup(refused.content, "html.parser")
    said(GROUP, what, page.select_one(".error-message").text)
    assert not AdvocacySettings.objects.exclude(disclosures="").exists()
