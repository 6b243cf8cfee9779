from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from ...conversions.csv_importing import Counts, check_rows, import_rows
from ...conversions.csv_reading import CsvRefused, Row, read_table

STEP = 10_000


class Command(BaseCommand):
    help = "Imports conversions from a CSV file, all or none. The same file again adds nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a CSV file with the columns kind, code and at")
        parser.add_argument("--dry-run", action="store_true", help="says what would be imported, and stores nothing")
        parser.add_argument("--only-valid", action="store_true", help="leaves wrong rows out instead of stopping")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with options["file"].open("rb") as file:
                self._import(read_table(file), options["dry_run"], options["only_valid"])
        except OSError as error:
            raise CommandError(_("This file cannot be read: %(file)s") % {"file": options["file"]}) from error
        except CsvRefused as refused:
            raise CommandError(str(refused)) from None

    def _import(self, table: Any, dry_run: bool, only_valid: bool) -> None:
        for name in table.ignored:
            self.stderr.write(_("The column “%(column)s” is not read.") % {"column": name})
        counts = check_rows(table, self._tell, self._progress(_("%(rows)s rows looked at")))
        if counts.wrong and not only_valid:
            sentence = _("%(wrong)s of %(rows)s rows are wrong, so nothing was stored. --only-valid leaves them out.")
            raise CommandError(sentence % _numbers(counts))
        if dry_run:
            sentence = _("%(recorded)s of %(rows)s rows would be stored; %(known)s are known. Nothing was stored.")
        else:
            counts = import_rows(table, only_valid=only_valid, progress=self._progress(_("%(rows)s rows imported")))
            sentence = _(
                "Of %(rows)s rows %(recorded)s were stored and %(further)s gave a conversion a further share; "
                "%(known)s were known, %(wrong)s wrong. %(differs)s say something else than before, which was left "
                "as it is."
            )
        self.stdout.write(sentence % _numbers(counts))

    def _tell(self, row: Row) -> None:
        if row.problem:
            self.stderr.write(_("Line %(line)d: %(problem)s") % {"line": row.line, "problem": row.problem})

    def _progress(self, sentence: str) -> Any:
        told = 0

        def tell(rows: int) -> None:
            nonlocal told
            if rows // STEP > told:
                told = rows // STEP
                self.stderr.write(sentence % {"rows": number_format(rows, force_grouping=True)})

        return tell


def _numbers(counts: Counts) -> dict[str, str]:
    return {name: number_format(number, force_grouping=True) for name, number in vars(counts).items()}
