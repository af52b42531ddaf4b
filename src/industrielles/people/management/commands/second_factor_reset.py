"""`industrielles second-factor-reset EMAIL`: she has lost her telephone and her recovery codes; she signs in by mail and begins again."""
from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from industrielles.people import verbs as people
from industrielles.people.models import Person


class Command(BaseCommand):
    help = "Removes the second step of somebody who has lost it, and signs out her browsers. She is told. Make sure that it is her."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        person = Person.objects.living().known_as(options["email"]).first()
        if person is None:
            raise CommandError(_("Nobody has the address %(email)s here.") % {"email": options["email"]})
        people.reset_second_step(person)
        self.stdout.write(_("Her second step is removed, her browsers are signed out, and a letter tells her so."))
