"""Other tools check texts: who may, what they send, what they get, and that nothing of it stays."""

import json
import logging
import re
import shlex
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from tests.conftest import need
from tests.factories import CampaignFactory, CategoryFactory, UserFactory, default_site
from tests.guidelines.conftest import avoid, block, introduction
from wagtail_advocacy.conf import AdvocacyConf
from wagtail_advocacy.guidelines.endpoint.tokens import digest_of
from wagtail_advocacy.guidelines.models import Dispute, RuleTally

pytestmark = pytest.mark.projects("full", "own_base", "custom_page")

TOKEN = "a-token-of-the-newsletter"
ASKED = {"text": "Growth is guaranteed.", "network": "linkedin", "language": "en"}
GROUP = "Checks from other tools"
DOCS = Path(__file__).resolve().parents[2] / "docs/how-to/check-text-from-other-tools.md"


@pytest.fixture(autouse=True)
def _settings(settings, db):
    settings.WAGTAIL_ADVOCACY = {**settings.WAGTAIL_ADVOCACY, "CHECK_TOKENS": {"newsletter": digest_of(TOKEN)}}


def ask(asked=ASKED, token=TOKEN, client=None, **headers):
    """What the endpoint answers to this JSON, or to these bytes."""
    body = asked if isinstance(asked, bytes) else json.dumps(asked).encode()
    sent = {"content_type": "application/json", "headers": headers}
    if token:
        sent["headers"] = {"Authorization": f"Bearer {token}", **headers}
    return (client or Client()).post(reverse("wagtail_advocacy:check"), body, **sent)


def refused(answer, status, code):
    """The sentence of a refusal."""
    assert answer.status_code == status, answer.content
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Cache-Control"] == "no-store"
    error = answer.json()["error"]
    assert error["code"] == code
    return error["message"]


def rule_of(policy) -> str:
    return policy.versions.get().content["rules"][0]["key"]


class TestAnswer:
    def test_a_finding_with_everything_that_is_known_of_it(self, policy):
        made = policy(avoid("guaranteed", severity="must", reason="Nobody can know.", replacement="likely"))
        version = made.versions.get()
        answer = ask({**ASKED, "text": "😀 Growth is guaranteed."})
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.json() == {
            "findings": [
                {
                    "severity": "must",
                    "message": "Leave out “guaranteed”.",
                    "start": 12,
                    "end": 22,
                    "words": "guaranteed",
                    "suggestion": "likely",
                    "reason": "Nobody can know.",
                    "fix": {"start": 12, "end": 22, "words": "likely"},
                    "source": f"{version.pk}/{rule_of(made)}",
                }
            ],
            "counts": {"must": 1, "should": 0, "tip": 0},
            "basis": [{"policy": made.pk, "version": 1, "hash": version.hash, "title": made.title}],
            "looked_at": 23,
        }

    def test_a_finding_about_the_whole_text_has_no_place(self, policy):
        policy(
            block(
                "required_hashtag",
                sentence="Say #Water.",
                severity="should",
                tags="Water",
                passes="Look #Water",
                fails="Look",
            )
        )
        (finding,) = ask().json()["findings"]
        assert (finding["start"], finding["end"], finding["words"]) == (None, None, "")

    def test_nothing_to_say(self, policy):
        policy()
        answer = ask({**ASKED, "text": ""}).json()
        assert (answer["findings"], answer["looked_at"], len(answer["basis"])) == ([], 0, 1)

    def test_no_policy_at_all(self):
        assert ask().json() == {
            "findings": [],
            "counts": {"must": 0, "should": 0, "tip": 0},
            "basis": [],
            "looked_at": 21,
        }

    def test_only_the_beginning_of_a_very_long_text_is_looked_at(self, policy):
        policy()
        answer = ask({**ASKED, "text": "guaranteed " + "a " * 49_988 + "guaranteed"}).json()
        assert answer["looked_at"] == 20_000
        assert [each["start"] for each in answer["findings"]] == [0]

    def test_an_unpublished_policy_is_silent_at_once(self, policy):
        made = policy()
        assert ask().json()["findings"]
        made.unpublish()
        assert ask().json()["findings"] == []


class TestWhereARuleHolds:
    def found(self, **asked):
        return len(ask({**ASKED, **asked}).json()["findings"])

    def test_network_and_language(self, policy):
        policy(networks=["x"], languages=["en"])
        assert self.found(network="x") == 1
        assert self.found(network="linkedin") == 0
        assert self.found(network="x", language="EN") == 1
        assert self.found(network="x", language="es") == 0

    def test_category_and_campaign(self, policy):
        category, campaign = CategoryFactory(), CampaignFactory()
        policy(categories=[str(category.pk)])
        policy(avoid("growth"), campaigns=[str(campaign.translation_key)])
        assert self.found() == 0
        assert self.found(category=category.slug) == 1
        assert self.found(category=category.slug, campaign=campaign.slug) == 2
        assert self.found(category=None, campaign=None) == 0

    def test_site_by_host_by_number_or_the_one_that_is_asked(self, policy):
        root = default_site().root_page
        other = Site.objects.create(hostname="intranet.example.org", port=8443, root_page=root)
        policy(site=other)
        assert self.found() == 0
        assert self.found(site=other.pk) == 1
        assert self.found(site="Intranet.example.org") == 1
        assert self.found(site="intranet.example.org:8443") == 1
        assert self.found(site=default_site().hostname) == 0
        answer = ask(Host="intranet.example.org:8443").json()
        assert len(answer["findings"]) == 1

    def test_a_quiet_period_speaks_on_its_days(self, policy):
        today = timezone.localdate()
        said = {"severity": "must", "words": "outlook", "passes": "Our past", "fails": "Our outlook"}
        periods = [{"first": f"{today}", "last": f"{today + timedelta(days=9)}"}]
        policy(block("quiet_period", sentence="Wait.", periods=periods, **said))
        assert self.found(text="A bright outlook") == 1
        later = [{"first": f"{today + timedelta(days=1)}", "last": f"{today + timedelta(days=9)}"}]
        policy(block("quiet_period", sentence="Wait.", periods=later, **said))
        assert self.found(text="A bright outlook") == 1

    def test_suggestion_link_and_picture(self, policy):
        said = {"severity": "should", "passes": "A drop on a leaf", "fails": "-"}
        policy(block("alt_text", sentence="Describe the picture.", **said))
        assert self.found() == self.found(image_alt=None) == self.found(image_alt="A drop") == 0
        assert self.found(image_alt="") == 1

        said = {"severity": "should", "passes": "See https://go.example.com/a", "fails": "See https://evil.example/a"}
        policy(block("links", sentence="Only our own links.", hosts="go.example.com", **said))
        text = "Look: https://elsewhere.example/a"
        assert self.found(text=text) == 1
        assert self.found(text=text, link="https://elsewhere.example/a") == 0

        said = {"severity": "should", "passes": "I was there and liked every minute", "fails": "Come and see"}
        policy(block("own_words", sentence="Use your own words.", letters=10, **said))
        assert self.found(suggestion="Nothing like it.") == 0
        assert self.found(suggestion=ASKED["text"]) == 1


class TestWho:
    @pytest.fixture
    def colleague(self):
        client = Client(enforce_csrf_checks=True)
        client.force_login(UserFactory())
        return client

    def test_a_page_of_the_site_with_its_token(self, colleague, policy):
        policy()
        page = colleague.get(reverse("wagtail_advocacy:me"))
        assert page.status_code == 200
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.content.decode())
        token = token[1] if token else colleague.cookies["csrftoken"].value
        answer = ask(token="", client=colleague, **{"X-CSRFToken": token})
        assert answer.status_code == 200, answer.content
        assert len(answer.json()["findings"]) == 1

    def test_a_page_of_somebody_else(self, colleague, said):
        sentence = refused(ask(token="", client=colleague), 403, "csrf")
        said(GROUP, "a page without the site’s CSRF token asks with a session", sentence)

    def test_a_token_needs_neither_session_nor_page(self, policy):
        policy()
        assert len(ask(client=Client(enforce_csrf_checks=True)).json()["findings"]) == 1

    def test_nobody(self, said):
        answer = ask(token="")
        said(GROUP, "no session and no token", refused(answer, 401, "login"))
        assert answer.headers["WWW-Authenticate"] == "Bearer"

    @pytest.mark.parametrize("token", ["wrong", TOKEN + "x", digest_of(TOKEN), "ünïcode", " "])
    def test_a_wrong_token_counts_before_a_session(self, colleague, token, said):
        colleague.handler.enforce_csrf_checks = False
        answer = ask(token=None, client=colleague, Authorization=f"Bearer {token}")
        said(GROUP, "a token that is not in `CHECK_TOKENS`, even beside a session", refused(answer, 401, "token"))

    def test_another_scheme_is_none_of_ours(self, colleague):
        # A proxy with a password of its own in front of the site.
        colleague.handler.enforce_csrf_checks = False
        assert ask(token=None, client=colleague, Authorization="Basic YTpi").status_code == 200

    def test_the_scheme_in_small_letters(self):
        assert ask(token=None, Authorization=f"bearer {TOKEN}").status_code == 200


class TestRate:
    def test_beyond_it_nothing_is_checked_until_the_minute_is_over(self, settings, said, monkeypatch):
        other = "a-token-of-the-printer"
        settings.WAGTAIL_ADVOCACY = {
            "CHECK_RATE": 2,
            "CHECK_TOKENS": {"newsletter": digest_of(TOKEN), "printer": digest_of(other)},
        }
        monkeypatch.setattr("time.time", lambda: 1_800_000_015.0)
        assert [ask().status_code for _ in range(2)] == [200, 200]
        answer = ask()
        said(GROUP, "more texts in a minute than `CHECK_RATE` (here: two)", refused(answer, 429, "rate"))
        assert answer.headers["Retry-After"] == "45"
        assert ask(token=other).status_code == 200
        monkeypatch.setattr("time.time", lambda: 1_800_000_060.0)
        assert ask().status_code == 200

    def test_wrong_input_counts_and_a_wrong_token_does_not(self, settings):
        settings.WAGTAIL_ADVOCACY = {**settings.WAGTAIL_ADVOCACY, "CHECK_RATE": 1}
        refused(ask(token="wrong"), 401, "token")
        refused(ask(b"{"), 400, "not_json")
        refused(ask(), 429, "rate")


WRONG = [
    ("what is no JSON", b"text=Hello", 400, "not_json"),
    ("what is no JSON", b" ", 400, "not_json"),
    ("what is no JSON", b'{"text": "\xff"}', 400, "not_json"),
    ("what is no JSON", b"[" * 100_000, 400, "not_json"),
    ("JSON that is no object", ["text"], 400, "not_an_object"),
    ("JSON that is no object", None, 400, "not_an_object"),
    ("a misspelt key", {**ASKED, "sugestion": "x"}, 400, "unknown_key"),
    ("a key that means nothing", {**ASKED, "mood": "x"}, 400, "unknown_key"),
    ("no `text`", {"network": "x", "language": "en"}, 400, "missing_key"),
    ("no `language`", {"text": "", "network": "x"}, 400, "missing_key"),
    ("a `text` that is a number", {**ASKED, "text": 5}, 400, "wrong_type"),
    ("a `text` that is null", {**ASKED, "text": None}, 400, "wrong_type"),
    ("a `category` that is a list", {**ASKED, "category": ["jobs"]}, 400, "wrong_type"),
    ("a `site` that is true", {**ASKED, "site": True}, 400, "wrong_type"),
    ("a NUL in `text`", {**ASKED, "text": "a\x00b"}, 400, "impossible_character"),
    ("half of a pair in `suggestion`", {**ASKED, "suggestion": "a\ud83d"}, 400, "impossible_character"),
    ("an unknown `network`", {**ASKED, "network": "orkut"}, 400, "unknown_network"),
    ("an unknown `language`", {**ASKED, "language": "tlh"}, 400, "unknown_language"),
    ("an unknown `site`", {**ASKED, "site": "elsewhere.example"}, 400, "unknown_site"),
    ("an unknown `site` by number", {**ASKED, "site": 987654}, 400, "unknown_site"),
    ("an unknown `site` by number", {**ASKED, "site": 10**30}, 400, "unknown_site"),
    ("an unknown `category`", {**ASKED, "category": "gossip"}, 400, "unknown_category"),
    ("an unknown `campaign`", {**ASKED, "campaign": "winter"}, 400, "unknown_campaign"),
    ("a `text` of more than 100,000 characters", {**ASKED, "text": "a" * 100_001}, 413, "too_large"),
]


class TestWrongInput:
    @pytest.mark.parametrize(("what", "asked", "status", "code"), WRONG)
    def test_is_told(self, what, asked, status, code, said):
        sentence = refused(ask(asked), status, code)
        if asked not in ({**ASKED, "site": 10**30},):
            said(GROUP, what, sentence)

    def test_a_key_of_a_million_letters_is_not_repeated(self):
        assert len(refused(ask({"k" * 1_000_000: 1}), 400, "unknown_key")) < 200

    def test_the_longest_text_fits_however_it_is_written(self):
        assert ask({**ASKED, "text": "😀" * 100_000}).status_code == 200

    def test_a_body_that_is_too_large_is_not_read(self, said):
        body = json.dumps({**ASKED, "text": "a" * 2_000_000}).encode()
        said(GROUP, "a body of more than 2 MB", refused(ask(body), 413, "too_large"))

    @pytest.mark.parametrize("length", ["9" * 5_000, "-1", "x"])
    def test_a_length_that_is_none(self, length):
        refused(ask(**{"Content-Length": length}), 413, "too_large")

    def test_a_site_that_takes_less(self, settings):
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
        refused(ask({**ASKED, "text": "a" * 200}), 413, "too_large")

    @pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
    def test_another_content_type(self, kind, said):
        body, headers = json.dumps(ASKED), {"Authorization": f"Bearer {TOKEN}"}
        answer = Client().post(reverse("wagtail_advocacy:check"), body, content_type=kind, headers=headers)
        said(GROUP, "another content type than JSON", refused(answer, 415, "content_type"))

    def test_a_form_with_a_file(self):
        headers = {"Authorization": f"Bearer {TOKEN}"}
        refused(Client().post(reverse("wagtail_advocacy:check"), {"text": "a"}, headers=headers), 415, "content_type")

    @pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete", "options"])
    def test_another_method(self, method, said):
        answer = getattr(Client(), method)(reverse("wagtail_advocacy:check"))
        assert answer.status_code == 405
        assert answer.headers["Allow"] == "POST"
        if method != "head":
            said(GROUP, "another method than POST", refused(answer, 405, "method"))

    def test_two_sites_on_one_host(self, said):
        root = default_site().root_page
        for port in (8001, 8002):
            Site.objects.create(hostname="two.example.org", port=port, root_page=root)
        answer = ask({**ASKED, "site": "two.example.org"})
        said(GROUP, "a `site` by the host of several", refused(answer, 400, "unknown_site"))
        assert ask({**ASKED, "site": "two.example.org:8002"}).status_code == 200


class TestNothingStays:
    def test_no_row_no_count_no_log(self, policy, caplog):
        policy(avoid("guaranteed", severity="must"))
        ask()
        caplog.set_level(logging.DEBUG)
        with CaptureQueriesContext(connection) as queries:
            answer = ask({**ASKED, "text": "My secret is guaranteed."})
            refused(ask({**ASKED, "text": "My secret is guaranteed.", "mood": "secret"}), 400, "unknown_key")
        assert answer.json()["counts"]["must"] == 1
        assert not [each for each in queries.captured_queries if not each["sql"].startswith("SELECT")]
        assert not RuleTally.objects.exists()
        assert not Dispute.objects.exists()
        assert not Session.objects.exists()
        assert "secret" not in caplog.text.replace("mood", "")

    def test_a_warm_check_asks_for_the_site_alone(self, policy, django_assert_max_num_queries):
        policy()
        ask()
        with django_assert_max_num_queries(1):
            assert ask().json()["findings"]


class TestTokens:
    def test_the_command_makes_one_that_opens_the_door(self, settings, capsys):
        call_command("check_token", "cms")
        out = capsys.readouterr().out
        token, line = re.search(r"\n    (\S+)\n", out)[1], re.search(r"^    ('cms': '\w{64}'),$", out, re.M)[1]
        assert token not in line
        refused(ask(token=token), 401, "token")
        settings.WAGTAIL_ADVOCACY = {"CHECK_TOKENS": eval(f"{{{line}}}")}  # noqa: S307 - as somebody pastes it
        assert list(AdvocacyConf.problems()) == []
        assert ask(token=token).status_code == 200
        refused(ask(), 401, "token")

    def test_no_two_are_alike(self, capsys):
        call_command("check_token", "cms")
        first = capsys.readouterr().out
        call_command("check_token", "cms")
        assert capsys.readouterr().out != first

    def test_another_one_for_a_name_that_has_one(self, capsys):
        call_command("check_token", "newsletter")
        assert "'newsletter' has a token already" in capsys.readouterr().err

    def test_a_name_is_needed(self):
        from django.core.management import CommandError

        with pytest.raises(CommandError, match="Name the tool"):
            call_command("check_token", "  ")

    @pytest.mark.parametrize(
        "tokens", [{"cms": TOKEN}, {"cms": digest_of(TOKEN)[:-1]}, {"": digest_of(TOKEN)}, [digest_of(TOKEN)], {1: "a"}]
    )
    def test_the_token_itself_is_no_setting(self, settings, tokens, said):
        settings.WAGTAIL_ADVOCACY = {"CHECK_TOKENS": tokens}
        (sentence,) = AdvocacyConf.problems()
        said("The settings file", "`CHECK_TOKENS` with a token instead of its digest", sentence)

    def test_one_token_has_one_name(self, settings):
        settings.WAGTAIL_ADVOCACY = {"CHECK_TOKENS": {"a": digest_of(TOKEN), "b": digest_of(TOKEN).upper()}}
        (sentence,) = AdvocacyConf.problems()
        assert "must not have one token under two names" in sentence

    @pytest.mark.parametrize("rate", [0, "60", True, 1.5])
    def test_an_impossible_rate(self, settings, rate):
        settings.WAGTAIL_ADVOCACY = {"CHECK_RATE": rate}
        (sentence,) = AdvocacyConf.problems()
        assert "must be a whole number from 1 to 100,000" in sentence


def example(language: str) -> str:
    return re.search(rf"^```{language}\n(.*?)^```$", DOCS.read_text(encoding="utf-8"), re.M | re.S)[1]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
class TestTheDocs:
    """The examples that other people copy, against a server."""

    @pytest.fixture(autouse=True)
    def _site(self, live_server, policy, monkeypatch):
        monkeypatch.setenv("POLICY_TOKEN", TOKEN)
        policy(introduction(), avoid("guaranteed", severity="must", replacement="likely"))
        cache.clear()

    def here(self, code, live_server):
        return code.replace("https://intranet.example.com", live_server.url)

    def test_python(self, live_server, capsys):
        names = {}
        exec(self.here(example("python"), live_server), names)  # noqa: S102 - our own documentation
        assert names["problems"] == ["Leave out “guaranteed”."]
        assert names["better"] == "Growth is likely."

    def test_curl(self, live_server):
        need("curl", shutil.which("curl") is not None)
        code = self.here(example("sh"), live_server).replace("$POLICY_TOKEN", TOKEN).replace("\\\n", " ")
        done = subprocess.run(shlex.split(code), capture_output=True, check=True, timeout=30)
        assert json.loads(done.stdout)["counts"]["must"] == 1

    def test_the_answer_has_the_keys_that_are_described(self, live_server):
        shown = json.loads(example("json"))
        answer = ask({**ASKED, "text": "Growth is guaranteed."}).json()
        assert shown.keys() == answer.keys()
        assert shown["findings"][0].keys() == answer["findings"][0].keys()
        assert shown["basis"][0].keys() == answer["basis"][0].keys()

    def test_every_error_is_listed(self):
        folder = Path(__file__).resolve().parents[2] / "wagtail_advocacy/guidelines"
        source = "".join(each.read_text(encoding="utf-8") for each in (folder / "endpoint").glob("*.py"))
        source += (folder / "views/check.py").read_text(encoding="utf-8")
        codes = set(re.findall(r'CheckRefused\(\s*\d+, "(\w+)"', source))
        codes |= {f"unknown_{what}" for what in re.findall(r'_unknown\("(\w+)"', source)}
        listed = set(re.findall(r"^\| \d+ \| `(\w+)`", DOCS.read_text(encoding="utf-8"), re.M))
        assert listed == codes
