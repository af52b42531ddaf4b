"""`industrielles check-mail`: whether mail servers have reasons to believe our letters."""
from __future__ import annotations

import sys
from argparse import ArgumentParser
from email.utils import parseaddr
from functools import partial
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from industrielles.config.speech import SpokenCommand
from industrielles.letters.domain import examine
from industrielles.letters.names import NoAnswer, texts, usual_server


class Command(SpokenCommand):
    help = "Asks the name service for SPF, DKIM and DMARC of the domain that sends. Exit code 1 when one is missing or too weak."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("domain", nargs="?", help="instead of the domain of DEFAULT_FROM_EMAIL")
        parser.add_argument("--selector", action="append", default=[], help="of DKIM, as your mail host names it; may be repeated")
        parser.add_argument("--server", default="", help="a name server to ask, ADDRESS or ADDRESS:PORT, instead of this machine's")

    def handle(self, *args: Any, **options: Any) -> None:
        domain = options["domain"] or parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
        host, colon, port = options["server"].rpartition(":") if options["server"].count(":") == 1 else (options["server"], "", "")
        server = (host, int(port) if colon else 53) if host else usual_server()
        try:
            found = examine(domain, partial(texts, server=server), selectors=options["selector"])
        except NoAnswer:
            raise CommandError(_("The name server %(server)s does not answer: nothing was checked.") % {"server": server[0]}) from None
        for one in found:
            self.say(f"{'✓' if one.well else '✗'} {one.name:<6}{one.words}")
        if not all(one.well for one in found):
            sys.exit(1)
