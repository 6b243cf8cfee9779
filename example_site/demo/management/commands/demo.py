"""One command from nothing to a running demo."""

import hashlib
import json
import os
import shutil
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from people.models import User
from wagtail.models import Site

from demo.content.people import LOG_INS, ROLES
from demo.people import PASSWORD
from demo.previews import move_previews
from demo.vacancies import move_vacancies
from example_site.environment import CARDS_DIR, DATABASE, DEMO_DIR, INTRANET, MEDIA_DIR, PORT, WEBSITE
from wagtail_advocacy.actions import write_host_texts
from wagtail_advocacy.library.actions import refresh_targets

MIGRATIONS_FILE = DEMO_DIR / "migrations.json"


class Command(BaseCommand):
    help = "Prepare the demo if need be, and serve it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--reset", action="store_true", help="Delete the demo's data and start afresh.")
        parser.add_argument("--empty", action="store_true", help="Start with people and pages, but nothing to share.")
        parser.add_argument("--port", type=int, default=PORT, help="Port of both sites (default: %(default)s).")
        parser.add_argument("--no-server", action="store_true", help="Prepare only.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("The demo has log-ins that everybody knows: it runs only where DEBUG is on.")
        if options["port"] != PORT:
            self.start_again_on(options["port"])
        known, now = read_fingerprint(), fingerprint()
        if options["reset"]:
            self.stdout.write("Starting afresh.")
            delete_data()
        elif DATABASE.exists() and known not in (None, now):
            self.stdout.write("Migrations have changed since this demo was made: starting afresh.")
            delete_data()
        self.prepare(empty=options["empty"])
        MIGRATIONS_FILE.write_text(json.dumps(now, indent=1))
        self.move_sites()
        self.print_addresses()
        if not options["no_server"]:
            call_command("runserver", f"127.0.0.1:{PORT}", use_reloader=False)

    def start_again_on(self, port: int) -> None:
        """The settings have read the port already: begin again with it in the environment."""
        if not 1 <= port <= 65535:
            raise CommandError("A port is a number from 1 to 65535.")
        self.stdout.flush()
        os.environ["ADVOCACY_DEMO_PORT"] = str(port)
        os.execv(sys.executable, [sys.executable, *sys.argv])  # noqa: S606 - our own command line

    def prepare(self, *, empty: bool) -> None:
        # Without the fingerprint the last start did not get to its end; loading goes on where it stopped.
        if DATABASE.exists() and MIGRATIONS_FILE.exists():
            return
        self.stdout.write("Creating the database …")
        call_command("migrate", verbosity=0, interactive=False)
        self.stdout.write("Loading people and pages …" if empty else "Loading people, pages and six months of shares …")
        call_command("load_demo", without_advocacy=empty, stdout=self.stdout)

    def move_sites(self) -> None:
        """Addresses that leave a site carry its port, so both rows must know it."""
        if moved := Site.objects.exclude(port=PORT):
            for site in moved:
                site.port = PORT
                site.save()
            move_vacancies()
            refresh_targets()
            move_previews()
        # The link host that may run beside it has an address of its own.
        write_host_texts()

    def print_addresses(self) -> None:
        names = [*ROLES, *LOG_INS.values()]
        roles = User.objects.in_bulk(names, field_name="username")
        rows = [
            ("Intranet", f"{INTRANET}/"),
            ("Website", f"{WEBSITE}/"),
            ("Wagtail admin", f"{INTRANET}/admin/"),
        ]
        write = self.stdout.write
        write("")
        for label, address in rows:
            write(f"  {label:<16}{address}")
        write("")
        write(f"  {'Log in as':<16}{'password':<12}who")
        for role in names:
            if user := roles.get(role):
                write(f"  {role:<16}{PASSWORD:<12}{user.get_full_name()}, {user.job_title}")
        write("")
        # A server follows that never ends: who reads through a pipe must not wait for that.
        self.stdout.flush()


def fingerprint() -> dict[str, str]:
    """Return every migration on disk with the hash of its file."""
    migrations = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    return {
        f"{app}.{name}": hashlib.sha256(Path(sys.modules[migration.__module__].__file__ or "").read_bytes()).hexdigest()
        for (app, name), migration in sorted(migrations.items())
    }


def read_fingerprint() -> dict[str, str] | None:
    try:
        return json.loads(MIGRATIONS_FILE.read_text())
    except (OSError, ValueError):
        return None


def delete_data() -> None:
    """Delete what the demo has made, and nothing else that may lie in the same folder."""
    connection.close()
    for suffix in ("", "-wal", "-shm", "-journal"):
        DATABASE.with_name(DATABASE.name + suffix).unlink(missing_ok=True)
    MIGRATIONS_FILE.unlink(missing_ok=True)
    for folder in (MEDIA_DIR, CARDS_DIR):
        shutil.rmtree(folder, ignore_errors=True)
