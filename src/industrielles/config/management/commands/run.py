"""`industrielles run`: one command that sets everything up, serves, and does the background work, until Ctrl-C."""
from __future__ import annotations

import errno
import io
import socket
from argparse import ArgumentParser
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command, get_commands
from django.db import connections
from django.utils import translation
from django.utils.translation import gettext as _

from industrielles.config.server import Server
from industrielles.config.speech import SpokenCommand
from industrielles.network.models import Grant
from industrielles.network.roles import Role
from industrielles.rehearsal.pairs import SIGN_IN

DEMO = "@demo.example"


class Command(SpokenCommand):
    help = "Sets up what is missing, then serves the site and does the background work in one process."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--host", default="localhost", help="localhost (this machine only), or 0.0.0.0 behind a proxy")
        parser.add_argument("--threads", type=int, default=8)
        parser.add_argument("--no-demo", action="store_true", help="leave an empty database empty")

    def handle(self, *args: Any, **options: Any) -> None:
        addresses = listening(options["host"], options["port"])
        if options["host"] not in ("localhost", "127.0.0.1", "::1") and not settings.PRODUCTION:
            self.say(_("Beware: this is not production. Whoever reaches %(host)s can read every letter, sign-in codes included.")
                     % {"host": options["host"]})
        self.prepare(demo=not options["no_demo"])
        connections.close_all()  # the serving process opens its own
        Server(addresses, threads=options["threads"], ready=lambda: self.greet(options["port"])).run()

    def prepare(self, *, demo: bool) -> None:
        """Bring database, reference data and static files up to date; fill an empty database with the demo."""
        self.say(_("Bringing the database up to date…"))
        call_command("migrate", verbosity=0, interactive=False)
        if not all(apps.get_model("places", name).objects.exists() for name in ("Commune", "Holiday")):  # or the first time was cut
            self.say(_("Loading regions, communes and school holidays…"))
            call_command("load_places")
        self.say(_("Collecting the static files…"))
        call_command("collectstatic", verbosity=0, interactive=False, clear=False)
        if demo and not settings.PRODUCTION and "demo" in get_commands() and not get_user_model().objects.exists():
            self.say(_("The database is empty: inventing a collective to try things with (half a minute)…"))
            with translation.override("fr"):
                call_command("demo", stdout=io.StringIO())  # whom one can sign in as is said at the end

    def greet(self, port: int) -> None:
        """Say where the site is and with whom one can sign in."""
        address = settings.BASE_URL if settings.PRODUCTION else f"http://localhost:{port}"
        self.say(_("\n%(site)s is ready: %(address)s\n") % {"site": settings.SITE_NAME, "address": address})
        accounts = [] if settings.PRODUCTION else demo_accounts()
        connections.close_all()
        if accounts:
            self.say(_("Demo accounts (invented people):"))
            for email, who in accounts:
                self.say(f"  {email:<52} {who}")
            self.say(_("To sign in: give the address, then read the code at %(address)s/letters/. Who coordinates gives a second code, "
                       "shown on the page.") % {"address": address})
        self.say(_("Ctrl-C to stop."))


def demo_accounts() -> list[tuple[str, str]]:
    """(address, role and network) of the invented people to sign in as: one of each role, three coordinators; those of pairs."""
    grants = Grant.objects.filter(ended_on=None, membership__person__email__endswith=DEMO).order_by("pk")
    chosen: dict[str, list[tuple[str, str]]] = {role: [] for role in (Role.UMBRELLA_COORDINATOR, Role.COORDINATOR, *Role.values)}
    for grant in grants.select_related("membership__person", "network"):
        if len(chosen[grant.role]) < (3 if grant.role == Role.COORDINATOR else 1):
            chosen[grant.role].append((grant.membership.person.email or "", f"{grant.get_role_display()}, {grant.network}"))
    there = set(get_user_model()._default_manager.filter(email__endswith=DEMO).values_list("email", flat=True))
    sides = [(f"{address}{DEMO}", str(words)) for address, words in SIGN_IN if f"{address}{DEMO}" in there]
    return [*(account for accounts in chosen.values() for account in accounts), *sides]


def listening(host: str, port: int) -> list[str]:
    """The addresses to listen on. Raises CommandError, in words, when the port is taken."""
    places = [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")] if host == "localhost" else [
        (socket.AF_INET6 if ":" in host else socket.AF_INET, host)]
    found: list[str] = []
    if not 0 < port < 65536:
        raise CommandError(_("A port is a number from 1 to 65535: %(port)s is none.") % {"port": port})
    for family, address in places:
        try:
            with socket.socket(family, socket.SOCK_STREAM) as door:
                door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                door.bind((address, port))
        except OSError as fault:
            if family == socket.AF_INET6 and found:
                continue  # a machine without IPv6
            why = _("another program uses it") if fault.errno == errno.EADDRINUSE else fault.strerror
            raise CommandError(
                _("Port %(port)s of %(host)s cannot be used (%(fault)s). Choose another port: make run PORT=%(other)s, "
                  "or industrielles run --port %(other)s")
                % {"port": port, "host": host, "fault": why, "other": port + 1}) from None
        found.append(f"[{address}]:{port}" if family == socket.AF_INET6 else f"{address}:{port}")
    return found
