"""Letters of this room: never what a report says, never who is accused."""
from __future__ import annotations

import logging
from collections.abc import Iterable

from django.urls import reverse
from django.utils import translation

from industrielles.kit import links
from industrielles.letters import verbs as letters
from industrielles.network.models import Grant, Membership, Network
from industrielles.network.queries import coordinators_of
from industrielles.network.roles import RUNS_BELOW, Role
from industrielles.people.models import Person
from industrielles.people.queries import normalised

from . import policies
from .models import Authorisation, Clearance, Evidence, Guardian, Recognition, Report
from .queries import paths_above, recognised_person, referents_of

GUARDIAN = "safeguarding.guardian"  # purpose of a parent's link; it works as long as there is something to change
ALERTED = 2  # people, at first
LEFT = "left"  # whoever had it in hand can treat it no longer
SECOND = "second"  # one person's word does not put the roles of whom it accuses at rest
log = logging.getLogger(__name__)


def at_first(report: Report) -> list[Person]:
    """The two people alerted first: the referents of the network, of those above when it has too few, then who coordinates; never the
    accused, and not whoever reports while somebody else can."""
    found = _in_order(report)
    return ([one for one in found if one.pk != report.reporter_id] + [one for one in found if one.pk == report.reporter_id])[:ALERTED]


def above(report: Report) -> list[Person]:
    """Everybody who answers for the network or for one above it, the accused apart."""
    return _in_order(report)


def besides(report: Report) -> list[Person]:
    """The same, but for who said whom it accuses: one of them confirms."""
    known = Evidence.objects.accusers(report)
    return [one for one in _in_order(report) if one.pk not in known]


def unheard(report: Report) -> bool:
    """Nobody can be told of it but whoever accused somebody: neither a person, nor the umbrella's address."""
    return _is_alone(report, _in_order(report)) and not _address(report)


def _in_order(report: Report) -> list[Person]:
    nodes = {node.path: node for node in Network.objects.ever().filter(path__in=paths_above(report.network))}
    chain = [nodes[path] for path in paths_above(report.network) if path in nodes]
    found: dict[int, Person] = {}
    for node in chain:
        found |= {one.pk: one for one in referents_of(node) if one.pk not in found}
    for node in chain:
        found |= {one.pk: one for one in coordinators_of(node) if one.pk not in found}
    return [one for one in found.values() if one.pk != report.accused_id]


def alert(report: Report, told: Iterable[Person], step: str) -> int:
    """A report waits (`step`: of Alert, LEFT or SECOND). Without anybody to tell but whoever accused somebody, the umbrella's address is
    written to as well; when that cannot be, it is logged, and `doctor` says it. Returns how many."""
    people = list(told)
    readers = [(one.email or "", one.language, one.code) for one in people]
    if _is_alone(report, people):
        address = _address(report)
        readers += [(address, "fr", "umbrella")] if address else []
        if not address:
            log.error("Report %s: nobody is left who could be told of it; see `industrielles doctor`.", report.code)
    for email, language, code in readers:
        with translation.override(language):
            said = {"urgent": report.urgent, "again": step == "again", "left": step == LEFT, "second": step == SECOND,
                    "until": report.due_at, "network": report.network.name, "page": reverse("safeguarding:report", args=[report.code])}
            letters.queue("safeguarding/letters/alert", to=email, language=language, key=f"safeguarding.report/{report.code}/{step}/{code}",
                          context=said)
    return len(readers)


def _is_alone(report: Report, people: list[Person]) -> bool:
    return len(people) < 2 and {one.pk for one in people} <= Evidence.objects.accusers(report)


def _address(report: Report) -> str:
    """The umbrella's; nothing when it is that of the accused, or of who accused her."""
    own = {normalised(one.email or "") for one in Person.objects.filter(pk__in={report.accused_id, *Evidence.objects.accusers(report)})}
    contact = Network.objects.get(kind=Network.Kind.UMBRELLA).contact_email.strip()
    return "" if normalised(contact) in own else contact


def stand_in(report: Report) -> int:
    """To who runs, or runs meanwhile, each network where the accused alone coordinated or answered for safety: what waits there is
    theirs. Neither who, nor why. Returns how many letters."""
    written = 0
    for network, role in _left_alone(report.accused):
        for person in coordinators_of(network):
            with translation.override(person.language):
                letters.queue("safeguarding/letters/stand_in", to=person.email or "", language=person.language,
                              key=f"safeguarding.report/{report.code}/stand-in/{role}/{network.code}/{person.code}", context={
                                  "network": network.name, "referent": role == Role.REFERENT, "page": reverse("engagements:desk")})
            written += 1
    return written


def _left_alone(person: Person | None) -> list[tuple[Network, str]]:
    """Open networks, each with the role of hers that nobody else has in force: of a coordinator in that network itself, or in one below
    that she stood in for, since whoever stands in now is told; of a referent there or above, who answers for it already."""
    held, others = Grant.objects.at_rest().filter(network__closed_on=None).order_by("pk"), Grant.objects.in_force()
    found: dict[tuple[Network, str], None] = {}
    for mine in held.of(person).filter(role__in=(*RUNS_BELOW, Role.REFERENT)):
        coordinates = mine.role in RUNS_BELOW
        for one in held.under(mine.network).filter(role=mine.role).select_related("network") if coordinates else [mine]:
            ways = [path for path in paths_above(one.network) if path.startswith(mine.network.path) or not coordinates]
            if not others.filter(role=mine.role, network__path__in=ways).exists():
                found[one.network, mine.role] = None
    return list(found)


def thank(report: Report) -> None:
    """To who reports, if she left an address: it has come, somebody reads it by then."""
    _reporter(report, "safeguarding/letters/thanks", "thanks", {"until": report.due_at, "urgent": report.urgent})


def closed(report: Report) -> None:
    """To who reports: it was treated. Neither what was found nor what was done."""
    _reporter(report, "safeguarding/letters/treated", "treated", {})


def _reporter(report: Report, template: str, name: str, said: dict[str, object]) -> None:
    email = (report.reporter.email if report.reporter else report.reporter_email) or ""
    letters.queue(template, to=email, language=report.language, key=f"safeguarding.report/{report.code}/{name}",
                  context={**said, "page": reverse("safeguarding:help")})


def clearance_ends(clearance: Clearance, days: int) -> int:
    """To herself, to who coordinates her network, to its referents: it ends within so many days; 0: it is over. Returns how many."""
    node = clearance.network
    people = {one.pk: one for one in (clearance.person, *coordinators_of(node), *referents_of(node))}
    for person in people.values():
        with translation.override(person.language):
            letters.queue("safeguarding/letters/clearance_ends", to=person.email or "", language=person.language,
                          key=f"safeguarding.clearance/{clearance.code}/{days}/{person.code}", context={
                              "hers": person.pk == clearance.person_id, "name": clearance.person.full_name, "over": days == 0,
                              "until": clearance.until, "kind": str(clearance.get_kind_display()), "network": node.name,
                              "page": reverse("rights:data" if person.pk == clearance.person_id else "safeguarding:clearances")})
    return len(people)


def recognised(recognition: Recognition, *, but: Person | None) -> None:
    """To who may settle it, `but` apart: somebody must look."""
    for person in [one for one in who_looks(recognition) if but is None or one.pk != but.pk]:
        with translation.override(person.language):
            letters.queue("safeguarding/letters/recognised", to=person.email or "", language=person.language,
                          key=f"safeguarding.recognition/{recognition.code}/{person.code}",
                          context={"network": _where(recognition), "page": reverse("safeguarding:recognitions")})


def who_looks(recognition: Recognition) -> list[Person]:
    """Who may settle it (policies.can_settle) among who runs the network where she comes and its referents; when none of them may, in the
    next network above that has somebody."""
    nodes = {node.path: node for node in Network.objects.ever().filter(path__in=paths_above(recognition.network))}
    for node in [nodes[path] for path in paths_above(recognition.network) if path in nodes]:
        told = {one.pk: one for one in (*coordinators_of(node), *referents_of(node))}
        if found := [one for one in told.values() if policies.can_settle(one, recognition)]:
            return found
    return []


def _where(recognition: Recognition) -> str:
    """The network where she comes; where she is, when another one looks because nobody could there."""
    her = recognised_person(recognition) if recognition.about_type == Person._meta.label_lower else None
    names = dict(Membership.objects.of(her).order_by("started_on", "pk").values_list("network", "network__name")) if her else {}
    return names.get(recognition.network_id) or next(iter(names.values()), recognition.network.name)


def link_of(guardian: Guardian) -> str:
    """The address by which a parent answers, changes and takes back, in the language of the moment."""
    return reverse("safeguarding:guardian", args=[links.sign(GUARDIAN, guardian.code)])


def ask(guardian: Guardian, *, again: bool = False) -> None:
    """To a parent: please say what you allow."""
    one = guardian.authorisation
    key = f"ask/{guardian.email}{'/again' if again else ''}"
    _guardian(guardian, "safeguarding/letters/ask", key, {"again": again, "network": one.network.name})


def withdraw(guardian: Guardian) -> None:
    """What waits to be sent to this parent is not sent: another one is asked."""
    letters.withdraw(f"safeguarding.guardian/{guardian.code}/")


def ask_image(guardian: Guardian) -> None:
    """To the other parent: may she be photographed?"""
    _guardian(guardian, "safeguarding/letters/ask_image", "ask", {"network": guardian.authorisation.network.name})


def answered(guardian: Guardian) -> None:
    """To the parent who answered: what was allowed, and the link that takes it back."""
    _guardian(guardian, "safeguarding/letters/authorised", "answered", {})


def revoked(one: Authorisation) -> None:
    """To who coordinates: a parent says no, or takes back; what it stops has stopped."""
    for person in coordinators_of(one.network):
        with translation.override(person.language):
            letters.queue("safeguarding/letters/revoked", to=person.email or "", language=person.language,
                          key=f"safeguarding.authorisation/{one.code}/{one.status}/{person.code}",
                          context={"name": one.person.first_name, "refused": one.status == one.Status.REFUSED, "network": one.network.name,
                                   "page": reverse("safeguarding:authorisations")})


def _guardian(guardian: Guardian, template: str, key: str, said: dict[str, object]) -> None:
    with translation.override(guardian.language):
        letters.queue(template, to=guardian.email, language=guardian.language,
                      key=f"safeguarding.guardian/{guardian.code}/{key}", reply_to=guardian.authorisation.network.contact_email,
                      context={"name": guardian.name, "child": guardian.authorisation.person.first_name, "page": link_of(guardian), **said})
