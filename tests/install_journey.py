"""One share in a site that has just installed us; `test_install.py` runs it there as a process of its own."""

import os
import sys
from urllib.parse import urlsplit

import django

sys.path.insert(0, os.getcwd())
os.environ["DJANGO_SETTINGS_MODULE"] = "intranet.settings.dev"
django.setup()

from bs4 import BeautifulSoup  # noqa: E402 - needs a configured site
from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402
from wagtail.models import Locale, Site  # noqa: E402

from wagtail_advocacy.library.models import ShareableItem  # noqa: E402


def opened(response, status=200):
    """The response, if it has the expected status."""
    if response.status_code != status:
        raise SystemExit(f"{response.request['PATH_INFO']}: {response.status_code}\n{response.content.decode()[:2000]}")
    return response


def filled(html, press: str, **values: str) -> dict:
    """What a browser sends when `press` is pressed in the form that has it, with `values` entered."""
    form = BeautifulSoup(html, "html.parser").find("button", attrs={"name": press}).find_parent("form")
    inputs = form.find_all("input", attrs={"type": "hidden"})
    fields = {field["name"]: field["value"] for field in inputs}
    fields |= {area["name"]: area.get_text() for area in form.find_all("textarea")}
    return {**fields, **values, press: "1"}


setup_test_environment()
# As every server does before it answers. Wagtail keeps from then on what may lie below a page.
call_command("check")
get_user_model().objects.create_superuser("editor", "editor@example.com", "password")
item = ShareableItem.objects.create(
    site=Site.objects.get(is_default_site=True),
    locale=Locale.get_default(),
    headline="Our new workshop is open",
    destination=ShareableItem.Destination.CARD,
)
item.save_revision().publish()

colleague = Client()
colleague.login(username="editor", password="password")
hub = opened(colleague.get("/advocacy/"))
if item.headline not in hub.content.decode():
    raise SystemExit("the hub does not show the item")
address = f"/advocacy/share/{item.pk}/"
dialog = opened(colleague.get(address))
sent = filled(dialog.content, "start", words="Come and see it.", join="on")
started = opened(colleague.post(address, sent), 302)
opened(colleague.get(started.url))
code = urlsplit(started.url).path.rstrip("/").rpartition("/")[2]

stranger = Client(headers={"user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"})
card = opened(stranger.get(f"/s/{code}"), 302)
page = opened(stranger.get(urlsplit(card.url).path))
if item.headline not in page.content.decode():
    raise SystemExit("the public page does not show the item")
opened(colleague.get("/admin/"))
home = item.site.root_page.specific
if home.subpage_types is None:
    raise SystemExit("the home page of this site lets everything lie below it, so there is nothing to allow")
opened(colleague.get(f"/admin/pages/add/wagtail_advocacy_sharing_pages/advocacyhubpage/{home.pk}/"))
print("hub, dialog and link opened, the hub may be a page")
