"""`industrielles login-code EMAIL`: a code to sign in, printed, in development."""
from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from industrielles.kit.refusals import Refused
from industrielles.people import verbs as people
from industrielles.people.models import Person


class Command(BaseCommand):
    help = "Prints a code with which this person signs in from any browser, for ten minutes. In development only."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.stdout.write(people.print_code(options["email"]))
            code = people.code_now(Person.objects.living().known_as(options["email"]).get())
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        if code:
            self.stdout.write(_("Then, at the second step: %(code)s") % {"code": code})
