"""The demo's commands: one load for all, and a copy of its folder for each case."""

import hashlib
import json
import re
import shutil

import pytest
import requests
from bs4 import BeautifulSoup

from tests.browser.commands import EXAMPLE_SITE, MANAGE, free_port, manage, query, serving
from tests.browser.demo import PASSWORD, PERSON
from tests.links.agents import LINKEDIN_BOT

pytestmark = pytest.mark.browser

ROLES = ["admin", "editor", "recruiter", "legal", "leader", "employee", "lead", "manager"]
WITHOUT_DEBUG = {"DJANGO_DEBUG": "0", "DJANGO_SECRET_KEY": "k9" * 30}
SERVE_WSGI = str(EXAMPLE_SITE.parent / "tests/browser/serve_wsgi.py")


@pytest.fixture(scope="module")
def first_start(tmp_path_factory):
    """What a first start says, and the folder that it fills."""
    folder = tmp_path_factory.mktemp("first")
    done = manage(folder, "demo", "--no-server")
    assert done.returncode == 0, done.stderr
    return done.stdout, folder


@pytest.fixture
def folder(first_start, tmp_path):
    """A demo of its own for each test."""
    return shutil.copytree(first_start[1], tmp_path / "demo")


def start(folder, *options, **extra):
    done = manage(folder, "demo", "--no-server", *options, **extra)
    assert done.returncode == 0, done.stderr
    return done.stdout


def count(folder, table):
    return query(folder, f"SELECT count(*) FROM {table}")[0][0]  # noqa: S608


def counts(folder):
    """Rows of every table."""
    tables = query(folder, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%_fts%'")
    return {name: count(folder, name) for (name,) in tables}


def move_away(folder):
    """Somebody works with the demo: a colleague has moved."""
    query(folder, "UPDATE people_user SET town = 'Elsewhere' WHERE username = 'employee'")


def has_moved(folder):
    return query(folder, "SELECT town FROM people_user WHERE username = 'employee'") == [("Elsewhere",)]


def people_and_news(folder):
    """What is the same in every demo that is loaded on one day."""
    people = query(folder, "SELECT username, first_name, last_name, email, job_title, town FROM people_user ORDER BY 1")
    news = query(
        folder,
        "SELECT slug, title, date(first_published_at) FROM wagtailcore_page"
        " JOIN intranet_newspage ON page_ptr_id = id ORDER BY 1",
    )
    return people, news


def drawn_pictures(folder):
    files = (folder / "media" / "original_images").iterdir()
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def test_a_first_start_prepares_and_says_where_to_go(first_start):
    said, folder = first_start
    assert "Loading people, pages and six months of shares" in said
    for address in ("http://localhost:8000/", "http://127.0.0.1:8000/", "http://localhost:8000/admin/"):
        assert re.search(rf"{re.escape(address)}$", said, re.MULTILINE)
    assert re.findall(rf"^  (\w+) +{PASSWORD} ", said, re.MULTILINE) == ROLES
    assert (count(folder, "people_user"), count(folder, "people_department")) == (40, 6)
    assert count(folder, "wagtail_advocacy_library_shareableitem") >= 30
    assert count(folder, "wagtail_advocacy_library_campaign") == 3
    assert count(folder, "wagtail_advocacy_sharing_share") > 300
    kinds = dict(query(folder, "SELECT kind, count(*) FROM wagtail_advocacy_links_click GROUP BY kind"))
    assert kinds["person"] > kinds["preview"] > 0
    assert list((folder / "cards").iterdir())


def test_a_second_start_keeps_everything_and_loads_nothing(folder):
    move_away(folder)
    before = counts(folder)
    said = start(folder)
    assert "Loading" not in said
    assert "Creating" not in said
    assert "http://localhost:8000/admin/" in said
    assert has_moved(folder)
    assert counts(folder) == before


def test_a_start_that_was_broken_off_is_finished_by_the_next(folder):
    (folder / "migrations.json").unlink()
    before = counts(folder)
    said = start(folder)
    assert "Loading" in said
    assert "afresh" not in said
    assert counts(folder) == before
    assert "Loading" not in start(folder)


def test_loading_once_more_adds_nothing(folder):
    before, people = counts(folder), people_and_news(folder)
    done = manage(folder, "load_demo")
    assert done.returncode == 0, done.stderr
    assert counts(folder) == before
    assert people_and_news(folder) == people


@pytest.mark.parametrize("why", ["--reset", "migrations"])
def test_it_starts_afresh(folder, why):
    before, pictures = people_and_news(folder), drawn_pictures(folder)
    move_away(folder)
    (folder / "notes.txt").write_text("Somebody's own.")
    options = ["--empty"]
    if why == "--reset":
        options.append("--reset")
    else:
        known = json.loads((folder / "migrations.json").read_text())
        known["people.0001_initial"] = "0" * 64
        (folder / "migrations.json").write_text(json.dumps(known))

    said = start(folder, *options)

    assert ("Migrations have changed since this demo was made: starting afresh." in said) is (why == "migrations")
    assert ("Starting afresh." in said.splitlines()) is (why == "--reset")
    assert "Loading people and pages …" in said
    assert not has_moved(folder)
    assert people_and_news(folder) == before
    assert drawn_pictures(folder).items() <= pictures.items()
    assert count(folder, "wagtail_advocacy_sharing_share") == 0
    assert not (folder / "cards").exists()
    assert (folder / "notes.txt").exists()
    assert "Loading" not in start(folder)


def test_another_port_moves_both_sites(folder):
    port = 8001  # Where its link host would listen, if the demo did not.
    said = start(folder, "--port", str(port))
    assert f"http://localhost:{port}/admin/" in said
    assert f"http://127.0.0.1:{port}/" in said
    assert query(folder, "SELECT hostname, port FROM wagtailcore_site ORDER BY 1") == [
        ("127.0.0.1", port),
        ("localhost", port),
    ]
    targets = [url for (url,) in query(folder, "SELECT url FROM wagtail_advocacy_links_target")]
    assert targets
    assert [url for url in targets if not url.startswith(f"http://127.0.0.1:{port}/")] == []
    home = query(folder, "SELECT DISTINCT home FROM wagtail_advocacy_links_hosttext WHERE host LIKE ?", f"%:{port}")
    assert home == [(f"http://127.0.0.1:{port}/",)]


def test_a_port_that_is_none_is_refused(tmp_path):
    done = manage(tmp_path, "demo", "--no-server", "--port", "65536")
    assert (done.returncode, "A port is a number from 1 to 65535." in done.stderr) == (1, True)


@pytest.mark.parametrize("command", [["demo", "--no-server", "--reset"], ["load_demo"]])
def test_without_debug_it_refuses(folder, command):
    move_away(folder)
    done = manage(folder, *command, **WITHOUT_DEBUG)
    assert done.returncode == 1
    assert "The demo has log-ins that everybody knows: it" in done.stderr
    assert "only where DEBUG is on." in done.stderr
    assert has_moved(folder)


def test_without_debug_and_a_key_it_does_not_even_start(tmp_path):
    done = manage(tmp_path, "check", DJANGO_DEBUG="0")
    assert done.returncode != 0
    assert "Set DJANGO_SECRET_KEY" in done.stderr


def logs_in(address, name):
    """Whether the log-in page of the demo takes the name with the password that everybody knows."""
    with requests.Session() as browser:
        form = BeautifulSoup(browser.get(f"{address}/login/", timeout=60).content, "html.parser")
        token = form.select_one("input[name=csrfmiddlewaretoken]")["value"]
        fields = {"csrfmiddlewaretoken": token, "username": name, "password": PASSWORD}
        browser.post(f"{address}/login/", fields, timeout=60)
        home = browser.get(f"{address}/", timeout=60, allow_redirects=False)
        return home.status_code == 200


def test_the_passwords_open_everything_with_debug_and_nothing_without(folder):
    port = free_port()
    address, extra = f"http://localhost:{port}", {"ADVOCACY_DEMO_PORT": str(port)}
    with serving([str(MANAGE), "demo"], folder, f"{address}/login/", **extra):
        assert [name for name in ROLES if logs_in(address, name)] == ROLES
        assert not logs_in(address, "nobody")
    # Logging in may store a password anew: neither those who did nor those who did not get in now.
    command = [str(MANAGE), "runserver", f"127.0.0.1:{port}", "--noreload"]
    with serving(command, folder, f"{address}/login/", **extra, **WITHOUT_DEBUG):
        assert [name for name in ROLES if logs_in(address, name)] == []


def test_the_demos_link_host_answers_by_itself(folder):
    port = free_port()
    own, extra = f"http://127.0.0.1:{port}", {"ADVOCACY_DEMO_LINK_PORT": str(port)}
    start(folder, **extra)
    ((code, destination),) = query(
        folder,
        "SELECT code, url FROM wagtail_advocacy_links_link AS link JOIN wagtail_advocacy_links_target AS target"
        " ON target.id = target_id WHERE is_open AND url LIKE '%/blog/%' AND card LIKE '%.jpg%' LIMIT 1",
    )
    before = count(folder, "wagtail_advocacy_links_click")

    def get(path, agent=PERSON):
        return requests.get(path, headers={"User-Agent": agent}, timeout=60, allow_redirects=False)

    command = [SERVE_WSGI, str(EXAMPLE_SITE / "link_host/wsgi.py"), str(port)]
    with serving(command, folder, f"{own}/robots.txt", **extra):
        answer = get(f"{own}/{code}")
        assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (302, destination)
        card = get(f"{own}/{code}", LINKEDIN_BOT)
        assert card.status_code == 200
        named = {
            each["property"]: each["content"]
            for each in BeautifulSoup(card.content, "html.parser").select("meta[property]")
        }
        assert named["og:url"] == f"{own}/{code}"
        assert get(named["og:url"], LINKEDIN_BOT).status_code == 200
        picture = get(named["og:image"], LINKEDIN_BOT)
        assert (picture.status_code, picture.headers["Content-Type"]) == (200, "image/jpeg")
        home = get(f"{own}/")
        assert (home.status_code, home.headers["Location"]) == (302, "http://127.0.0.1:8000/")
        privacy = get(f"{own}/privacy")
        assert privacy.status_code == 200
        assert "privacy@larkwater.example" in privacy.text
        assert get(f"{own}/robots.txt").text.startswith("User-agent: *")
        assert get(f"{own}/unknown").status_code == 404
    kinds = query(folder, "SELECT kind FROM wagtail_advocacy_links_click ORDER BY id DESC LIMIT 3")
    assert count(folder, "wagtail_advocacy_links_click") == before + 3
    assert sorted(kind for (kind,) in kinds) == ["person", "preview", "preview"]
