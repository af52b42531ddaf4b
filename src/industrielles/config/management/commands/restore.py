"""`industrielles restore FILE`: whole or not at all; letters wait until somebody lets them go."""
from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from industrielles.config import archive
from industrielles.config.speech import SpokenCommand
from industrielles.kit import jobs
from industrielles.kit.refusals import Refused


class Command(SpokenCommand):
    help = "Puts a backup back, after checking all of it. Letters are held until --release-mail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?")
        parser.add_argument("--release-mail", action="store_true", help="let letters go again")
        parser.add_argument("--anyway", action="store_true", help="even if a worker was seen in the last two minutes")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["file"] and not options["release_mail"]:
            raise CommandError(_("Say which archive: industrielles restore FILE"))
        if options["file"]:
            self.put_back(options["file"], anyway=options["anyway"])
        if options["release_mail"]:
            self.say(_("Letters leave again.") if archive.release_mail() else _("Letters were not held."))

    def put_back(self, file: Path, *, anyway: bool) -> None:
        if not anyway and at_work():
            raise CommandError(_("The site is running: stop it first. (If it was killed less than two minutes ago, add --anyway.)"))
        try:
            manifest = archive.put_back(file.absolute())
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        self.say(_("Restored as it was on %(made_at)s (version %(version)s). What was there before is kept in before-restore-….")
                 % manifest)
        self.say(_("No letter leaves for now. When you are sure: industrielles restore --release-mail"))


def at_work() -> bool:
    """Whether a worker was seen lately; an empty or absent database has none."""
    try:
        return jobs.alive()
    except DatabaseError:
        return False
