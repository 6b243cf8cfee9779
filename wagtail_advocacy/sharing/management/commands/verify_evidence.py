from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from wagtail_advocacy.conf import advocacy_settings
from wagtail_advocacy.sharing.evidence.reading import EvidenceUnreadable
from wagtail_advocacy.sharing.evidence.verifying import verify


class Command(BaseCommand):
    help = "Checks a file of evidence: its seal, its policy texts, and its shares against the database."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="the ZIP file as it was exported, or the evidence.json out of it")

    def handle(self, *args: Any, **options: Any) -> None:
        if not advocacy_settings.EVIDENCE:
            raise CommandError(_('Evidence is switched off here. WAGTAIL_ADVOCACY["EVIDENCE"] switches it on.'))
        try:
            with open(options["file"], "rb") as file:
                verdict = verify(file)
        except OSError as error:
            facts = {"file": options["file"], "why": error.strerror or str(error)}
            raise CommandError(_("%(file)s cannot be opened: %(why)s.") % facts) from None
        except EvidenceUnreadable as refusal:
            raise CommandError(str(refusal)) from None
        for sentence in [*verdict.checked, *verdict.remarks]:
            self.stdout.write(sentence)
        if verdict.faults:
            raise CommandError("\n".join([_("This evidence is refused."), *verdict.all_faults]))
        self.stdout.write(_("This evidence is genuine."))
