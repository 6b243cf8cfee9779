from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wagtail_advocacy.maintenance import run_due
from wagtail_advocacy.registries import maintenance


class Command(BaseCommand):
    help = "Does what is due: retention, salts, link targets, headcounts. Run it every five minutes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--only", choices=sorted(maintenance), help="run this job alone")
        parser.add_argument("--force", action="store_true", help="run jobs that are not due as well")

    def handle(self, *args: Any, **options: Any) -> None:
        outcomes = list(run_due(options["only"], options["force"]))
        for outcome in outcomes:
            self.stdout.write(f"{outcome.name}: {outcome.state} {outcome.detail}".rstrip())
        if failed := [outcome.name for outcome in outcomes if outcome.state == "failed"]:
            raise CommandError(f"failed: {', '.join(failed)}; see the log")
