"""README and docs say what is true: their code runs, and their tables are complete."""

import os
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from django.apps import apps
from django.core.management import get_commands
from django.db import connection, models
from django.template import engines
from django.urls import get_resolver
from django.utils import timezone
from wagtail import hooks

from wagtail_advocacy import registries
from wagtail_advocacy.conf import SETTINGS
from wagtail_advocacy.networks.base import Post
from wagtail_advocacy.networks.registry import HOOK, get_network

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PACKAGE = ROOT / "wagtail_advocacy"
PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]

BLOCK = re.compile(
    r"(?:^<!-- (?:run|install): ?(?P<name>[\w-]+) -->\n)?^```(?P<language>[\w+]+)\n(?P<code>.*?)^```$", re.M | re.S
)


def blocks(page: Path, language: str) -> list[re.Match]:
    """The code blocks of a page in a language."""
    return [match for match in BLOCK.finditer(page.read_text(encoding="utf-8")) if match["language"] == language]


def code_of(page: str, name: str) -> str:
    """The block of a docs page below `<!-- run: NAME -->`."""
    return next(match["code"] for match in blocks(DOCS / page, "python") if match["name"] == name)


def run(page: str, name: str, **names) -> dict:
    """Executes a block of a docs page and returns its names."""
    exec(compile(code_of(page, name), page, "exec"), names)  # noqa: S102 - our own documentation
    return names


def column(page: str, heading: str, number: int = 0) -> list[str]:
    """What stands in a column of the first table below a heading, without backticks."""
    below = (DOCS / page).read_text(encoding="utf-8").split(f"{heading}\n", 1)[1]
    lines = below[below.index("\n|") + 1 :].split("\n\n", 1)[0].splitlines()[2:]
    return [line.split("|")[number + 1].strip().strip("`") for line in lines]


def short(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=short)
class TestEveryPage:
    def test_python_is_python(self, page):
        for match in blocks(page, "python"):
            compile(match["code"], short(page), "exec")

    def test_templates_are_templates(self, page):
        for match in blocks(page, "html+django"):
            engines["django"].from_string(match["code"])

    def test_commands_exist(self, page):
        named = re.findall(r"manage\.py ([a-z_]+)", page.read_text(encoding="utf-8").replace("\\_", "_"))
        assert set(named) <= {*get_commands(), "demo", "load_demo"}

    def test_relative_links_lead_to_files(self, page):
        for target in re.findall(r"\]\(([^)#:]+)[^)]*\)", page.read_text(encoding="utf-8")):
            if "/images/" not in f"/{target}":  # The build of the documentation looks for those.
                assert (page.parent / target).exists(), target


BLOCKS = [
    "ShareableItemBlock",
    "ShareableItemsBlock",
    "SharePageBlock",
    "QuoteToShareBlock",
    "PictureToShareBlock",
    "CampaignTeaserBlock",
    "CategoryTeaserBlock",
    "CategoryChooserBlock",
]


def site_settings() -> type[models.Model]:
    return apps.get_model("wagtail_advocacy.AdvocacySettings")


class TestTablesAreComplete:
    def test_settings_file(self):
        rows = zip(*(column("reference/settings.md", "## Settings file", number) for number in (0, 2)), strict=True)
        assert {name: default.replace('"', "") for name, default in rows} == {
            name: str(setting.default) for name, setting in SETTINGS.items()
        }

    def test_site_settings(self):
        fields = {each.name for each in site_settings()._meta.concrete_fields} - {"id", "site"} | {"site_networks"}
        assert set(column("reference/settings.md", "## Site settings")) == fields

    def test_labels_of_site_settings(self):
        names, labels = (column("reference/settings.md", "## Site settings", number) for number in (0, 1))
        for name, label in zip(names, labels, strict=True):
            if name != "site_networks":
                assert label == site_settings()._meta.get_field(name).verbose_name

    def test_settings_of_recruitment(self):
        model = apps.get_model("wagtail_advocacy_recruitment.RecruitmentSettings")
        fields = {each.name: str(each.verbose_name) for each in model._meta.concrete_fields}
        names, labels = (column("reference/settings.md", "## Settings of recruitment", number) for number in (0, 1))
        assert dict(zip(names, labels, strict=True)) == {n: fields[n] for n in fields if n not in ("id", "site")}

    def test_system_checks(self):
        sources = "".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
        ids = set(re.findall(r"wagtail_advocacy\.[EIW]\d{3}", sources))
        assert set(column("reference/system-checks.md", "# System checks")) == ids

    def test_maintenance(self):
        assert set(column("reference/commands.md", "## `advocacy_maintenance`")) == set(registries.maintenance)

    def test_commands(self):
        ours = {path.stem for path in PACKAGE.rglob("management/commands/*.py")} - {"__init__"}
        headings = re.findall(r"^## `(\w+)`", (DOCS / "reference/commands.md").read_text(encoding="utf-8"), re.M)
        assert set(headings) == ours

    @pytest.mark.parametrize("label", sorted(c.label for c in apps.get_app_configs() if "advocacy" in c.label))
    def test_models(self, label):
        names = [model.__name__ for model in apps.get_app_config(label).get_models()]
        if names:
            assert sorted(column("reference/models.md", f"## `{label}`")) == sorted(names)

    def test_offer(self):
        rows = zip(*(column("reference/registries-and-signals.md", "## `Offer`", n) for n in (0, 1)), strict=True)
        fields = registries.Offer.__dataclass_fields__.values()
        assert {name for name, _default in rows} == {each.name for each in fields}

    def test_templates(self):
        page = (DOCS / "reference/templates.md").read_text(encoding="utf-8")
        there = {str(path).split("templates/")[1] for path in PACKAGE.rglob("templates/**/*.html")}
        assert set(re.findall(r"`(wagtail_advocacy/[\w/]+\.html)`", page)) == there

    def test_blocks(self):
        from wagtail_advocacy.library import blocks as ours

        assert column("reference/blocks.md", "# Blocks") == sorted(ours.__all__, key=BLOCKS.index)
        for name, values in zip(BLOCKS, column("reference/blocks.md", "# Blocks", 2), strict=True):
            if children := getattr(getattr(ours, name)(), "child_blocks", None):
                assert re.findall(r"`(\w+)`", f"`{values}`") == list(children)

    def test_shareable_page(self):
        from wagtail_advocacy.library.shareable import ShareablePageMixin

        methods = [f"{name}()" for name in vars(ShareablePageMixin) if name.startswith("get_share_")]
        assert column("how-to/share-buttons.md", "## Let a page say what its item is filled with") == methods

    def test_css_properties(self):
        style = (PACKAGE / "static/wagtail_advocacy/advocacy.css").read_text(encoding="utf-8")
        first = style[style.index(":root {") :].split("}")[0]
        named = column("reference/templates.md", "## CSS properties")
        assert named == re.findall(r"(--wa-[\w-]+):", first)

    def test_addresses(self):
        names = get_resolver().namespace_dict["wagtail_advocacy"][1].reverse_dict
        ours = {f"wagtail_advocacy:{name}" for name in names if isinstance(name, str)}
        assert set(column("reference/templates.md", "## Addresses")) == ours


@pytest.fixture
def networks(monkeypatch):
    """Networks registered in a test are gone after it."""
    monkeypatch.setitem(hooks._hooks, HOOK, list(hooks._hooks.get(HOOK, [])))


class TestNetwork:
    def test_a_new_one(self, networks):
        run("how-to/add-a-network.md", "network")
        square = get_network("square")
        post = Post("a+b & c", "https://go.example.com/x", hashtags=("Water",))
        assert square.compose_url(post) == (
            "https://square.example.com/new?text=a%2Bb%20%26%20c%20%23Water%20https%3A%2F%2Fgo.example.com%2Fx"
        )
        assert square.problems(Post("a" * 276, "https://go.example.com/x")) == []
        assert square.problems(Post("a" * 277, "https://go.example.com/x")) == [
            "This is 1 character too long for Market square."
        ]

    def test_a_replaced_one(self, networks):
        run("how-to/add-a-network.md", "replaced")
        assert get_network("mastodon").compose_url(Post("Hello", "https://go.example.com/x")) == (
            "https://social.example.com/share?text=Hello%20https%3A%2F%2Fgo.example.com%2Fx"
        )


class TestRule:
    def test_a_new_kind(self, monkeypatch):
        from wagtail_advocacy.guidelines.blocks import body_block, rule_blocks
        from wagtail_advocacy.guidelines.engine import Context, Engine
        from wagtail_advocacy.guidelines.rules import KINDS

        assert len(rule_blocks()) == 17  # "Seventeen kinds"
        monkeypatch.setitem(KINDS, "long_sentence", None)
        name = "register_advocacy_rules"
        monkeypatch.setitem(hooks._hooks, name, list(hooks._hooks.get(name, [])))
        run("how-to/add-a-kind-of-rule.md", "rule", __name__="intranet.wagtail_hooks")
        block = body_block().child_blocks["long_sentence"]
        said = {"sentence": "Be short.", "most": 5, "passes": "So. It is.", "fails": "one " * 6}
        value = block.to_python(said)
        assert block.errors_of(value) == {}
        assert set(block.errors_of(block.to_python({**said, "fails": "Short."}))) == {"fails"}
        [found] = Engine([block.to_rule(value, "1")]).check("Well. It is far too long for me.", Context())
        assert (found.span, found.values) == ((5, 31), {"found": 7, "most": 5})


class Workshop(models.Model):
    """A model of a site; its app is not installed, so no other test sees it."""

    title = models.CharField(max_length=120)
    summary = models.TextField()
    is_public = models.BooleanField(default=True)
    ends_at = models.DateTimeField()

    class Meta:
        app_label = "workshops"

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return f"/workshops/{self.pk}/"


@pytest.fixture(scope="module")
def _workshops_table(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        editor.create_model(Workshop)
    yield
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        editor.delete_model(Workshop)


@pytest.fixture
def workshops(_workshops_table, db, monkeypatch):
    """The app of the example, registered as its page says."""
    page = "how-to/offer-your-own-model.md"
    for name, content in {"workshops": {"__path__": []}, "workshops.models": {"Workshop": Workshop}}.items():
        monkeypatch.setitem(sys.modules, name, module(name, content))
    offers = run(page, "offers", __name__="workshops.offers")
    monkeypatch.setitem(sys.modules, "workshops.offers", module("workshops.offers", offers))
    config = run(page, "apps", __name__="workshops.apps", __package__="workshops")["WorkshopsConfig"]
    config.ready(None)
    yield
    del registries.offer_sources[Workshop]


def module(name: str, content: dict) -> ModuleType:
    made = ModuleType(name)
    vars(made).update(content)
    return made


class TestOffer:
    def save(self, capture, **fields):
        workshop = Workshop(title="Listen to a leak", summary="Bring your ears.", **fields)
        with capture(execute=True):
            workshop.save()
        return workshop

    def test_a_saved_workshop_is_in_the_hub_until_it_is_over(self, workshops, django_capture_on_commit_callbacks):
        from wagtail_advocacy.library.actions import items_of
        from wagtail_advocacy.library.models import ShareableItem

        workshop = self.save(django_capture_on_commit_callbacks, ends_at=timezone.now() + timedelta(days=1))
        item = ShareableItem.objects.shareable().get()
        assert items_of(workshop).get() == item
        assert item.target.url == f"https://www.example.com/workshops/{workshop.pk}/"
        assert item.captions.get().text == "I will be there: Listen to a leak"

        workshop.is_public = False
        with django_capture_on_commit_callbacks(execute=True):
            workshop.save()
        item.target.refresh_from_db()
        assert not item.target.is_open
        assert item.target.fallback == "https://www.example.com/workshops/"

    def test_it_is_as_short_as_it_says(self):
        code = run("how-to/offer-your-own-model.md", "offers")["to_offer"].__code__
        assert len({line for *_, line in code.co_lines()}) < 20


@pytest.mark.django_db
class TestRegistries:
    def refusal(self, words: str) -> str:
        from tests.factories import UserFactory, live_item, started_share
        from wagtail_advocacy.sharing.exceptions import ShareRefused

        with pytest.raises(ShareRefused) as caught:
            started_share(UserFactory(), live_item(), words=words)
        return str(caught.value)

    def test_a_caption_check(self, monkeypatch):
        monkeypatch.setattr(registries, "caption_checks", [])
        run("reference/registries-and-signals.md", "check")
        assert self.refusal("LOOK AT THIS") == "Please write without capitals only."

    def test_texts_of_a_model(self, monkeypatch):
        from wagtail_advocacy.guidelines.object_checks import check_object

        monkeypatch.setattr(registries, "caption_checks", [])
        run("reference/registries-and-signals.md", "check")
        model = run("how-to/check-captions-in-a-workflow.md", "texts", __name__="announcements.models")["Announcement"]
        found = check_object(model(title="Water", post="LOOK AT THIS"))
        assert [each.sentence for each in found] == ["Post: Please write without capitals only."]

    def test_a_gate(self, monkeypatch):
        monkeypatch.setattr(registries, "share_gates", [])
        run("reference/registries-and-signals.md", "gate")
        assert self.refusal("Look at this") == "Please take the short training first."

    def test_a_fix(self, monkeypatch):
        monkeypatch.setattr(registries, "caption_checks", [])
        run("reference/registries-and-signals.md", "fix")
        words = "Tea at larkwater."
        (finding,) = registries.check_caption(words, None).findings
        assert finding.fix.apply(words) == "Tea at Larkwater."

    def test_a_dispute(self, monkeypatch):
        monkeypatch.setattr(registries, "disputes", [])
        told = run("reference/registries-and-signals.md", "dispute")["told"]
        for source, is_taken in [("house:name", True), ("policy:1", False)]:
            disputed = registries.DisputedFinding(source, "larkwater", "It is a river.", "x", "en")
            assert registries.take_dispute(None, disputed) is is_taken
        assert told == [("house:name", "larkwater", "It is a river.")]

    def test_what_a_share_was_checked_against(self, monkeypatch):
        monkeypatch.setattr(registries, "basis_texts", [])
        run("reference/registries-and-signals.md", "basis")
        assert registries.basis_text({"policy": "house"}).version == "2"
        assert registries.basis_text({"policy": 1}) is None

    def test_a_gate_that_is_settled(self, monkeypatch):
        monkeypatch.setattr(registries, "share_gates", [])
        run("reference/registries-and-signals.md", "settle")
        user = SimpleNamespace(pk=1)
        gate = registries.first_gate(user, None, "x")
        with pytest.raises(ValueError, match="changed meanwhile"):
            gate.settle("1")
        gate.settle(gate.value)
        assert registries.first_gate(user, None, "x") is None

    def test_a_link_beside_my_data(self, monkeypatch, client):
        from tests.factories import UserFactory

        monkeypatch.setattr(registries, "me_links", [])
        run("reference/registries-and-signals.md", "me-link")
        client.force_login(UserFactory())
        assert '<a href="/training/">Training</a>' in client.get("/advocacy/me/").content.decode()

    def test_conversions(self, monkeypatch):
        monkeypatch.setattr(registries, "conversion_counts", [])
        assert registries.conversions(["library.item/1"], "application", {}) is None
        run("reference/registries-and-signals.md", "conversions")
        assert registries.conversions(["library.item/1"], "application", {}) == {"library.item/1": 0}

    def test_a_job(self, monkeypatch):
        from wagtail_advocacy.maintenance import run_due

        monkeypatch.setitem(registries.maintenance, "intranet.tidy", None)
        run("reference/registries-and-signals.md", "job")
        assert [outcome.state for outcome in run_due(only="intranet.tidy")] == ["done"]

    def test_a_team_resolver(self, settings):
        from wagtail_advocacy.actions import team_of

        settings.WAGTAIL_ADVOCACY = {"TEAM_RESOLVER": run("how-to/add-to-your-site.md", "team")["team_of"]}
        user = SimpleNamespace(department=SimpleNamespace(slug="labs", name="Laboratories"))
        assert str(team_of(user)) == "Laboratories"


def test_the_link_host_starts_from_the_settings_that_the_docs_show(tmp_path):
    code = code_of("how-to/link-host.md", "settings")
    code = code.replace("postgresql", "sqlite3").replace('"server_side_binding": True, "prepare_threshold": 0', "")
    (tmp_path / "go_settings.py").write_text(code, encoding="utf-8")
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)]),
        "GO_SECRET_KEY": "k" * 60 + "0123456789",
        "GO_DATABASE_PASSWORD": "secret",
        "DJANGO_SETTINGS_MODULE": "go_settings",
    }
    command = [sys.executable, "-m", "django", "check", "--fail-level", "WARNING"]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr


def test_moved_links_lead_to_the_same_code(rf):
    route = run("how-to/link-host.md", "moved")["urlpatterns"][0].resolve("s/ab2cd3ef4g")
    assert route.func.login_required is False
    assert route.func(rf.get("/s/ab2cd3ef4g"), **route.kwargs).url == "https://go.example.com/ab2cd3ef4g"
