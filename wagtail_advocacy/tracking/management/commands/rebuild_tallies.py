from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ...rollup.actions import rebuild


class Command(BaseCommand):
    help = "Counts every day anew that still has its raw clicks, and says which tallies were not equal to them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing, and end with an error if any differ")

    def handle(self, *args: Any, **options: Any) -> None:
        number = 0
        for difference in rebuild(options["check"]):
            self.stdout.write(str(difference))
            number += 1
        if not number:
            self.stdout.write("All tallies are equal to their raw clicks.")
        elif options["check"]:
            raise CommandError(f"{number:,} differ. Without --check they are counted anew.")
        else:
            self.stdout.write(f"{number:,} differed and were counted anew.")
