"""Questions about networks; `visible_to` is the only way from a page to the rows of a network."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Length
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from industrielles.kit import clock
from industrielles.kit.once import once
from industrielles.people.models import Person
from industrielles.places.search import words

from .roles import READS_FIGURES, RUNS_BELOW, RUNS_ITSELF, STAFF, Role

INTRODUCED = Q(added_at=None) | Q(person__last_login__gte=F("added_at"))  # of memberships


class NetworkQuerySet(models.QuerySet):
    def open(self) -> NetworkQuerySet:
        return self.filter(closed_on=None)

    def under(self, network: Any) -> NetworkQuerySet:
        """The network and all below it."""
        return self.filter(path__startswith=network.path)

    def run_by(self, person: Any) -> NetworkQuerySet:
        """Networks whose rows this person runs: a coordinator hers and those below it, the umbrella's coordinator the umbrella itself."""
        return self._granted(person, below=RUNS_BELOW, itself=RUNS_ITSELF)

    def placed_by(self, person: Any) -> NetworkQuerySet:
        """Open networks whose place in the tree this person answers for: the umbrella's coordinator all, a coordinator hers and below."""
        everywhere = any(one.is_root and one.is_open for one in powers(person, (*RUNS_BELOW, *RUNS_ITSELF)))
        return self.open() if everywhere else self.run_by(person).open()

    def joined_by(self, person: Any) -> NetworkQuerySet:
        """Networks this person belongs to today."""
        return self.filter(pk__in=person.memberships.filter(ended_on=None).values("network"))

    def closing(self) -> NetworkQuerySet:
        """Closed, with people who are still to be told and let go, or carried to where it goes on."""
        still = apps.get_model("network", "Membership").objects.current().filter(network=OuterRef("pk"))
        return self.filter(Exists(still), closed_on__isnull=False)

    def ever(self) -> NetworkQuerySet:
        """Open and closed: the public address of a closed one says so."""
        return self.all()

    def by_department(self) -> dict[str, int]:
        """How many open networks work in each department (code -> count)."""
        rows = self.open().filter(departments__isnull=False).order_by().values_list("departments")
        return dict(rows.annotate(count=models.Count("pk", distinct=True)))

    def serving(self, department: Any) -> NetworkQuerySet:
        """Open ones that work in this department."""
        return self.open().filter(departments=department)

    def with_coordinators(self) -> NetworkQuerySet:
        """Each with how many people coordinate it."""
        grants = Q(grants__role__in=(*RUNS_BELOW, *RUNS_ITSELF), grants__ended_on=None, grants__membership__ended_on=None)
        return self.annotate(coordinators=models.Count("grants__membership__person", filter=grants, distinct=True))

    def counted_for(self, person: Any) -> NetworkQuerySet:
        """The networks whose figures this person reads."""
        return self._granted(person, below=READS_FIGURES, itself=())

    def visible_to(self, person: Any) -> NetworkQuerySet:
        """Networks are public while they are open; their rows are not."""
        return self.open()

    def _granted(self, person: Any, *, below: tuple[str, ...], itself: tuple[str, ...]) -> NetworkQuerySet:
        held = powers(person, (*below, *itself))
        wanted = Q(pk__in=[one.network_id for one in held if one.role not in below])
        for one in held:
            if one.role in below:
                wanted |= Q(path__startswith=one.path)
        return self.filter(wanted)


class ScopedQuerySet(models.QuerySet):
    """Rows that belong to a network (`network` field unless `scope` says otherwise)."""

    scope = "network"

    def visible_to(self, person: Any) -> Any:
        """Rows of the networks this person runs; outside them a row does not exist."""
        Network = apps.get_model("network", "Network")

        return self.filter(**{f"{self.scope}__in": Network.objects.run_by(person)})


class Dated(ScopedQuerySet):
    """Mixin of what runs from a day to a day, in a network."""

    def on(self, day: dt.date) -> Any:
        """Rows that ran on this day; the day of leaving is the first without."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=day), started_on__lte=day)

    def ended(self) -> Any:
        """Rows that have ended by themselves."""
        return self.exclude(ended_on=None)

    def under(self, network: Any) -> Any:
        """Rows of the network and of all below it."""
        return self.filter(network__path__startswith=network.path)


class MembershipQuerySet(Dated):
    def current(self) -> MembershipQuerySet:
        return self.filter(ended_on=None)

    def current_in(self, network: Any) -> MembershipQuerySet:
        """Of this network itself, now."""
        return self.current().filter(network=network)

    def of(self, person: Any) -> MembershipQuerySet:
        """This person's own."""
        return self.current().filter(person=person)

    def introduced(self) -> MembershipQuerySet:
        """Who came by themselves, or have signed in since they were added: their network reads their names (`is_introduced`)."""
        return self.filter(INTRODUCED)

    def strangers(self) -> MembershipQuerySet:
        """The others: their network reads only what it wrote itself. Nobody who was erased."""
        return self.exclude(INTRODUCED).filter(person__erased_at=None)

    def departed(self, day: Any) -> MembershipQuerySet:
        """Of people who belong nowhere any more, and whose last membership ended on this day or before; not yet erased."""
        later = self.model._base_manager.filter(Q(ended_on=None) | Q(ended_on__gt=day), person=OuterRef("person"))
        return self.filter(~Exists(later), person__erased_at=None)

    def holding(self, role: str) -> MembershipQuerySet:
        """Who hold this role now."""
        return self.filter(pk__in=_grants().current().filter(role=role).values("membership"))

    def naming(self, text: str) -> MembershipQuerySet:
        """Whose name or address holds every word, accents and capitals aside; of who has not signed in since she was added, the name her
        network wrote."""
        return self.filter(*(
            (INTRODUCED & Q(person__search_name__contains=word)) | Q(called__icontains=word) | Q(person__email__icontains=word)
            for word in words(text)))

    def with_roles(self) -> MembershipQuerySet:
        """Each with its person, its network and its current `roles`."""
        held = models.Prefetch("grants", _grants().current().with_givers().order_by("started_on", "pk"), to_attr="roles")
        return self.select_related("person", "network").prefetch_related(held)

    def people(self) -> int:
        """How many distinct people they are: somebody in three networks is one."""
        return self.aggregate(people=models.Count("person", distinct=True))["people"]


class GrantQuerySet(Dated):
    def current(self) -> GrantQuerySet:
        return self.filter(ended_on=None, membership__ended_on=None)

    def in_force(self) -> GrantQuerySet:
        """Held now, by somebody whose roles give rights today: nobody whom a safeguarding report keeps away."""
        return self.current().exclude(membership__person__in=kept_away())

    def at_rest(self) -> GrantQuerySet:
        """Held now, by somebody whom a safeguarding report keeps away: they give no right until it says so."""
        return self.current().filter(membership__person__in=kept_away())

    def of(self, person: Any) -> GrantQuerySet:
        """This person's own, with their network."""
        return self.filter(membership__person=person).select_related("network")

    def with_givers(self) -> GrantQuerySet:
        """Each with who gave it and who took it back."""
        return self.select_related("granted_by", "ended_by")

    def of_the_umbrella(self) -> GrantQuerySet:
        """Of those who coordinate the umbrella now."""
        return self.current().filter(role=Role.UMBRELLA_COORDINATOR, membership__person__is_active=True)

    def holding(self, role: str) -> GrantQuerySet:
        """Grants of this role."""
        return self.filter(role=role)

    def people(self) -> int:
        """How many distinct people they are."""
        return self.aggregate(people=models.Count("membership__person", distinct=True))["people"]


class ProposalQuerySet(models.QuerySet):
    """Networks that somebody proposes; read by the umbrella's coordinators."""

    def confirmed(self) -> ProposalQuerySet:
        """Whose author has proved her address."""
        return self.exclude(status="sent")

    def open(self) -> ProposalQuerySet:
        """That await an answer, of either side."""
        return self.filter(status__in=("waiting", "asked"))

    def visible_to(self, person: Any) -> ProposalQuerySet:
        """All of them, for whoever coordinates the umbrella; for others none exists."""
        runs = _grants().in_force().of_the_umbrella().filter(membership__person=person).exists() if getattr(person, "pk", None) else False
        return self.confirmed() if runs else self.none()

    def behind_link(self, code: str) -> ProposalQuerySet:
        """That of a signed link."""
        return self.filter(code=code)

    def to_answer_first(self) -> ProposalQuerySet:
        """Those that wait for the umbrella, the oldest first; then a question without an answer; then what is settled, newest first."""
        rank = Case(When(status="waiting", then=Value(0)), When(status="asked", then=Value(1)), default=Value(2),
                    output_field=models.IntegerField())
        return self.annotate(rank=rank).order_by("rank", "-moved_at", "-pk")

    def unconfirmed_from(self, email: str, *, since: dt.datetime) -> ProposalQuerySet:
        """Written with this address since then, and not confirmed."""
        return self.filter(status="sent", email__iexact=email.strip(), sent_at__gte=since)

    def long_settled(self, before: dt.datetime) -> ProposalQuerySet:
        """Answered, or never confirmed, and left alone since."""
        return self.filter(status__in=("sent", "accepted", "declined"), moved_at__lt=before)


class DecisionQuerySet(ScopedQuerySet):
    """What two people decide."""

    model: Any

    def open(self, now: dt.datetime) -> DecisionQuerySet:
        """That a second person may still confirm."""
        return self.filter(status="proposed", proposed_at__gt=now - self.model.LIFE)

    def with_names(self) -> DecisionQuerySet:
        """Each with its networks and its people."""
        return self.select_related("network", "into", "membership__person", "proposed_by", "settled_by", "vouched_by")

    def waiting_first(self) -> DecisionQuerySet:
        """Those that await a second person, then the latest."""
        rank = Case(When(status="proposed", then=Value(0)), default=Value(1), output_field=models.IntegerField())
        return self.annotate(rank=rank).order_by("rank", "-proposed_at", "-pk")

    def lapsed(self, now: dt.datetime) -> DecisionQuerySet:
        """That nobody confirmed in time."""
        return self.filter(status="proposed", proposed_at__lte=now - self.model.LIFE)

    def about_step(self, person: Any) -> DecisionQuerySet:
        """That would let this person in without her second step: still asked, or vouched for not long ago."""
        recent = Q(status="confirmed", settled_at__gt=clock.now() - self.model.STEP_DELAY - self.model.STEP_LIFE)
        return self.filter(Q(status="proposed") | recent, kind="step", membership__person=person).order_by("pk")

    def behind_link(self, code: str) -> DecisionQuerySet:
        """What the link of a letter about a lost second step opens; its signature decides."""
        return self.filter(code=code, kind="step").select_related("membership__person")

    def settled_before(self, before: dt.datetime) -> DecisionQuerySet:
        """Decided one way or the other before this moment."""
        return self.exclude(status="proposed").filter(settled_at__lt=before)

    def visible_to(self, person: Any) -> DecisionQuerySet:
        """Those of the whole tree for the umbrella's coordinators, who decide; those she proposed or that touch her network for others."""
        runs = apps.get_model("network", "Network").objects.run_by(person)
        if runs.filter(parent=None).exists():
            return self.all()
        return self.filter(Q(network__in=runs) | Q(into__in=runs))


class LookQuerySet(ScopedQuerySet):
    """Who saw whose pages."""

    model: Any

    def running(self, now: dt.datetime) -> LookQuerySet:
        """Neither ended nor too old."""
        return self.filter(ended_at=None, started_at__gt=now - self.model.LONGEST)

    def of(self, person: Any) -> LookQuerySet:
        """At the pages of this person."""
        return self.filter(person=person)

    def by(self, person: Any) -> LookQuerySet:
        """Of this helper."""
        return self.filter(helper=person)

    def started_before(self, before: dt.datetime) -> LookQuerySet:
        """Old enough to be forgotten."""
        return self.filter(started_at__lt=before)


class Power(NamedTuple):
    """A role somebody holds now that reaches rows of others, and where."""

    role: str
    network_id: int
    path: str
    is_root: bool
    is_open: bool


def powers(person: Any, roles: tuple[str, ...] = STAFF) -> list[Power]:
    """What this person holds now among these roles, and what gives her rights today: nothing while a safeguarding report keeps her away.
    Read once for a page, each time in a verb."""
    if not getattr(person, "pk", None) or not person.is_active:
        return []
    return [one for one in once(("powers", person.pk), lambda: _powers(person)) if one.role in roles]


def _powers(person: Any) -> list[Power]:
    mine = _read(_grants().in_force().filter(membership__person=person, role__in=STAFF))
    return [*mine, *_stood_in_for()] if any(one.role in RUNS_ITSELF for one in mine) else mine


def _read(held: GrantQuerySet) -> list[Power]:
    rows = held.values_list("role", "network_id", "network__path", "network__parent", "network__closed_on")
    return [Power(role, key, path, parent is None, closed is None) for role, key, path, parent, closed in rows]


def _stood_in_for() -> list[Power]:
    """What the umbrella's coordinators run meanwhile: open networks of coordinators who are kept away and those below, wherever nobody
    coordinates there or above. Each for itself, as the umbrella: none opens what is below it."""
    resting = set(_grants().at_rest().filter(role__in=RUNS_BELOW, network__closed_on=None).values_list("network__path", flat=True))
    if not resting:
        return []
    whole = Q(*(("path__startswith", path) for path in resting), _connector=Q.OR)
    left = apps.get_model("network", "Network").objects.open().filter(whole).order_by("path").values_list("pk", "path")
    ways = {above for _key, path in left for above in from_here_up(path)}
    running = tuple(_grants().in_force().filter(role__in=RUNS_BELOW, network__path__in=ways).values_list("network__path", flat=True))
    return [Power(RUNS_ITSELF[0], key, path, False, True) for key, path in left if not path.startswith(running)]


def kept_away() -> Any:
    """People whose roles give no right today (settings.ROLES_AT_REST), as a query of their keys."""
    return import_string(settings.ROLES_AT_REST)()


def from_here_up(path: str) -> list[str]:
    """This path and those above it, nearest first: "1.4.17." gives "1.4.17.", "1.4.", "1."."""
    parts = path.rstrip(".").split(".")
    return [".".join(parts[:size]) + "." for size in range(len(parts), 0, -1)]


def _grants() -> Any:
    return apps.get_model("network", "Grant").objects.all()


def coordinators_of(network: Any) -> Any:
    """The people who run this network itself now, whom one writes to when something happens there; while all of them are kept away, those
    of the nearest network above, the umbrella's at last."""
    held = _grants().in_force().filter(role__in=(*RUNS_BELOW, *RUNS_ITSELF))
    resting = _grants().at_rest().filter(network=network, role__in=(*RUNS_BELOW, *RUNS_ITSELF))
    near = held.filter(Q(network=network) | Q(Exists(resting), network__path__in=from_here_up(network.path)))
    nearest = near.order_by(Length("network__path").desc()).values("network")[:1]
    return Person.objects.living().filter(memberships__grants__in=held.filter(network__in=nearest)).distinct().order_by("pk")


def heir_of(network: Any) -> Any:
    """The open network in which a closed one goes on, however often that one merged in its turn; None when nothing goes on."""
    while network is not None and network.closed_on is not None:
        network = network.merged_into
    return network


def groups(department: Any) -> list[tuple[Any, list[Any]]]:
    """Networks to show: (title, networks). Of a department: those that work there; without one, those of its region, then those of all of
    France. Without a department: all, those of all of France last."""
    node = apps.get_model("network", "Network").objects
    everywhere = _shown(node.open().filter(departments=None, kind="network"))
    if department is None:
        placed = _shown(node.open().filter(departments__isnull=False).exclude(parent=None).distinct())
        found = [(_("In the territories"), placed), (_("All over France"), everywhere)]
    else:
        here = _shown(node.serving(department).exclude(parent=None))
        near = [] if here else _shown(node.open().filter(departments__region=department.region_id).exclude(parent=None).distinct())
        found = [(department.name, here), (_("In the region: %(region)s") % {"region": department.region.name}, near),
                 (_("All over France"), everywhere)]
    return [(title, networks) for title, networks in found if networks]


def _shown(networks: Any) -> list[Any]:
    return list(networks.order_by("name", "pk").prefetch_related("departments"))
