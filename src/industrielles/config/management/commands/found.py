"""`industrielles found`: the collective of a new installation, with who coordinates it first."""
from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import CommandError
from django.utils.translation import gettext as _

from industrielles.config.speech import SpokenCommand
from industrielles.kit.lines import one_line
from industrielles.kit.refusals import Refused
from industrielles.letters.links import absolute
from industrielles.network import verbs as network


class Command(SpokenCommand):
    help = "Founds the collective, with its first coordinator. Run again under the same name, it names one more coordinator."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--name", required=True, help="of the collective, as everybody will read it")
        parser.add_argument("--email", required=True, help="address with which its coordinator signs in")
        parser.add_argument("--first-name", default="")
        parser.add_argument("--last-name", default="")
        parser.add_argument("--contact", default="", help="public address of the collective (CONTACT_EMAIL unless given)")

    def handle(self, *args: Any, **options: Any) -> None:
        name, email = one_line(options["name"]), options["email"].strip()
        if not name:
            raise CommandError(_("Write the name of the collective: --name \"IndustriElles\""))
        try:
            made = network.begin(
                name, contact_email=options["contact"] or settings.CONTACT_EMAIL, email=email,
                first_name=one_line(options["first_name"]), last_name=one_line(options["last_name"]), by=None)
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        self.say(_("“%(name)s” is founded; %(email)s coordinates it.") % {"name": made.name, "email": email})
        for number, step in enumerate(self.steps(email), 1):
            self.say(f"  {number}. {step}")

    def steps(self, email: str) -> list[str]:
        """What remains to be done, in its order."""
        told = {"login": absolute("/entrer/"), "networks": absolute("/coordination/reseaux/"), "team": absolute("/coordination/equipe/"),
                "email": email}
        steps = []
        if not apps.get_model("places", "Department").objects.exists():
            steps.append(_("Load the departments and communes: industrielles load-places"))
        if not apps.get_model("places", "School").objects.exists():
            steps.append(_("Import the directory of schools: industrielles import-schools FILE"))
        steps.append(_("Let the background work run, without which no letter leaves: industrielles worker"))
        steps.append(_("She signs in at %(login)s: a code comes to %(email)s.") % told)
        steps.append(_("She founds the networks and names who runs each: %(networks)s") % told)
        steps.append(_("Each makes up her team: %(team)s") % told)
        return steps
