from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ....conf import advocacy_settings
from ...endpoint.tokens import digest_of, new_token


class Command(BaseCommand):
    help = (
        "Makes a token with which another tool may check texts. It is shown once; the settings file gets its digest. "
        "Nothing is stored."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="which tool it is for, such as newsletter")

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["name"].strip()
        if not name or not name.isprintable():
            raise CommandError("Name the tool that the token is for, such as: manage.py check_token newsletter")
        token = new_token()
        if name in advocacy_settings.CHECK_TOKENS:
            self.stderr.write(f"{name!r} has a token already. Once you put in this one, the old one opens nothing.")
        self.stdout.write(f"Give this to the tool; it is not shown again:\n\n    {token}\n")
        self.stdout.write('Put this into WAGTAIL_ADVOCACY["CHECK_TOKENS"] of the settings file:\n')
        self.stdout.write(f"    {name!r}: {digest_of(token)!r},")
