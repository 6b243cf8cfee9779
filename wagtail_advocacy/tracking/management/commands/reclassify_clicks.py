from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.dateparse import parse_date

from ...rollup.actions import reclassify


class Command(BaseCommand):
    help = "Decides by the rules of today who sent each click that is still raw, and counts the days anew."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--since", metavar="DAY", help="from this UTC day on, such as 2026-11-30; default: all")
        parser.add_argument("--dry-run", action="store_true", help="only say what would change")

    def handle(self, *args: Any, **options: Any) -> None:
        changes = reclassify(_day(options["since"]), options["dry_run"])
        for (old, new), number in sorted(changes.items()):
            self.stdout.write(f"{old} → {new}: {number:,}")
        total = sum(changes.values())
        clicks = "click" if total == 1 else "clicks"
        would = "would change" if options["dry_run"] else "changed"
        self.stdout.write(f"{total:,} {clicks} {would}.")


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None:
        raise CommandError(f"{text!r} is no day. Write it as 2026-11-30.")
    return day
