"""`industrielles backup FILE`: while the site runs."""
from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import CommandError
from django.utils.translation import gettext as _

from industrielles.config import archive
from industrielles.config.speech import SpokenCommand
from industrielles.kit.refusals import Refused


class Command(SpokenCommand):
    help = "Saves the database and the files in one archive, while the site runs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = archive.make(options["file"].absolute())
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        size = options["file"].stat().st_size
        self.say(_("%(file)s: %(files)s files, %(size)s bytes. It holds personal data: encrypt it before it leaves this machine.")
                 % {"file": options["file"], "files": len(manifest["files"]), "size": size})
