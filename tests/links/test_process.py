"""The link host as a process of its own, on the database that the main project migrated, with a role of its own."""

import json
import os
import subprocess
import sys
from contextlib import closing, contextmanager, nullcontext
from http.client import HTTPConnection
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection

from tests.links.agents import CHROME, LINKEDIN_BOT
from tests.links.conftest import LINK_HOST
from wagtail_advocacy.conf import card_storage
from wagtail_advocacy.links.models import Agent, Click, DailySalt

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

PICTURE = "00112233445566778899aabbccddeeff.jpg"


@pytest.fixture
def database(tmp_path):
    """Answers how another process reaches what is in this test's database now."""

    def settings():
        values = {name: connection.settings_dict[name] for name in ("ENGINE", "USER", "PASSWORD", "HOST", "PORT")}
        if connection.vendor != "sqlite":
            return {**values, "NAME": connection.settings_dict["NAME"]}
        import sqlite3

        name = str(tmp_path / "links.sqlite3")
        with closing(sqlite3.connect(name)) as file:
            connection.ensure_connection()
            connection.connection.backup(file)
        return {**values, "NAME": name}

    return settings


@pytest.fixture
def environment(tmp_path):
    """Writes the settings file that a site's link host would have; answers the environment that names it."""

    def write(database, **extra):
        advocacy = {
            "LINK_HOST": LINK_HOST,
            "TEAM_RESOLVER": "wagtail.models.Page",
            "CLICK_SPOOL": str(tmp_path),
        }
        lines = [
            "from wagtail_advocacy.links.settings import *",
            f"SECRET_KEY = {'k9' * 30 + 'abc'!r}",
            "ALLOWED_HOSTS = ['*']",
            f"WAGTAIL_ADVOCACY = {advocacy!r}",
            f"MEDIA_ROOT = {str(tmp_path / 'media')!r}",
            f"DATABASES = {{'default': {database!r}}}",
            *(f"{name} = {value!r}" for name, value in extra.items()),
        ]
        (tmp_path / "site_links.py").write_text("\n".join(lines))
        path = os.pathsep.join([str(tmp_path), os.getcwd(), os.environ.get("PYTHONPATH", "")])
        return {**os.environ, "PYTHONPATH": path, "DJANGO_SETTINGS_MODULE": "site_links"}

    return write


def manage(environment, *arguments):
    command = [sys.executable, "-m", "django", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@contextmanager
def link_host(environment):
    """Runs a link host; yields a function that requests a path, and a list that its modules are added to at the end."""
    command = [sys.executable, "-m", "tests.links.serve"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    modules = []
    with subprocess.Popen(command, env=environment, text=True, **pipes) as process:
        port = process.stdout.readline()

        def get(path, agent=CHROME, method="GET"):
            with closing(HTTPConnection("127.0.0.1", int(port), timeout=20)) as http:
                http.request(method, path, headers={"User-Agent": agent, "Referer": "https://www.linkedin.com/feed/"})
                response = http.getresponse()
                return response, response.read()

        try:
            if not port:
                pytest.fail(process.communicate()[1])
            yield get, modules
        finally:
            output, errors = process.communicate()
        assert process.returncode == 0, errors
        assert "Traceback" not in errors, errors
        modules.extend(json.loads(output))


def clicks_in(database):
    """The clicks that another process wrote."""
    if connection.vendor != "sqlite":
        return list(Click.objects.order_by("pk").values_list("kind", "referrer"))
    import sqlite3

    with closing(sqlite3.connect(database["NAME"])) as file:
        return file.execute(f"SELECT kind, referrer FROM {Click._meta.db_table} ORDER BY id").fetchall()  # noqa: S608


def test_a_stranger_is_served_by_a_process_without_wagtail(make_link, database, environment, host_text):
    card_storage().save(PICTURE, ContentFile(b"picture"))
    host_text(contact="privacy@example.com", clicks_days=30)
    link = make_link(query="utm_source=linkedin", card={"title": "News", "image": PICTURE, "language": "en"})
    reached = database()
    with link_host(environment(reached)) as (get, modules):
        response, _body = get(f"/{link.code}")
        assert response.status == 302
        assert response.headers["Location"] == "https://www.example.com/news/?utm_source=linkedin"
        assert response.headers["Cache-Control"] == "private, no-store"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        response, body = get(f"/{link.code}", agent=LINKEDIN_BOT)
        assert response.status == 200
        assert f'content="{LINK_HOST}/c/{PICTURE}"'.encode() in body
        assert get(f"/{link.code}", method="HEAD")[0].status == 302
        assert get(f"/{link.code}", method="POST")[0].status == 405
        assert get("/")[0].headers["Location"] == "https://www.example.com/"
        assert b"privacy@example.com" in get("/privacy")[1]
        assert get("/robots.txt")[0].status == 200
        assert get("/c/links.css")[0].status == 200
        for path in ("/unknown", "/%00", "/%0a", f"/{'x' * 10_240}", "/c/missing.jpg"):
            response, body = get(path)
            assert response.status == 404
            assert b"This link leads nowhere" in body
    assert clicks_in(reached) == [(kind, "www.linkedin.com") for kind in ("person", "preview", "head")]
    assert "wagtail_advocacy.links.views" in modules
    assert not {"wagtail", "modelcluster", "taggit"} & {module.partition(".")[0] for module in modules}


def test_its_cards_come_from_the_storage_that_the_main_site_writes(database, environment, tmp_path):
    folder = tmp_path / "cards"
    folder.mkdir()
    (folder / PICTURE).write_bytes(b"\xff\xd8picture")
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(folder)}}
    with link_host(environment(database(), STORAGES={"advocacy_cards": storage})) as (get, _modules):
        response, body = get(f"/c/{PICTURE}")
        assert (response.status, response.headers["Content-Type"], body) == (200, "image/jpeg", b"\xff\xd8picture")


def test_it_has_nothing_to_complain_about_and_nothing_to_migrate(database, environment):
    extra = {"SECURE_HSTS_SECONDS": 3600, "SECURE_HSTS_INCLUDE_SUBDOMAINS": True, "SECURE_HSTS_PRELOAD": True}
    there = environment(database(), SECURE_SSL_REDIRECT=True, **extra)
    for arguments in (
        ("check", "--deploy", "--fail-level", "WARNING", "--database", "default"),
        ("migrate", "--check"),
        ("makemigrations", "--check", "--dry-run"),
    ):
        result = manage(there, *arguments)
        assert result.returncode == 0, result.stdout + result.stderr


def test_a_database_that_is_away_is_told_to_who_waits(environment, tmp_path):
    nowhere = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(tmp_path / "missing" / "db.sqlite3")}
    command = "from django.test import Client; import django; django.setup();"
    command += "print(Client(raise_request_exception=False).get('/23456789ab').status_code)"
    result = subprocess.run(
        [sys.executable, "-c", command], env=environment(nowhere), capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "503"


@pytest.fixture
def role():
    """A role that may nothing but what the command grants; gone afterwards."""
    # Roles belong to the server, not to the database of one worker.
    name = f"{connection.settings_dict['NAME']}_links"

    def drop(cursor):
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
        if cursor.fetchone():
            cursor.execute(f"DROP OWNED BY {name}")
            cursor.execute(f"DROP ROLE {name}")

    output = StringIO()
    with connection.cursor() as cursor:
        drop(cursor)
        cursor.execute(f"CREATE ROLE {name} LOGIN PASSWORD 'only-for-tests'")
        for _twice in range(2):
            call_command("advocacy_link_role", name, stdout=output)
            cursor.execute(output.getvalue())
    yield name
    with connection.cursor() as cursor:
        drop(cursor)


@pytest.fixture
def as_role(role):
    """Runs SQL as the role."""
    other = connection.copy()
    other.settings_dict = {**connection.settings_dict, "USER": role, "PASSWORD": "only-for-tests"}

    def run(sql):
        with other.cursor() as cursor:
            cursor.execute(sql)

    yield run
    other.close()


@pytest.mark.postgres
def test_a_role_with_its_rights_only_suffices(make_link, database, environment, role, host_text):
    host_text()
    DailySalt.objects.create(day="2020-01-01", salt=bytes(32))
    link = make_link(card={"title": "News", "language": "en"})
    with link_host(environment({**database(), "USER": role, "PASSWORD": "only-for-tests"})) as (get, _modules):
        assert get(f"/{link.code}")[0].status == 302
        assert get(f"/{link.code}")[0].status == 302
        assert get(f"/{link.code}", agent=LINKEDIN_BOT)[0].status == 200
        assert get("/")[0].status == 302
        assert get("/privacy")[0].status == 200
        assert get(f"/p/{link.target.key}")[0].status == 200
        assert get("/23456789ab")[0].status == 404
    assert Click.objects.count() == 3
    assert Agent.objects.count() == 2
    assert DailySalt.objects.exclude(day="2020-01-01").count() == DailySalt.objects.count() == 1


REFUSED = [
    "SELECT * FROM wagtail_advocacy_links_click",
    "SELECT visitor FROM wagtail_advocacy_links_click",
    "SELECT at, agent_id FROM wagtail_advocacy_links_click",
    "UPDATE wagtail_advocacy_links_click SET kind = 'person'",
    "DELETE FROM wagtail_advocacy_links_click",
    "TRUNCATE wagtail_advocacy_links_click",
    "SELECT * FROM wagtail_advocacy_links_clicktotal",
    "UPDATE wagtail_advocacy_links_target SET url = 'https://evil.example/'",
    "INSERT INTO wagtail_advocacy_links_link (code, target_id, query) VALUES ('23456789ab', 1, '')",
    "DELETE FROM wagtail_advocacy_links_link",
    "UPDATE wagtail_advocacy_links_agent SET text = ''",
    "DELETE FROM wagtail_advocacy_links_agent",
    "UPDATE wagtail_advocacy_links_dailysalt SET salt = ''",
    "UPDATE wagtail_advocacy_links_hosttext SET home = 'https://evil.example/'",
    "SELECT * FROM django_migrations",
    "SELECT * FROM wagtail_advocacy_advocate",
    "SELECT * FROM wagtail_advocacy_sharing_share",
    "SELECT * FROM auth_user",
]


@pytest.mark.postgres
def test_the_role_may_nothing_else(as_role):
    as_role("SELECT id, link_id FROM wagtail_advocacy_links_click")
    for sql in REFUSED:
        with pytest.raises(ProgrammingError, match="permission denied"):
            as_role(sql)


@pytest.mark.postgres
def test_a_strange_role_name_is_quoted():
    output = StringIO()
    call_command("advocacy_link_role", 'links"; DROP TABLE x; --', stdout=output)
    assert all('"links""; DROP TABLE x; --";' in line for line in output.getvalue().splitlines())


def test_other_databases_have_no_such_rights():
    refused = pytest.raises(CommandError, match="PostgreSQL")
    with nullcontext() if connection.vendor == "postgresql" else refused:
        call_command("advocacy_link_role", "links", stdout=StringIO())
