"""Spanish is complete and says the same; every text for people can be translated, and stands in a catalogue."""

import gettext
import re
import shutil
import subprocess
import sys
from collections import defaultdict

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from bs4 import BeautifulSoup, Comment, Doctype
from django.utils import translation

from tests.catalogues import MARKUP, PLACEHOLDER, ROOT, catalogues, forms, read, sources
from tests.conftest import need

CATALOGUES = catalogues()
TEMPLATES = sorted(
    path for tree in ("wagtail_advocacy", "example_site") for path in (ROOT / tree).rglob("templates/**/*.html")
)


def name_of(path):
    return path.relative_to(ROOT).as_posix().removesuffix("/es/LC_MESSAGES/django.po")


each_catalogue = pytest.mark.parametrize("path", CATALOGUES, ids=name_of)


def messages(path):
    return [message for message in read(path) if message.id]


def where(message):
    return (message.context, message.id)


def test_every_room_and_the_demo_have_a_catalogue():
    package = ROOT / "wagtail_advocacy"
    rooms = {apps.parent for apps in package.glob("*/apps.py")}
    assert {path.parents[3] for path in CATALOGUES} >= {package, ROOT / "example_site", *rooms}


@each_catalogue
def test_nothing_is_left_untranslated(path):
    catalogue = read(path)
    assert [message.id for message in messages(path) if not all(forms(message))] == []
    assert [message.id for message in messages(path) if message.fuzzy] == []
    assert list(catalogue.obsolete) == []


def parts(text):
    return sorted(PLACEHOLDER.findall(text)), sorted(MARKUP.findall(text))


@each_catalogue
def test_placeholders_and_markup_survive(path):
    wrong = []
    for message in messages(path):
        first, *others = forms(message)
        # “Once” needs no number, “3 times” does.
        wrong += [first] if parts(first) not in map(parts, sources(message)) else []
        wrong += [text for text in others if parts(text) != parts(sources(message)[-1])]
    assert wrong == []


@each_catalogue
def test_typography(path):
    ours = [(source, text) for message in messages(path) for source in sources(message)[-1:] for text in forms(message)]
    assert [text for _, text in ours if re.search("[“”\"']", MARKUP.sub("", text))] == []
    assert [text for _, text in ours if text != text.strip() or "  " in text] == []
    assert [text for source, text in ours if source[-1] in ".:?…" and source[-1] != text[-1:]] == []


@each_catalogue
def test_compiled_as_written(path):
    written = {}
    for message in messages(path):
        key = f"{message.context}\4{sources(message)[0]}" if message.context else sources(message)[0]
        if message.pluralizable:
            written |= {(key, number): text for number, text in enumerate(forms(message))}
        else:
            written[key] = message.string
    with path.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)._catalog
    assert compiled | {"": ""} == written | {"": ""}, "tox run -e messages"


def test_rooms_say_it_with_the_same_words():
    said = defaultdict(set)
    for path in CATALOGUES:
        for message in messages(path):
            said[where(message)].add(tuple(forms(message)))
    assert {what: words for what, words in said.items() if len(words) > 1} == {}


def test_catalogues_hold_what_the_source_says(tmp_path):
    need("GNU gettext", all(map(shutil.which, ("xgettext", "msgmerge", "msgfmt"))))
    for tree in ("wagtail_advocacy", "example_site"):
        ignored = shutil.ignore_patterns("static", "var", "__pycache__", "*.mo")
        shutil.copytree(ROOT / tree, tmp_path / tree, ignore=ignored)
    subprocess.run([sys.executable, ROOT / ".ci" / "messages.py", tmp_path], check=True, capture_output=True)
    for path in CATALOGUES:
        written = {where(message) for message in messages(tmp_path / path.relative_to(ROOT))}
        kept = {where(message) for message in messages(path)}
        assert (name_of(path), written - kept, kept - written) == (name_of(path), set(), set()), "tox run -e messages"


# What is translated, and what no person reads.
SAID = re.compile(
    r"{% blocktrans(late)?\b.*?{% endblocktrans(late)? %}|{% comment %}.*?{% endcomment %}|{#.*?#}", re.DOTALL
)
TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
SILENT = ("{% trans", "{% now", "{% url", "{% image")
# A sentence as the argument of a tag or a filter, such as with title="All of them".
SENTENCE = re.compile(r"""(?<!_\()["']([A-Z][^"'/]* [^"'/]*)["']""")
READ_OUT = ("alt", "aria-description", "aria-label", "aria-roledescription", "placeholder", "title")
WORD = re.compile(r"[^\W\d_]{2,}")
NAMES = {"CSV", "Larkwater", "XLSX"}


def untranslated(template):
    """What a template says that nobody can translate."""
    source = SAID.sub("", template)
    page = BeautifulSoup(TAG.sub("", source), "html.parser")
    for each in page(["script", "style", "svg"]):
        each.decompose()
    texts = [text for text in page.find_all(string=True) if not isinstance(text, Comment | Doctype)]
    texts += [tag.get(name, "") for tag in page.find_all(True) for name in READ_OUT]
    texts += [text for tag in TAG.findall(source) if not tag.startswith(SILENT) for text in SENTENCE.findall(tag)]
    return [text.strip() for text in texts if set(WORD.findall(text)) - NAMES]


def test_templates_say_nothing_outside_translate():
    found = {path.name: untranslated(path.read_text(encoding="utf-8")) for path in TEMPLATES}
    assert {name: texts for name, texts in found.items() if texts} == {}


@pytest.mark.parametrize(
    "template",
    [
        "<p>Hello, {{ name }}</p>",
        '<a aria-label="Share">{{ icon }}</a>',
        '{% include "card.html" with title="All of them" %}',
        '{{ words|default:"Nothing to say" }}',
    ],
)
def test_an_untranslatable_text_would_be_noticed(template):
    assert untranslated(template)


def test_scripts_take_their_texts_from_the_page():
    found = []
    for path in (ROOT / "wagtail_advocacy").rglob("static/**/*.js"):
        code = re.sub(r"^\s*//.*$|new Error\(.*?\)", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        found += re.findall(r"""["'`]([A-Z][a-z]+ [a-z][^"'`]*|[A-Z][a-z]{2,}\.?)["'`]""", code)
    keys = {"Escape", "Enter", "Tab", "Home", "End", "Delete", "Backspace"}
    assert [text for text in found if text not in keys and not text.startswith("Arrow")] == []


@pytest.fixture
def locale(tmp_path, settings):
    """`locale(language, texts)`: a site's own catalogue."""

    def write(language, texts):
        catalogue = Catalog(locale=language)
        for source, text in texts.items():
            catalogue.add(source, text)
        compiled = tmp_path / language / "LC_MESSAGES" / "django.mo"
        compiled.parent.mkdir(parents=True)
        with compiled.open("wb") as file:
            write_mo(file, catalogue)
        settings.LOCALE_PATHS = [tmp_path]

    return write


def test_a_site_says_it_differently_as_the_docs_show(locale):
    page = (ROOT / "docs" / "how-to" / "speak-the-readers-language.md").read_text(encoding="utf-8")
    [[source, text]] = re.findall(r'msgid "(.*)"\nmsgstr "(.*)"', page)
    locale("en", {source: text})
    with translation.override("en"):
        assert translation.gettext(source) == text
        assert translation.gettext("Not for me") == "Not for me"
    with translation.override("es"):
        assert translation.gettext(source) not in (source, text)


def test_a_spanish_site_speaks_english_to_who_reads_english(settings):
    settings.LANGUAGE_CODE = "es"
    assert translation.gettext("Not for me") == "No es para mí"
    with translation.override("en"):
        assert translation.gettext("Not for me") == "Not for me"


@pytest.mark.parametrize("number", [0, 1, 2, 5, 1_000_000, 2_500_000])
def test_plural_forms_of_spanish(number):
    expected = "clic" if number == 1 else "de clics" if number and number % 1_000_000 == 0 else "clics"
    with translation.override("es"):
        said = translation.ngettext("%(number)s click", "%(number)s clicks", number) % {"number": number}
    assert said == f"{number} {expected}"
