from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ....conf import advocacy_settings
from ...conversions.signing import new_key


class Command(BaseCommand):
    help = (
        "Makes a key with which another system signs the conversions that it reports. It is shown once, and nothing is "
        "stored."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="which system it is for, such as shop")

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["name"].strip()
        if not name or not name.isprintable():
            raise CommandError("Name the system that the key is for, such as: manage.py webhook_key shop")
        key, is_known = new_key(), name in advocacy_settings.WEBHOOK_KEYS
        self.stdout.write(f"Give this to the system that reports conversions; it is not shown again:\n\n    {key}\n")
        self.stdout.write('Put this into WAGTAIL_ADVOCACY["WEBHOOK_KEYS"] of the settings file:\n')
        if is_known:
            self.stderr.write(
                f"{name!r} has a key already. Keep it beside the new one until the system signs with that."
            )
            self.stdout.write(f"    {name!r}: [{key!r}, …the key before…],")
        else:
            self.stdout.write(f"    {name!r}: {key!r},")
        self.stdout.write("It is a secret like SECRET_KEY: read it from the environment where you can.")
