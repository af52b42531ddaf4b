"""`industrielles doctor`: is this installation well, and what to do if not."""
from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from industrielles.config.examination import WATCH, WELL, WRONG, answers, examine
from industrielles.config.speech import SpokenCommand

SIGNS = {WELL: "✓", WATCH: "!", WRONG: "✗"}


class Command(SpokenCommand):
    help = "Says whether the installation is well, and what to do if not. Exit code 1 when something is wrong."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        found = examine()
        wrong, watch = answers(WRONG, found), answers(WATCH, found)
        if options["json"]:
            self.say(json.dumps({"well": not wrong, "findings": [asdict(finding) for finding in found]}, ensure_ascii=False, indent=1))
        else:
            for finding in found:
                self.say(f"{SIGNS[finding.state]} {finding.words}")
            self.say("\n" + verdict(wrong, watch))
        if wrong:
            sys.exit(1)


def verdict(wrong: int, watch: int) -> str:
    """The last line, in words."""
    if wrong:
        return ngettext("%(n)s thing is wrong.", "%(n)s things are wrong.", wrong) % {"n": wrong}
    if watch:
        return ngettext("All is well, with %(n)s thing to watch.", "All is well, with %(n)s things to watch.", watch) % {"n": watch}
    return _("All is well.")
