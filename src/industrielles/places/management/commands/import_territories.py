"""`manage.py import_territories FILE`: the “territoires d’industrie”."""
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from industrielles.kit.refusals import Refused
from industrielles.places.territories import import_territories


class Command(BaseCommand):
    help = "Import the industry territories (CSV: insee_com, lib_com, id_ti, lib_ti). Can be run again without effect."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--vintage", default="2023-2027", help="the years of the list")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = import_territories(options["file"], vintage=options["vintage"])
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(_("Industry territories: %(territories)d. Communes: %(communes)d. Communes not known: %(unknown)d.") % {
            "territories": done.territories, "communes": done.communes, "unknown": len(done.unknown)})
        if done.unknown:
            self.stdout.write("  " + " ".join(done.unknown[:50]))
