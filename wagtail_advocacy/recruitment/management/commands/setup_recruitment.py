from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _

from wagtail_advocacy.recruitment.workflow.setting_up import set_up


class Command(BaseCommand):
    help = "Makes the groups, the category and the workflow for vacancies, unless they are there. Twice is no harm."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--language", help="name them in this language, such as es; default: LANGUAGE_CODE")

    def handle(self, *args: Any, **options: Any) -> None:
        language = options["language"] or settings.LANGUAGE_CODE
        known = dict(settings.LANGUAGES)
        if language not in known and language != settings.LANGUAGE_CODE:
            raise CommandError(
                f"There is no language {language!r} here. LANGUAGES of the settings file has: {', '.join(known)}."
            )
        with translation.override(language):
            done = set_up()
            for each in done:
                self.stdout.write(each.sentence)
            if not any(each.made for each in done):
                self.stdout.write(_("Nothing was missing."))
            else:
                self.stdout.write(_("Put people into the groups now: Settings → Users."))
            self.stdout.write(
                _(
                    "None of these groups decides on bonuses: give “Can approve bonuses” (approve_bonus) to one group "
                    "and “Can record that bonuses were paid” (pay_bonus) to another, such as personnel and payroll, "
                    "each with “Can view referral” (view_referral)."
                )
            )
