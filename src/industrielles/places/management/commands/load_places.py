"""`manage.py load_places`: the ground, at set-up."""
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from industrielles.kit.refusals import Refused
from industrielles.places import ground
from industrielles.places.models import Source


class Command(BaseCommand):
    help = "Load regions, departments, academies, communes and school holidays from the installed packages. Again: without effect."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quiet", action="store_true", help="print nothing when all is well")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            counts = ground.load_ground()
            ground.load_holidays()
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["quiet"]:
            return
        self.stdout.write(_("Regions: %(region)d. Departments: %(department)d. Academies: %(academy)d. Communes: %(commune)d.") % counts)
        for source in Source.objects.all():
            self.stdout.write(f"  {source}")
