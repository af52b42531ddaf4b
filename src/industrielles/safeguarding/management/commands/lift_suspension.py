"""`industrielles lift-suspension CODE REASON`: everybody who could let somebody come back is kept away; who runs the site does."""
from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from industrielles.kit.refusals import Refused
from industrielles.safeguarding import verbs
from industrielles.safeguarding.models import Report


class Command(BaseCommand):
    help = "Ends the suspension of whom a report accuses, when nobody else can. The reason stays sealed with the report."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code")
        parser.add_argument("reason")

    def handle(self, *args: Any, **options: Any) -> None:
        report = Report.objects.suspending_anybody().filter(code=options["code"]).first()
        if report is None:
            raise CommandError(_("No report of this code suspends anybody."))
        try:
            verbs.resume(report, reason=options["reason"])
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(_("This report no longer suspends anybody; the reason is sealed with it."))
