"""What would become of each line of a file, if it were carried out now: asked by the trial, and again by the work itself."""
from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_noop, ngettext

from industrielles.letters.addresses import hashed
from industrielles.letters.models import Refusal, Suppression
from industrielles.network.models import Membership, Network
from industrielles.people.consents import Purpose
from industrielles.people.models import Consent
from industrielles.people.queries import normalised
from industrielles.places.search import fold

from .models import Application, Batch, Line

Outcome = Line.Outcome
AT_ONCE = 500  # addresses in one question
NO_ADDRESS = gettext_noop("no e-mail address that can be written to")
TOO_LONG = gettext_noop("a cell is longer than 500 characters")
TOO_WIDE = gettext_noop("more than 60 columns on this line")
NOT_YOURS = gettext_noop("this network is not one of yours")
CLOSED = gettext_noop("this network is closed")
FAULTS = {"long": TOO_LONG, "wide": TOO_WIDE}
LONGEST = {"first_name": 80, "last_name": 80, "phone": 30, "job": 120, "employer": 160, "town": 80, "postcode": 10, "network": 120}


@dataclass
class Foreseen:
    """A line understood: what is said in it, in which network, and what becomes of it."""

    number: int
    said: dict[str, str] = field(default_factory=dict)
    network: Network | None = None
    outcome: str = ""
    reason: str = ""  # an English msgid

    @property
    def email(self) -> str:
        return self.said.get("email", "")

    @property
    def name(self) -> str:
        return f"{self.said.get('first_name', '')} {self.said.get('last_name', '')}".strip()

    @property
    def label(self) -> Any:
        return Outcome(self.outcome).label


def foresee(batch: Batch, columns: dict[str, int], *, are_members: bool) -> list[Foreseen]:
    """Every line of the file, in its order. A few questions, however many lines; writes nothing."""
    networks = _networks(batch)
    found, seen = [_understood(line, columns, batch, networks) for line in batch.lines.all()], set()
    emails = {one.email for one in found if one.email}
    members, pending, silent = _members(emails, networks), _pending(emails, networks), _silent(emails, networks)
    for one in found:
        if one.outcome:
            continue
        assert one.network is not None
        key = (one.network.pk, one.email)
        one.outcome = (
            Outcome.TWICE if one.email in seen else Outcome.ALREADY if key in members
            else Outcome.SILENT if one.email in silent or key in silent
            else Outcome.PENDING if key in pending and not are_members else Outcome.MEMBER if are_members else Outcome.INVITED)
        seen.add(one.email)
    return found


def counted(found: list[Foreseen]) -> list[tuple[Any, int, str]]:
    """How many lines for each outcome: (words, number, outcome)."""
    return in_words(Counter(one.outcome for one in found))


def in_words(numbers: Mapping[str, int]) -> list[tuple[Any, int, str]]:
    """(words that agree with their number, number, outcome) of each outcome there is."""
    return [(AGREED[outcome](numbers[outcome]), numbers[outcome], outcome.value) for outcome in Outcome if numbers.get(outcome)]


AGREED: dict[Outcome, Callable[[int], str]] = {
    Outcome.INVITED: lambda n: ngettext("person invited by a letter", "people invited by a letter", n),
    Outcome.MEMBER: lambda n: ngettext("person noted as a member, told by a letter", "people noted as members, told by a letter", n),
    Outcome.ALREADY: lambda n: ngettext("person who is a member of this network already",
                                        "people who are members of this network already", n),
    Outcome.PENDING: lambda n: ngettext("person invited before, who has not answered yet",
                                        "people invited before, who have not answered yet", n),
    Outcome.TWICE: lambda n: ngettext("line written on another line too", "lines written on another line too", n),
    Outcome.SILENT: lambda n: ngettext("person left in peace: she asked for it, or nobody answers at her address",
                                       "people left in peace: they asked for it, or nobody answers at their address", n),
    Outcome.REFUSED: lambda n: ngettext("line to be corrected", "lines to be corrected", n),
}


def _networks(batch: Batch) -> dict[str, Network]:
    """The networks its sender runs at or below the one of the file, by slug and by name."""
    mine = Network.objects.run_by(batch.sent_by).open().under(batch.network)
    return {fold(said): one for one in mine for said in (one.slug, one.name, one.code)} | {"": batch.network}


def _understood(line: Line, columns: dict[str, int], batch: Batch, networks: dict[str, Network]) -> Foreseen:
    cells = line.cells
    said = {name: cells[place][: LONGEST.get(name, 254)] if place < len(cells) else "" for name, place in columns.items()}
    said["email"] = normalised(said.get("email", ""))
    one = Foreseen(line.number, said, networks.get(fold(said.get("network", ""))))
    if line.reason:
        one.outcome, one.reason = Outcome.REFUSED, line.reason
    elif not _is_address(one.email):
        one.outcome, one.reason = Outcome.REFUSED, NO_ADDRESS
    elif one.network is None:
        one.outcome, one.reason = Outcome.REFUSED, NOT_YOURS
    return one


def _is_address(email: str) -> bool:
    try:
        validate_email(email)
    except ValidationError:
        return False
    return len(email) <= 254


def _slices(emails: set[str]) -> list[list[str]]:
    listed = sorted(emails)
    return [listed[n : n + AT_ONCE] for n in range(0, len(listed), AT_ONCE)]


def _members(emails: set[str], networks: dict[str, Network]) -> set[tuple[int, str]]:
    """(network, address) of who belongs there already; other networks are not asked about."""
    current = Membership.objects.current().filter(network__in=set(networks.values()))
    return {row for part in _slices(emails) for row in current.filter(person__email__in=part).values_list("network_id", "person__email")}


def _pending(emails: set[str], networks: dict[str, Network]) -> set[tuple[int, str]]:
    """(network, address) of who was invited or asked to come, and has not confirmed yet."""
    waiting = Application.objects.filter(status=Application.Status.UNCONFIRMED, network__in=set(networks.values()))
    return {row for part in _slices(emails) for row in waiting.filter(email__in=part).values_list("network_id", "email")}


def _silent(emails: set[str], networks: dict[str, Network]) -> set[Any]:
    """Addresses never to be written to; and (network, address) of who stopped the news of that network and did not ask for them again."""
    hashes, keys = {hashed(email): email for email in emails}, {one.pk for one in networks.values()}
    found: set[Any] = set()
    for part in _slices(set(hashes)):
        found |= {hashes[one] for one in Suppression.objects.filter(address_hash__in=part).values_list("address_hash", flat=True)}
        stopped = Refusal.objects.filter(address_hash__in=part, network_id__in={0, *keys}).values_list("network_id", "address_hash")
        found |= {(network, hashes[one]) if network else hashes[one] for network, one in stopped}
    for part in _slices(emails):
        news = Consent.objects.filter(purpose=Purpose.NEWS, person__email__in=part, network_id__in={0, *keys})
        given = set(news.filter(withdrawn_at=None).values_list("network_id", "person__email"))
        taken = set(news.exclude(withdrawn_at=None).values_list("network_id", "person__email")) - given
        found |= {email for network, email in taken if network == 0} | {pair for pair in taken if pair[0] != 0}
    return found
