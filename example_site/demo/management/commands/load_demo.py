"""Fill the database with the demo organisation."""

from argparse import ArgumentParser
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from demo.advocacy import load_advocacy
from demo.pages import load_events, load_pages, load_sites
from demo.people import load_people, load_permissions


class Command(BaseCommand):
    help = "Load the demo organisation: people, news, website, what may be shared, and six months of shares."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--without-advocacy", action="store_true", help="Only the organisation as it was before.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("The demo has log-ins that everybody knows: it is loaded only where DEBUG is on.")
        start = perf_counter()
        with transaction.atomic():
            load_people()
            intranet, website = load_sites()
            load_pages(intranet, website)
            if not options["without_advocacy"]:
                # They offer themselves for sharing as soon as they are saved.
                load_events()
            load_permissions([intranet, website])
        if not options["without_advocacy"]:
            load_advocacy()
        self.stdout.write(f"Demo loaded in {perf_counter() - start:.0f} seconds.")
