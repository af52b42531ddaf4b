"""`manage.py import_schools FILE`: the national directory, with its report."""
import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from industrielles.kit.refusals import Refused
from industrielles.places import importing


class Command(BaseCommand):
    help = "Import the national directory of schools (CSV of fr-en-annuaire-education, as published). Can be run again without effect."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--complete", action="store_true", help="close the schools of the same kinds that are not in the file")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            run = importing.import_schools(options["file"], complete=options["complete"])
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        except DatabaseError as error:
            raise CommandError(_("The import stopped: %(why)s What was read is kept; once this is repaired, run the same command again.")
                               % {"why": str(error).strip().rstrip(".") + "."}) from error
        if options["json"]:
            counts = {name: getattr(run, name) for name in ("rows", "added", "changed", "unchanged", "closed", "refused")}
            self.stdout.write(json.dumps({"file": run.file_name, "run": run.code, **counts, **run.report}, ensure_ascii=False, indent=1))
        else:
            self.stdout.write(importing.summary(run))
