import csv
import json
from collections.abc import Iterable
from dataclasses import asdict
from itertools import groupby
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ....exports import without_formula
from ...engine import SEVERITIES
from ...live_captions import LiveFinding, NotChecked, open_points
from ...sites import SiteUnknown, site_named

FORMATS = ("text", "csv", "json")


class Command(BaseCommand):
    help = (
        "Lists live items whose captions do not fit what the policies say today. Nothing is changed. "
        "Run it after a policy has changed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--severity", choices=SEVERITIES, default="must", help="list this and what is graver; default: must"
        )
        parser.add_argument("--site", metavar="HOST", help="only the programme of the site with this host name")
        parser.add_argument("--format", choices=FORMATS, default="text", help="default: text")
        parser.add_argument("--fail", action="store_true", help="end with an error where something is listed")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            site = site_named(options["site"]) if options["site"] else None
        except SiteUnknown as unknown:
            raise CommandError(str(unknown)) from None
        self.items: set[int] = set()
        self.captions = self.failed = 0
        getattr(self, f"_as_{options['format']}")(self._counted(open_points(options["severity"], site)))
        points = "point" if self.captions == 1 else "points"
        items = "item" if len(self.items) == 1 else "items"
        total = f"{self.captions:,} {points} in {len(self.items):,} {items}."
        if options["format"] == "text":
            self.stdout.write(total)
        if self.failed:
            items = "item" if self.failed == 1 else "items"
            self.stderr.write(f"{self.failed:,} {items} could not be checked; the log says why.")
        if options["fail"] and (self.captions or self.failed):
            raise CommandError(total)

    def _counted(self, found: Iterable[LiveFinding | NotChecked]) -> Iterable[LiveFinding]:
        for each in found:
            if isinstance(each, NotChecked):
                self.failed += 1
                self.stderr.write(f"Not checked: {each.headline} {each.edit_url}")
                continue
            self.captions += 1
            self.items.add(each.item)
            yield each

    def _as_text(self, found: Iterable[LiveFinding]) -> None:
        for _item, points in groupby(found, key=lambda each: each.item):
            for number, each in enumerate(points):
                if number == 0:
                    self.stdout.write(f"{each.headline}\n{each.edit_url}")
                place = f" ({', '.join(each.networks)})" if each.networks else ""
                self.stdout.write(f"  {each.severity}: “{each.caption}”{place}: {each.message}")
            self.stdout.write("")

    def _as_csv(self, found: Iterable[LiveFinding]) -> None:
        writer = csv.writer(self.stdout, lineterminator="\n")
        writer.writerow(["item", "headline", "edit address", "caption", "networks", "severity", "what is open"])
        for each in found:
            row = {**asdict(each), "networks": ", ".join(each.networks)}
            writer.writerow([without_formula(str(value)) for value in row.values()])

    def _as_json(self, found: Iterable[LiveFinding]) -> None:
        self.stdout.write(json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=2))
