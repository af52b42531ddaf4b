"""`industrielles confirm-suspension CODE`: a second person must confirm that roles rest, and there is none; who runs the site does."""
from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from industrielles.safeguarding import verbs
from industrielles.safeguarding.models import Report


class Command(BaseCommand):
    help = "Puts the roles of whom a report accuses at rest, when nobody else can confirm it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code")

    def handle(self, *args: Any, **options: Any) -> None:
        report = Report.objects.suspending_anybody().filter(code=options["code"], waits_since__isnull=False).first()
        if report is None or report.accused is None:
            raise CommandError(_("No report of this code waits for a second person."))
        verbs.accuse(report, person=report.accused)
        self.stdout.write(_("Her roles give no right any more, until this report is closed."))
