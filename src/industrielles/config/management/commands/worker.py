"""`industrielles worker`: the background work in a process of its own; several may run."""
from __future__ import annotations

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from industrielles.config.speech import SpokenCommand
from industrielles.kit import jobs


class Command(SpokenCommand):
    help = "Does the background work (letters, reminders) until stopped; with --once, what is due now, then ends."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now, then end")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            done = jobs.turn()
            self.say(ngettext("%(n)s thing done.", "%(n)s things done.", done) % {"n": done})
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        self.say(_("The worker is at work. Ctrl-C to stop."))
        jobs.work(stop)
