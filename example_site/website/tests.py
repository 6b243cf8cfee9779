"""Somebody comes by a share, reads, and applies: the code goes along without a cookie, and the share is credited.

``python example_site/manage.py test website`` runs it; the tests of wagtail-advocacy run that.
"""

# ruff: noqa: PT009 - Django's own runner

import re

from demo.content.blog import FORMS
from demo.pages import load_form
from django.contrib.sessions.models import Session
from django.test import Client, TestCase
from wagtail.contrib.forms.models import FormSubmission
from wagtail.models import Page, Site

from wagtail_advocacy.links.models import Link, Target
from wagtail_advocacy.models import AdvocacySettings
from wagtail_advocacy.tracking.models import Conversion

from .models import BlogIndexPage, BlogPage, WebsiteHomePage

STRANGER = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0", "host": "127.0.0.1"}
ANSWERS = {"your_name": "Ines", "e_mail": "ines@example.com", "what_did_you_take_apart_last": "A radio"}


class ApplicationIsCountedTest(TestCase):
    def setUp(self) -> None:
        home = WebsiteHomePage(title="Website", slug="website", claim="Water", intro="Us")
        Page.get_first_root_node().add_child(instance=home)
        site = Site.objects.create(hostname="127.0.0.1", port=80, root_page=home)
        AdvocacySettings.objects.create(site=site, visible_without_login=True)
        blog = home.add_child(instance=BlogIndexPage(title="Blog", slug="blog"))
        form = load_form(home, FORMS[0])
        blog.add_child(instance=BlogPage(title="A trade", slug="a-trade", intro="Fourteen places.", form_page=form))
        self.link = Link.objects.create(target=Target.objects.create(subject="test/1"))
        self.stranger = Client(headers=STRANGER)

    def apply(self, address: str) -> None:
        article = self.stranger.get(address).content.decode()
        button = re.search(r'class="action" href="([^"]+)"', article)[1]
        form = self.stranger.get(button).content.decode()
        hidden = dict(re.findall(r'type="hidden" name="(wa\w*)" value="([^"]+)"', form))
        answer = self.stranger.post(button.partition("?")[0], ANSWERS | hidden)
        self.assertContains(answer, "Tariq writes to everybody")

    def test_by_a_share(self) -> None:
        self.apply(f"/blog/a-trade/?wa={self.link.code}")
        touch = Conversion.objects.get(kind="application").touches.get()
        self.assertEqual((touch.link, touch.is_credited), (self.link, True))
        self.assertEqual(FormSubmission.objects.get().form_data, ANSWERS)
        self.assertFalse(Session.objects.exists())

    def test_by_nobodys_share(self) -> None:
        self.apply("/blog/a-trade/")
        self.assertEqual(FormSubmission.objects.count(), 1)
        self.assertFalse(Conversion.objects.exists())
