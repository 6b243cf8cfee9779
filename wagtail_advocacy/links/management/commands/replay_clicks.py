from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from ... import spool


class Command(BaseCommand):
    help = "Writes the clicks that were spooled on this machine while the database did not answer into the database."

    def handle(self, *args: Any, **options: Any) -> None:
        number = spool.replay()
        self.stdout.write(ngettext("%(number)d click stored", "%(number)d clicks stored", number) % {"number": number})
