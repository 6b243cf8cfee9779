"""The guidelines of the demo: what colleagues meet who did nothing yet, and who writes and publishes; its vacancies."""

# ruff: noqa: PT009 - Django's own runner

import json
import re
from io import StringIO
from urllib.parse import urlsplit

from django.core.management import call_command
from django.test import TestCase, override_settings
from django.utils import timezone
from django.utils.html import escape
from people.models import User
from wagtail.models import Site

from example_site.environment import INTRANET_HOST, WEBSITE_HOST
from wagtail_advocacy import registries
from wagtail_advocacy.guidelines.due import due_for
from wagtail_advocacy.guidelines.in_force import engine_of
from wagtail_advocacy.guidelines.models import Policy, PolicyVersion
from wagtail_advocacy.guidelines.pages.models import GuidelinePage
from wagtail_advocacy.guidelines.panels import remarks_on
from wagtail_advocacy.library.models import ShareableItem
from wagtail_advocacy.models import AdvocacySettings, Advocate
from wagtail_advocacy.recruitment.models import Vacancy
from wagtail_advocacy.recruitment.public.job_posting import missing_in
from wagtail_advocacy.sharing.models import Share

from .advocacy import OUTSIDERS


class GuidelinesTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        with override_settings(DEBUG=True):
            call_command("load_demo", stdout=StringIO())
        cls.site = Site.objects.get(hostname=INTRANET_HOST)
        cls.english, cls.spanish = (
            Policy.objects.get(kind="content", locale__language_code=each) for each in ("en", "es")
        )

    def due(self, name):
        return due_for(User.objects.get(username=name), self.site)

    def log_in(self, name):
        self.client.force_login(User.objects.get(username=name))

    def get(self, path, host=INTRANET_HOST):
        return self.client.get(path, headers={"host": host})

    def test_versions_are_as_somebody_would_have_left_them(self):
        numbers = [(v.number, v.is_material, v.language) for v in PolicyVersion.objects.order_by("published_at", "pk")]
        self.assertEqual(numbers, [(1, True, "en"), (1, True, "en"), (1, True, "es"), (2, False, "en")])
        days = (timezone.now() - PolicyVersion.objects.get(policy=self.english, number=2).published_at).days
        self.assertEqual(days, 7)
        self.assertEqual(self.english.translation_key, self.spanish.translation_key)

    def test_nothing_is_open_about_them(self):
        for policy in Policy.objects.all():
            with self.subTest(policy):
                policy.body.stream_block.clean(policy.body)
                self.assertEqual([str(each.message) for each in remarks_on(policy)], [])

    def test_the_spanish_text_has_the_same_parts(self):
        kinds = [[child.block_type for child in each.body] for each in (self.english, self.spanish)]
        self.assertEqual(*kinds)

    def test_nobody_is_stopped_and_who_has_shared_owes_nothing(self):
        for advocate in Advocate.objects.select_related("user"):
            if Share.objects.filter(advocate=advocate).exists():
                self.assertEqual(due_for(advocate.user, self.site), [])
        for name in OUTSIDERS:
            self.assertEqual([due.stops for due in self.due(name)], [False, False])
        self.assertEqual(self.due("employee"), [])

    def test_no_caption_is_objected_to_as_the_dialog_opens_with_it(self):
        settings = AdvocacySettings.for_site(self.site)
        found = []
        for item in ShareableItem.objects.prefetch_related("captions"):
            for caption in item.captions.all():
                words = f"{settings.disclosure_in(caption.language)} {caption.text}"
                context = registries.CheckContext(
                    site=item.site,
                    network=caption.network or "linkedin",
                    language=caption.language,
                    item=item,
                    campaign=item.campaign,
                    category=item.category,
                    suggestion=caption.text,
                    link="http://127.0.0.1:8000/s/abcdefg",
                    image_alt=item.image_alt,
                    today=timezone.localdate(),
                )
                result = registries.check_caption(words, context)
                self.assertEqual(len(result.basis), 2)
                found += [(item.headline, each.message) for each in result.findings]
        self.assertEqual(found, [])

    def test_i_work_here_is_what_the_programme_says(self):
        settings = AdvocacySettings.for_site(self.site)
        for policy in (self.english, self.spanish):
            version = policy.versions.first()
            [rule] = [each for each in engine_of(version.pk, version.hash).rules if each.kind == "disclosure"]
            self.assertEqual(rule.sentences[0], settings.disclosure_in(version.language))
            self.assertLessEqual(set(settings.all_disclosures()), set(rule.sentences))

    def test_shares_of_the_past_stand_on_what_applied(self):
        second = PolicyVersion.objects.get(policy=self.english, number=2)
        late = Share.objects.filter(language="en", started_at__gte=second.published_at).first()
        self.assertIn({"policy": self.english.pk, "version": 2, "hash": second.hash}, late.basis)
        spanish = Share.objects.filter(language="es", started_at__gte=second.published_at).first()
        self.assertEqual(
            {each["policy"] for each in spanish.basis} & {self.english.pk, self.spanish.pk}, {self.spanish.pk}
        )
        brand = PolicyVersion.objects.get(policy__kind="brand")
        self.assertEqual(Share.objects.filter(started_at__lt=brand.published_at).first().basis, [])

    def test_the_owner_submits_and_somebody_else_publishes(self):
        edit = f"/admin/snippets/wagtail_advocacy_guidelines/policy/edit/{self.english.pk}/"
        self.log_in("legal")
        page = self.get(edit).content.decode()
        self.assertIn("action-submit", page)
        self.assertNotIn("action-publish", page)
        policy = Policy.objects.get(pk=self.english.pk)
        policy.title, policy.what_changed, policy.asks_again = "How we talk about our work", "The title.", "no"
        policy.save_revision(user=User.objects.get(username="legal"))
        state = policy.get_workflow().start(policy, User.objects.get(username="legal"))
        self.log_in("editor")
        self.assertIn("approve", self.get(edit).content.decode())
        action = edit.replace("/edit/", "/workflow/action/")
        self.client.post(
            f"{action}approve/{state.current_task_state.pk}/", {"comment": ""}, headers={"host": INTRANET_HOST}
        )
        self.assertEqual(self.english.versions.order_by("-number").first().title, "How we talk about our work")

    def test_the_policy_is_read_within_and_outside(self):
        within, outside = (GuidelinePage.objects.get(is_public=each) for each in (False, True))
        self.assertEqual(self.get(outside.url_path.replace("/website", ""), WEBSITE_HOST).status_code, 200)
        path = within.url_path.replace("/intranet", "")
        self.assertEqual(self.get(path).status_code, 302)
        self.log_in("employee")
        answer = self.get(path)
        self.assertContains(answer, "What has to be right")
        self.assertContains(answer, "You agreed to it on", count=0)
        self.assertContains(self.get(f"{path}?version=1"), "You agreed to it on")
        self.assertNotContains(answer, "I have read it")


class VacanciesTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        with override_settings(DEBUG=True):
            call_command("load_demo", stdout=StringIO())

    def test_search_engines_find_all_they_ask_for(self):
        kinds = set()
        for vacancy in Vacancy.objects.open():
            with self.subTest(vacancy):
                path = urlsplit(vacancy.get_absolute_url()).path
                page = self.client.get(path, headers={"host": WEBSITE_HOST})
                [script] = re.findall(
                    r"<script type=.application/ld\+json.>(.*?)</script>", page.content.decode(), re.S
                )
                posting = json.loads(script)
                self.assertEqual(missing_in(posting), [])
                self.assertEqual(posting["title"], vacancy.title)
                kinds |= posting.keys()
        self.assertLessEqual({"jobLocation", "jobLocationType", "baseSalary"}, kinds)

    def test_who_follows_an_old_link_reads_which_job_it_was(self):
        filled = Vacancy.objects.get(closed_reason=Vacancy.ClosedReason.FILLED)
        answer = self.client.get(urlsplit(filled.get_absolute_url()).path, headers={"host": WEBSITE_HOST})
        self.assertContains(answer, escape(filled.title), status_code=410)
