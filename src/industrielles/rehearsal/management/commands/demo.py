"""`industrielles demo`: a small collective with a past, to try the product with."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from industrielles.network.models import Network
from industrielles.network.roles import Role
from industrielles.rehearsal.collective import DOMAIN
from industrielles.rehearsal.demo import Demo
from industrielles.rehearsal.nationwide import Size
from industrielles.rehearsal.pairs import SIGN_IN

SCALES: dict[str, dict[str, Any]] = {
    "small": {"visits": 56, "role_models_each": 9},
    "large": {"visits": 400, "role_models_each": 9, "size": Size()},
}


class Command(BaseCommand):
    help = "Makes an invented collective, with a year of visits, in an empty database. The same seed makes the same one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--scale", choices=SCALES, default="small", help="large: 5,000 members, 40 networks; a few minutes")
        parser.add_argument("--json", action="store_true", help="print the accounts as JSON, and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        if Network.objects.exists():
            raise CommandError(_("There is already a collective in this database; the demo is made in an empty one."))
        say = (lambda words: None) if options["json"] else self.stdout.write
        accounts = Demo(seed=options["seed"], say=say, **SCALES[options["scale"]]).play()
        if options["json"]:
            self.stdout.write(json.dumps(accounts, ensure_ascii=False, indent=1))
            return
        self.stdout.write("\n" + _("Everybody here is invented. Sign in with one of these addresses; the code is in /letters/:"))
        for account in accounts:
            self.stdout.write(f"  {account['email']:<52} {Role(account['role']).label} – {account['network']}")
        for address, words in SIGN_IN:
            self.stdout.write(f"  {f'{address}@{DOMAIN}':<52} {words}")
