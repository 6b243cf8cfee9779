import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from ...feeds.fetching import ALL_SECONDS
from ...feeds.importing import FeedBusy, Result, import_feed
from ...models import VacancyFeed

WIDTH = 30


class Command(BaseCommand):
    help = "Imports vacancies from feeds. A fetch that is not complete changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("feeds", nargs="*", metavar="FEED", help="name or number of a feed")
        parser.add_argument("--all", action="store_true", help="imports every feed that is fetched by itself")
        parser.add_argument("--dry-run", action="store_true", help="says what would change, and stores nothing")
        parser.add_argument(
            "--accept", action="store_true", help="believes a feed that shrank or has other numbers; look at it first"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["all"] == bool(options["feeds"]):
            raise CommandError(_("Name feeds, or say --all."))
        failed = []
        for feed in self._feeds(options):
            try:
                # On a command line a dry run may take as long as an import.
                result = import_feed(
                    feed, options["dry_run"], self._progress(feed), options["accept"], seconds=ALL_SECONDS
                )
            except FeedBusy as busy:
                failed.append(feed)
                self.stderr.write(str(busy))
                continue
            self._tell(feed, result, options["dry_run"])
            if not result.is_complete:
                failed.append(feed)
        if failed:
            names = ", ".join(f"“{each}”" for each in failed)
            raise CommandError(_("Nothing was changed for %(feeds)s.") % {"feeds": names})

    def _feeds(self, options: dict[str, Any]) -> list[VacancyFeed]:
        feeds = VacancyFeed.objects.select_related("site", "locale", "category", "recruiter")
        if options["all"]:
            return list(feeds.filter(is_active=True))
        return [self._feed(feeds, name) for name in options["feeds"]]

    def _feed(self, feeds: Any, name: str) -> VacancyFeed:
        found = list(feeds.filter(title=name)) or list(feeds.filter(pk=name) if name.isdecimal() else [])
        if len(found) == 1:
            return found[0]
        known = ", ".join(f"{each.pk} “{each}”" for each in feeds) or "–"
        sentence = _("Several feeds are called “%(name)s”. Use the number. There are: %(known)s")
        if not found:
            sentence = _("No feed is called “%(name)s”. There are: %(known)s")
        raise CommandError(sentence % {"name": name, "known": known})

    def _tell(self, feed: VacancyFeed, result: Result, dry_run: bool) -> None:
        run = result.run
        if not result.is_complete:
            self.stderr.write(f"{feed}: {run.message}")
            return
        if dry_run:
            self._table(result.rows)
        sentence = _(
            "%(feed)s: %(found)s in the feed; %(new)s new, %(changed)s changed, %(unchanged)s unchanged, %(missing)s "
            "missing once, %(gone)s closed, %(refused)s not taken over."
        )
        names = ("found", "new", "changed", "unchanged", "missing", "gone", "refused")
        numbers = {name: number_format(getattr(run, name), force_grouping=True) for name in names}
        self.stdout.write(sentence % {"feed": feed, **numbers})
        if dry_run:
            self.stdout.write(_("Nothing was stored."))
        else:
            for each in run.problems:
                self.stderr.write(f"  {each['source_id']} {each['title']}: {each['message']}")

    def _table(self, rows: list[tuple[str, str, str, str]]) -> None:
        if not rows:
            return
        table = [(_("what"), _("number"), _("title"), _("note")), *rows]
        widths = [min(max(len(row[column]) for row in table), 60) for column in range(3)]
        for row in table:
            cells = [row[column][: widths[column]].ljust(widths[column]) for column in range(3)]
            self.stdout.write("  ".join([*cells, row[3]]).rstrip())

    def _progress(self, feed: VacancyFeed) -> Any:
        # Its own `write()` ends every line.
        stream: Any = getattr(self.stderr, "_out", sys.stderr)
        if not self.stderr.isatty():
            return None
        steps = {"fetch": _("read"), "write": _("stored")}

        def tell(step: str, done: int, of: int) -> None:
            part = done / of if of else 0
            bar = "#" * int(part * WIDTH)
            stream.write(f"\r{feed}: [{bar.ljust(WIDTH)}] {done} {steps[step]}\x1b[K")
            if step == "write" and done == of:
                stream.write("\r\x1b[K")
            stream.flush()

        return tell
