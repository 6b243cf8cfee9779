from __future__ import annotations

import signal
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import Error, connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...sinks import SinkUnavailable, get_sink


class Command(BaseCommand):
    help = "Writes the clicks that wait in the sink into the database, until it is told to stop."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="End when nothing waits any more.")
        parser.add_argument("--batch", type=int, default=1000, help="Clicks per transaction (default: 1000).")
        parser.add_argument("--pause", type=float, default=1.0, help="Seconds to wait when nothing is there.")

    def handle(self, *args: Any, once: bool, batch: int, pause: float, **options: Any) -> None:
        stop, total = Event(), 0
        if not once:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_signal: stop.set())
        while not stop.is_set():
            try:
                stored = get_sink().drain(max(1, batch))
            except (Error, SinkUnavailable) as error:
                if once:
                    raise
                self.stderr.write(_("The clicks wait: %(error)s") % {"error": type(error).__name__})
                connection.close()
                stored = 0
            total += stored
            if not stored:
                if once:
                    break
                stop.wait(pause)
        self.stdout.write(ngettext("%(number)d click stored", "%(number)d clicks stored", total) % {"number": total})
