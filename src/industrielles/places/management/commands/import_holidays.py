"""`manage.py import_holidays FILE`: the calendars that no package holds."""
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from industrielles.kit.refusals import Refused
from industrielles.places.vacations import import_holidays


class Command(BaseCommand):
    help = "Import school holidays (CSV of fr-en-calendrier-scolaire): Corsica and overseas too. Replaces the zones and years of the file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            zones = import_holidays(options["file"])
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        for zone, count in zones.items():
            self.stdout.write(f"{zone}: {count}")
        if not zones:
            raise CommandError(_("No holidays of a known zone were found in this file."))
