"""Who may, in this room: safeguarding referents for reports and bans, who runs a network for clearances, holders of a link for parents."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models

from industrielles.kit import clock
from industrielles.network.models import Grant, Network
from industrielles.network.policies import coordinates, runs
from industrielles.network.queries import powers
from industrielles.network.roles import STAFF, Role

from . import ages
from .models import Agreement, Authorisation, Ban, Clearance, Part, Recognition, Report
from .models.authorisations import OF_ALL_HOLDERS
from .queries import answered_for, recognised_person


def answers_for(person: Any, network: Network | None) -> bool:
    """Is a safeguarding referent of this network, or of one above it."""
    return network is not None and answered_for(person).filter(pk=network.pk).exists()


def treats_reports(person: Any, subject: Any = None) -> bool:
    """Is a safeguarding referent somewhere, or was alerted of a report that may be read."""
    return is_referent(person) or Report.objects.visible_to(person).exists()


def is_referent(person: Any, subject: Any = None) -> bool:
    """Is a safeguarding referent somewhere."""
    return bool(powers(person, (Role.REFERENT,)))


def keeps_clearances(person: Any, subject: Any = None) -> bool:
    """Runs a network, or answers for one as a referent."""
    return coordinates(person) or is_referent(person)


def can_clear(person: Any, network: Network | None) -> bool:
    """May write that a paper was seen: who runs the network, and its referents."""
    return runs(person, network) or answers_for(person, network)


def can_withdraw_clearance(person: Any, clearance: Clearance | None) -> bool:
    """The same, of one that is written."""
    return clearance is not None and can_clear(person, clearance.network)


def can_ban(person: Any, network: Network | None) -> bool:
    """May say that somebody does not come back: a referent."""
    return answers_for(person, network)


def can_lift(person: Any, ban: Ban | None) -> bool:
    """A referent of the network that decided."""
    return ban is not None and answers_for(person, ban.network)


def can_settle(person: Any, recognition: Recognition | None) -> bool:
    """Whoever is told: who runs the network where she comes, and its referents; never herself.
    Nor who decided the ban, while she has a role of power: that takes two people."""
    if recognition is None or not can_clear(person, recognition.network):
        return False
    her = recognised_person(recognition)
    if her is None or recognition.ban.banned_by_id != person.pk:
        return her != person
    return her != person and not Grant.objects.current().of(her).filter(role__in=STAFF).exists()


def can_read_report(person: Any, report: Report | None) -> bool:
    """A referent of its network, or whoever was alerted; never the accused."""
    return report is not None and Report.objects.visible_to(person).filter(pk=report.pk).exists()


def is_hers(person: Any, authorisation: Authorisation | None) -> bool:
    """The minor it is about."""
    return authorisation is not None and authorisation.person_id == getattr(person, "pk", None)


def can_ask_authorisation(person: Any, minor: Any, network: Network) -> bool:
    """She asks for herself, or who runs the network asks for her."""
    return getattr(person, "pk", None) == minor.pk or can_clear(person, network)


def is_cleared(person: Any, *, kinds: tuple[str, ...] = (), on: dt.date | None = None) -> bool:
    """Whether a clearance of hers allows on this day (today); of one of these kinds, when some are given."""
    live = Clearance.objects.live(on).of(person)
    return (live.filter(kind__in=kinds) if kinds else live).exists()


def is_suspended(person: Any) -> bool:
    """Whether a report keeps her away until it is closed, or after it."""
    return Report.objects.suspending(person).exists()


def is_doubted(row: models.Model) -> bool:
    """Whether this application, or the account of who applied, looks like somebody who may not come back, and nobody has said that she is
    somebody else."""
    account = getattr(row, "person_id", None)
    seen = Recognition.objects.about(row) | Recognition.objects.about_account(account) if account else Recognition.objects.about(row)
    return seen.exclude(outcome=Recognition.Outcome.OTHER).exists()


def is_frozen(thread: models.Model) -> bool:
    """Whether an open report holds this pair, this thread still."""
    return Report.objects.open().of_thread(thread).exists()


def authorised(person: Any, part: str, *, born_on: dt.date, network: Network | None = None, on: dt.date | None = None) -> bool:
    """Whether nothing of the law on minors stands against this part on this day (today; agreements are those of now). Nobody under 14; at
    14 with her own assent too; to 17 with a parent's authorisation that was not taken back, and for her image that of every holder of
    parental authority; from 18 freely (her own consent for her image is asked elsewhere). `network`: the one that asked, else any."""
    regime = ages.regime(born_on, on or clock.today())
    if regime in (ages.Regime.REFUSED, ages.Regime.FREE):
        return regime == ages.Regime.FREE
    found = Authorisation.objects.given().of(person)
    return any(_allows(one, part, regime) for one in (found.filter(network=network) if network else found))


def _allows(one: Authorisation, part: str, regime: ages.Regime) -> bool:
    if regime == ages.Regime.CONFIRMED and one.assented_at is None:
        return False
    ranks: dict[Part, set[int]] = {}
    for agreement in Agreement.objects.live().of(one).select_related("guardian"):
        ranks.setdefault(Part(agreement.part), set()).add(agreement.guardian.rank)
    if 1 not in ranks.get(Part.TAKE_PART, set()):
        return False
    needed = {1, 2} if part in OF_ALL_HOLDERS and not one.sole_holder else {1}
    return needed <= ranks.get(Part(part), set())
