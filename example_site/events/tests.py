"""An event in its editor, its item in the library, its card in the hub and the link that is out there, over HTTP.

``python example_site/manage.py test events`` runs it; the tests of wagtail-advocacy run that.
"""

# ruff: noqa: PT009 - Django's own runner

import inspect
from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone
from people.models import User
from wagtail.models import Locale, Site

from wagtail_advocacy.library.models import ShareableItem
from wagtail_advocacy.links.models import Link
from wagtail_advocacy.models import AdvocacySettings

from .models import Event
from .offers import to_offer

STRANGER = {
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36"
}
EVENTS = "http://127.0.0.1/events/"


class EventIsOfferedTest(TestCase):
    """What a site writes is the function; everything else happens by itself."""

    def setUp(self) -> None:
        Locale.objects.get_or_create(language_code="en")
        intranet = Site.objects.get(is_default_site=True)
        self.website = Site.objects.create(hostname="127.0.0.1", port=80, root_page=intranet.root_page)
        AdvocacySettings.objects.create(site=intranet)
        AdvocacySettings.objects.create(site=self.website, visible_without_login=True)
        self.editor = Client(headers={"host": "localhost"})
        self.editor.force_login(User.objects.create_superuser("editor", "editor@larkwater.example", "demo"))
        self.colleague = Client(headers={"host": "localhost"})
        self.colleague.force_login(User.objects.create_user("colleague", "colleague@larkwater.example", "demo"))

    def send(self, name: str, *args: Any, **changes: Any) -> HttpResponse:
        """Send one of the event's admin forms, as an editor."""
        fields = {
            "title": "Open day",
            "slug": "open-day",
            "site": self.website.pk,
            "starts_at": f"{timezone.localtime() + timedelta(days=9):%Y-%m-%d %H:%M}",
            "ends_at": f"{timezone.localtime() + timedelta(days=10):%Y-%m-%d %H:%M}",
            "place": "Waterworks",
            "summary": "See where it comes from.",
            "invitation": "Bring your neighbours.",
            "image": "",
            "is_public": "on",
        }
        fields = {name: value for name, value in {**fields, **changes}.items() if value is not None}
        with self.captureOnCommitCallbacks(execute=True):
            return self.editor.post(reverse(Event.snippet_viewset.get_url_name(name), args=args), fields)

    def add_event(self) -> Event:
        self.assertEqual(self.send("add").status_code, 302)
        return Event.objects.get()

    def hub(self) -> str:
        return self.colleague.get("/advocacy/").content.decode()

    def follow(self) -> str:
        """Where a stranger lands who follows the link that went out."""
        target = ShareableItem.objects.get().target
        link, _created = Link.objects.get_or_create(target=target)
        return Client().get(f"/s/{link.code}", headers=STRANGER).headers["Location"]

    def maintain(self) -> None:
        with self.captureOnCommitCallbacks(execute=True):
            call_command("advocacy_maintenance", "--only", "library.targets", "--force", verbosity=0)

    def test_what_a_site_writes_is_short(self) -> None:
        self.assertLess(len(inspect.getsource(to_offer).splitlines()), 20)

    def test_a_new_event_is_in_the_hub_and_can_be_shared(self) -> None:
        self.add_event()
        self.assertIn("Open day", self.hub())
        self.assertIn("Bring your neighbours.", self.hub())
        dialog = self.colleague.get(reverse("wagtail_advocacy:share", args=[ShareableItem.objects.get().pk]))
        self.assertContains(dialog, "Come and see us: Open day")
        self.assertEqual(self.follow(), f"{EVENTS}open-day/")

    def test_its_item_is_read_only_and_leads_to_the_event(self) -> None:
        event = self.add_event()
        item = ShareableItem.objects.get()
        edit = reverse(ShareableItem.snippet_viewset.get_url_name("edit"), args=[item.pk])
        source = reverse(Event.snippet_viewset.get_url_name("edit"), args=[event.pk])
        answer = self.editor.get(edit, follow=True)
        self.assertEqual(answer.redirect_chain, [(source, 302)])
        self.assertContains(answer, "“Open day” is edited where it comes from.")
        self.assertRedirects(self.editor.post(edit, {"headline": "Mine"}), source, fetch_redirect_response=False)
        item.refresh_from_db()
        self.assertEqual(item.headline, "Open day")

    def test_editing_the_event_edits_the_item_and_what_is_out_there(self) -> None:
        event = self.add_event()
        self.assertEqual(self.send("edit", event.pk, title="Open night", slug="open-night").status_code, 302)
        self.assertIn("Open night", self.hub())
        self.assertNotIn("Open day", self.hub())
        self.assertEqual(self.follow(), f"{EVENTS}open-night/")

    def test_an_event_that_is_no_longer_public_is_withdrawn_at_once_and_may_come_back(self) -> None:
        event = self.add_event()
        self.send("edit", event.pk, is_public=None)
        self.assertNotIn("Open day", self.hub())
        self.assertEqual(self.follow(), EVENTS)
        self.send("edit", event.pk)
        self.assertIn("Open day", self.hub())
        self.assertEqual(self.follow(), f"{EVENTS}open-day/")

    def test_a_deleted_event_takes_its_item_along_and_its_links_live_on(self) -> None:
        event = self.add_event()
        self.send("delete", event.pk)
        self.assertFalse(Event.objects.exists())
        self.assertNotIn("Open day", self.hub())
        self.assertEqual(self.follow(), EVENTS)

    def test_what_is_updated_silently_is_mended_by_maintenance(self) -> None:
        self.add_event()
        Event.objects.update(title="Open night", slug="open-night")
        self.assertIn("Open day", self.hub())
        self.maintain()
        self.assertIn("Open night", self.hub())
        self.assertEqual(self.follow(), f"{EVENTS}open-night/")

        Event.objects.update(is_public=False)
        self.maintain()
        self.assertNotIn("Open night", self.hub())
        self.assertEqual(self.follow(), EVENTS)

    def test_what_is_deleted_silently_is_noticed_by_maintenance(self) -> None:
        self.add_event()
        Event.objects.all()._raw_delete("default")
        self.maintain()
        self.assertNotIn("Open day", self.hub())
        self.assertEqual(self.follow(), EVENTS)
