"""Two networks of one territory, each full of words that nobody outside it may ever read (trust 9-12). Used by tests/test_isolation.py.

`planted(marker)` fills a network through the verbs; every text of it holds the marker, and `codes` are the addresses of its rows.
`ADDRESSES` gives what stands in the parameters of an address: a new address with a parameter must be given a line here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models
from django.urls import URLPattern, get_resolver

from industrielles.engagements import verbs as engagements
from industrielles.engagements.models import Engagement, Invitation, Lending, Report
from industrielles.joining import verbs as joining
from industrielles.joining.models import Application, Batch, Frame, Link
from industrielles.journal.models import Entry
from industrielles.members import verbs as members
from industrielles.members.models import Issue, SavedView
from industrielles.network.models import Decision, Network, Proposal
from industrielles.network.roles import Role
from industrielles.people.models import Person
from industrielles.pool.charter import CHARTER
from industrielles.pool.models import OffDays, RoleModel
from industrielles.pool.verbs.charters import hand_of
from industrielles.rights.models import Demand
from industrielles.signatures import verbs as signatures
from industrielles.signatures.models import Signature
from industrielles.signatures.texts import asked
from tests.canaries_mentoring import MENTORING, plant_matching, plant_pair
from tests.factories import engagements as visits
from tests.factories.joining import FrameFactory, LinkFactory, MergeFactory, applied
from tests.factories.mentoring import GroupFactory, brought_to, confirmed, offered
from tests.factories.mentoring import programme as mentoring_programme
from tests.factories.network import (
    DecisionFactory,
    DeclarationFactory,
    GrantFactory,
    NetworkFactory,
    OrganisationFactory,
    ProposalFactory,
    ReferentFactory,
    coordinator_of,
)
from tests.factories.people import PersonFactory
from tests.factories.places import CommuneFactory, SchoolFactory
from tests.factories.pool import AmbassadorFactory, ContributionFactory, OffDaysFactory, RoleModelFactory
from tests.factories.rights import DemandFactory
from tests.factories.safeguarding import (
    AuthorisationFactory,
    BanFactory,
    ClearanceFactory,
    GuardianFactory,
    RecognitionFactory,
    ReportFactory,
)

MORNING = dt.datetime(2026, 11, 16, 9, tzinfo=dt.UTC)  # a Monday
EVENING = dt.datetime(2027, 2, 1, 9, tzinfo=dt.UTC)  # when the pages are walked: some visits are over


@dataclass
class Side:
    """One network and what is in it."""

    marker: str
    network: Network
    people: dict[str, Person] = field(default_factory=dict)  # by what they are
    requests: dict[str, Engagement] = field(default_factory=dict)  # by how far they went
    hidden: RoleModel | None = None
    public: RoleModel | None = None
    invitation: Invitation | None = None
    lending: Lending | None = None
    report: Report | None = None
    off_days: OffDays | None = None
    organisation: Any = None
    referent: Any = None
    declaration: Any = None
    charge: Any = None
    signature: Any = None
    demand: Demand | None = None
    view: SavedView | None = None
    issue: Issue | None = None
    newcomer: Application | None = None
    link: Link | None = None
    frame: Frame | None = None
    batch: Batch | None = None
    proposal: Proposal | None = None
    decision: Decision | None = None
    safety: Any = None
    clearance: Any = None
    recognition: Any = None
    authorisation: Any = None
    programme: Any = None
    mentee: Any = None
    mentor: Any = None
    pair: Any = None
    match: Any = None
    choice: Any = None
    scenario: Any = None

    @property
    def codes(self) -> set[str]:
        """Names in addresses of rows that are this network's alone."""
        rows = (self.safety, self.clearance, self.recognition, self.authorisation, self.hidden, self.invitation, self.lending, self.view,
                self.issue, self.newcomer, self.link, self.batch, self.demand, self.mentee, self.mentor, self.pair,
                self.match, self.choice, self.scenario)
        return {one.code for one in (*self.requests.values(), *rows) if one}


def founded(marker: str) -> Side:
    """A network without rows yet: that it exists is public."""
    commune = CommuneFactory(code="59350", name="Lille")
    side = Side(marker, NetworkFactory(name=f"Réseau {marker[0].upper()}", departments=[commune.department]))
    side.people["coordinator"] = coordinator_of(side.network, **named(marker, "coordinator"))
    return side


def named(marker: str, what: str) -> dict[str, str]:
    return {
        "first_name": f"Marie{marker}",
        "last_name": marker.capitalize(),
        "email": f"{what.replace(' ', '.')}.{marker}@exemple.invalid",
        "phone": f"+33 {marker}",
    }


def person(side: Side, role: str) -> Person:
    """Somebody of this network in this role."""
    made = PersonFactory(**named(side.marker, role))
    GrantFactory(network=side.network, role=role, membership__person=made)
    side.people[role] = made
    return made


def keep_safe(side: Side) -> None:
    """A report, a paper that was seen, somebody recognised, what a parent allows; who answers for them."""
    word = side.marker
    person(side, Role.REFERENT)
    side.safety = ReportFactory(network=side.network, words=f"Récit {word}")
    side.clearance = ClearanceFactory(network=side.network, person=side.people[Role.MEMBER])
    side.recognition = RecognitionFactory(ban=BanFactory(network=side.network))
    side.authorisation = AuthorisationFactory(network=side.network, person=side.people[Role.MEMBER], emergency_name=f"Tante {word}")
    GuardianFactory(authorisation=side.authorisation, name=f"Parent {word}", email=f"parent.{word}@exemple.invalid")


def plant(side: Side, other_lender: Network) -> Side:
    """People, role models and requests at every stage; every word of theirs holds the marker."""
    word = side.marker
    for role in (Role.MEMBER, Role.STATISTICIAN):
        person(side, role)
    side.proposal = ProposalFactory(status="declined", words="Non.")  # the umbrella's to read, and settled: no form changes it
    side.decision = DecisionFactory(network=side.network, status="refused")
    side.organisation = OrganisationFactory(network=side.network, name=f"Usine {word}", notes=f"Notes {word}")
    side.referent = ReferentFactory(organisation=side.organisation, name=f"Référente {word}", email=f"referente.{word}@exemple.invalid")
    side.declaration = DeclarationFactory(membership=side.people[Role.MEMBER].memberships.get(), words=f"Chez {word}")
    commune = CommuneFactory(code="59350")
    side.contribution = ContributionFactory(
        membership=side.people[Role.MEMBER].memberships.get(), network=side.network, job=f"Métier {word}", offers=["leading"],
        department=commune.department)
    said = {"network": side.network, "commune": commune, "job": f"Métier {word}", "words": f"Phrase {word}"}
    side.hidden = RoleModelFactory(**said, published_on=None, membership__person=PersonFactory(**named(word, "hidden")))
    side.public = RoleModelFactory(
        **{**said, "job": "Soudeuse", "words": ""}, membership__person=PersonFactory(**{**named(word, "public"), "first_name": "Nadia"})
    )
    side.off_days = OffDaysFactory(role_model=side.hidden, starts_on=dt.date(2027, 3, 1), ends_on=dt.date(2027, 3, 5))
    charge = AmbassadorFactory(
        network=side.network, departments=[commune.department], membership__person=PersonFactory(**named(word, "ambassador"))
    )
    side.charge = charge
    side.signature = signatures.sign(asked(CHARTER), hand=hand_of(charge, shown_at=MORNING), proof=Signature.Proof.CODE)
    side.hidden.ambassador = charge
    side.hidden.save()
    side.people |= {"role model": side.hidden.person, "ambassador": charge.person}
    plant_requests(side, other_lender)
    by = side.people["coordinator"]
    side.view = members.keep_view(f"Vue {word}", network=side.network, query=f"search={word}", shared=True, by=by)
    side.issue = members.compose(side.network, by=by, stream="news", subject_fr=f"Nouvelles {word}", text_fr=f"Texte {word}")
    keep_safe(side)
    side.demand = DemandFactory(network=side.network, person=side.people[Role.STATISTICIAN], words=f"Demande {word}")
    plant_newcomers(side)
    plant_mentoring(side)
    return side


def plant_newcomers(side: Side) -> None:
    """Somebody who waits for a word, an invitation, a partner, a file."""
    word, by = side.marker, side.people["coordinator"]
    side.newcomer = joining.confirm(applied(
        network=side.network, email=f"nouvelle.{word}@exemple.invalid", first_name=f"Marie{word}", last_name=word.capitalize(),
        job=f"Métier {word}", employer=f"Usine {word}", phone=f"+33 6 {word} 000000"))
    side.link = LinkFactory(network=side.network, made_by=by, label=f"Atelier {word}")
    side.frame = FrameFactory(network=side.network)  # what its page shows is public
    side.batch = joining.read_batch(
        side.network, file_name=f"{word}.csv", header=["Courriel", word], rows=[(2, [f"ligne.{word}@exemple.invalid", word], "")], by=by)
    MergeFactory(network=side.network, kept=side.newcomer.person, gone=side.people[Role.MEMBER], asked_by=by)


def plant_mentoring(side: Side) -> None:
    """A programme, a mentee who waits for her parent, a mentor on her way, a school."""
    word, by = side.marker, side.people["coordinator"]
    june = EVENING.date() + dt.timedelta(days=120)  # its form is read on the evening of the walk
    side.programme = mentoring_programme(side.network, referent=by, apply_until=june, starts_on=june, ends_on=june.replace(
        year=june.year + 1))  # what its page shows is public, while it is open
    GroupFactory(programme=side.programme, school_name=f"Lycée {word}", label=f"2de {word}", contact_name=f"Prof {word}",
                 contact_email=f"groupe.{word}@exemple.invalid", confirmed_at=MORNING)
    side.mentee = confirmed(side.programme, email=f"mentoree.{word}@exemple.invalid", first_name=f"Lina{word}", last_name=word.capitalize(),
                            called=f"Lili{word}", school_name=f"Lycée {word}", likes=f"Envies {word}", ties=f"Usine {word}",
                            parent_name=f"Parent {word}", parent_email=f"parent.{word}@exemple.invalid")
    mentor = offered(side.programme, email=f"mentore.{word}@exemple.invalid", first_name=f"Nadia{word}", last_name=word.capitalize(),
                     job=f"Métier {word}", employer=f"Usine {word}", motivation=f"Raison {word}", phone=f"+33 6 {word} 000000")
    side.mentor = brought_to(mentor, "interviewed", by=by)
    side.pair = plant_pair(side, MORNING)
    plant_matching(side, MORNING)


def ask(side: Side, stage: str) -> Engagement:
    """A request of this network, remembered under the stage it will reach."""
    word = side.marker
    side.requests[stage] = visits.asked(
        network=side.network,
        school=SchoolFactory(uai={"z": "0590064X", "o": "0590117F"}.get(word[0], "0590064X")),
        school_name=f"Lycée {word}",
        class_labels=[f"2de {word}"],
        aims=f"Envies {word}",
        room=f"Salle {word}",
        contact_name=f"Prof {word}",
        contact_role=f"Rôle {word}",
        contact_email=f"prof.{stage.replace(' ', '.')}.{word}@exemple.invalid",
        contact_phone=f"+33 {word}",
    )
    return side.requests[stage]


def plant_requests(side: Side, other_lender: Network) -> None:
    word, asks = side.marker, ask
    asks(side, "requested")
    published = asks(side, "published")
    engagements.publish_places(published, places=1, at_once=True)
    proposed = asks(side, "proposed")
    side.invitation = engagements.invite(proposed, role_models=[side.hidden], by=side.people["coordinator"])[0]
    side.lending = engagements.ask_lending(asks(side, "lent"), lender=other_lender, words=f"Prêt {word}", by=side.people["coordinator"])
    declined = engagements.invite(asks(side, "declined"), role_models=[side.hidden], by=None)[0]
    engagements.decline(declined, words=f"Refus {word}")
    engagements.close(asks(side, "closed"), words=f"Clos {word}", by=side.people["coordinator"])
    for stage in ("confirmed", "told"):
        visit = asks(side, stage)
        invitation = engagements.invite(visit, role_models=[side.hidden], by=None)[0]
        engagements.accept(invitation, starts_at=visit.proposed_dates.first().starts_at, anyway=True)
    side.report = visits.told(side.requests["told"], people=26, teacher_present=f"Collègue {word}", words=f"Bilan {word}")
    visits.told(side.requests["told"], side=Report.Side.TEACHER, people=28, words=f"Autre bilan {word}")


# What stands in an address's parameters, for the rows of one side. Signed links are the keys of those who hold them: from outside they
# are forged. An address that is the same for everybody is given any value.
Sample = Callable[[Side], dict[str, Any]]
ADDRESSES: dict[str, Sample] = {
    "safeguarding:withdraw_clearance": lambda side: {"code": side.clearance.code},
    "safeguarding:settle": lambda side: {"code": side.recognition.code},
    "safeguarding:lift": lambda side: {"code": side.recognition.ban.code},
    "safeguarding:assent": lambda side: {"code": side.authorisation.code},
    "rights:by_link": lambda side: {"token": "ABCDEFGHJKLM:forged"},
    "rights:demand": lambda side: {"code": side.demand.code},
    "rights:delay": lambda side: {"code": side.demand.code},
    "rights:lift": lambda side: {"number": 1},
    "rights:certificate": lambda side: {"code": "ABCDEFGHJKLM", "kind": "json"},
    "rights:register_file": lambda side: {"kind": "csv"},
    "engagements:ask_step": lambda side: {"step": 1},
    "engagements:ask_speaker": lambda side: {"kind": "table-ronde"},
    "engagements:new_speaker": lambda side: {"kind": "interview"},
    "dashboards:csv": lambda side: {"name": "people"},
    "letters:letter": lambda side: {"code": "ABCDEFGHJKLM"},
    "letters:page": lambda side: {"code": "ABCDEFGHJKLM"},
    "engagements:take_place": lambda side: {"code": side.requests["published"].code},
    "engagements:give_back": lambda side: {"code": side.requests["published"].code},
    "engagements:request": lambda side: {"code": side.requests["requested"].code},
    "engagements:settle": lambda side: {"code": side.requests["told"].code},
    "engagements:reopen": lambda side: {"code": side.requests["closed"].code},
    "engagements:withdraw_lending": lambda side: {"code": side.requests["lent"].code, "lending": side.lending.code},
    "engagements:lending": lambda side: {"code": side.lending.code},
    "joining:step": lambda side: {"step": 1},
    "joining:framed": lambda side: {"code": side.frame.code},
    "joining:close": lambda side: {"code": side.frame.code},
    "joining:square": lambda side: {"code": side.link.code},
    "joining:revoke": lambda side: {"code": side.link.code},
    "joining:batch": lambda side: {"code": side.batch.code},
    "joining:start": lambda side: {"code": side.batch.code},
    "joining:drop": lambda side: {"code": side.batch.code},
    "joining:report": lambda side: {"code": side.batch.code},
    **MENTORING,
    "members:edit_view": lambda side: {"code": side.view.code},
    "members:drop_view": lambda side: {"code": side.view.code},
    "members:confirm": lambda side: {"token": "AAAA:forged"},
    "letters:choose": lambda side: {"token": "AAAA:forged"},
    "letters:stop": lambda side: {"token": "AAAA:forged"},
    "network:organisation": lambda side: {"code": side.organisation.code},
    "network:name_referent": lambda side: {"code": side.organisation.code},
    **{f"network:{name}": lambda side: {"code": side.organisation.code} for name in ("show_logo", "hide_logo", "absorb", "logo_of")},
    "network:qualify": lambda side: {"code": side.declaration.code},
    "pool:contribute": lambda side: {"slug": side.network.slug},
    **{f"pool:{name}": lambda side: {"code": side.charge.code} for name in ("charter", "charter_code", "refuse_charter")},
    "pool:charter_paper": lambda side: {"code": side.signature.code},
    "pool:charter_evidence": lambda side: {"code": side.signature.code},
    "network:colours": lambda side: {"name": "1B5E3F"},
    **{f"network:{name}": lambda side: {"code": side.proposal.code} for name in ("proposal", "approve", "inquire", "decline")},
    "network:decision": lambda side: {"code": side.decision.code},
    "network:second": lambda side: {"code": side.decision.code},
    "network:vouch": lambda side: {"code": side.decision.code},
    "network:stop_step": lambda side: {"token": "x"},
    "network:set_aside": lambda side: {"code": side.decision.code},
    "network:look": lambda side: {"slug": side.network.slug, "code": side.people[Role.MEMBER].code},
    "pool:portrait": lambda side: {"code": side.hidden.code},
    "pool:photo": lambda side: {"code": side.hidden.code},
}
BY_PARAMETERS: dict[tuple[str, ...], Sample] = {  # for addresses without a line of their own: (room, parameters)
    ("engagements", "token"): lambda side: {"token": f"{side.requests['proposed'].code}:forged"},
    ("engagements", "code"): lambda side: {"code": side.requests["proposed"].code},
    ("engagements", "code", "invitation"): lambda side: {"code": side.requests["proposed"].code, "invitation": side.invitation.code},
    ("joining", "token"): lambda side: {"token": f"{side.newcomer.code}:forged"},
    ("joining", "code"): lambda side: {"code": side.newcomer.code},
    ("joining", "code", "other"): lambda side: {"code": side.newcomer.code, "other": side.people["ambassador"].code},
    ("mentoring", "code"): lambda side: {"code": side.programme.code},
    ("mentoring", "token"): lambda side: {"token": f"{side.mentee.code}:forged"},
    ("members", "code"): lambda side: {"code": side.issue.code},
    ("members", "slug"): lambda side: {"slug": side.network.slug},
    ("network", "token"): lambda side: {"token": f"{side.proposal.code}:forged"},
    ("engagements", "key"): lambda side: {"key": "forged"},
    ("pool", "token"): lambda side: {"token": f"{side.hidden.code}:forged"},
    ("network", "code", "referent"): lambda side: {"code": side.organisation.code, "referent": side.referent.code},
    ("pool", "department"): lambda side: {"department": "59"},
    ("network", "slug"): lambda side: {"slug": side.network.slug},
    ("pool", "code", "network"): lambda side: {"network": side.network.slug, "code": side.people["ambassador"].code},
    ("people", "token"): lambda side: {"token": f"{side.people['ambassador'].code}:forged"},
    ("people", "code"): lambda side: {"code": side.people["ambassador"].code},
    ("people", "provider"): lambda side: {"provider": "linkedin"},
    ("safeguarding", "token"): lambda side: {"token": "ABCDEFGHJKLM:forged"},
    ("safeguarding", "code"): lambda side: {"code": side.safety.code},
    ("rights", "rule"): lambda side: {"rule": "people.codes"},
    ("rights", "code"): lambda side: {"code": "ABCDEFGHJKLM"},
    ("pool", "code"): lambda side: {"code": side.hidden.code},
}


@dataclass(frozen=True)
class Address:
    """A named address of the site."""

    name: str  # "engagements:request"
    parameters: tuple[str, ...]
    view: Any

    def filled(self, side: Side) -> dict[str, Any]:
        """Its parameters for the rows of a side. Fails for an address nobody gave a sample."""
        sample = ADDRESSES.get(self.name) or BY_PARAMETERS.get((self.name.partition(":")[0], *self.parameters))
        if self.parameters and sample is None:
            raise AssertionError(f"{self.name} has parameters {self.parameters}: give it a line in tests/canaries.py, ADDRESSES")
        return sample(side) if sample else {}


def addresses() -> list[Address]:
    """Every address of the site, once (English ones lead to the same doors)."""
    found = {}
    for name, pattern in _walk(get_resolver().url_patterns, ""):
        found[name] = Address(name, tuple(sorted({*pattern.pattern.converters, *pattern.pattern.regex.groupindex})), pattern.callback)
    return [found[name] for name in sorted(found)]


def _walk(patterns: Any, room: str) -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield f"{room}:{pattern.name}".lstrip(":"), pattern
        else:
            yield from _walk(pattern.url_patterns, pattern.namespace or room)


def rows(side: Side | None = None) -> dict[str, list[Any]]:
    """Every row of our tables, or those of one network, by table: to see whether anything changed."""
    found = {}
    for model in apps.get_models():
        if model.__module__.startswith("industrielles.") and model._meta.label not in ("kit.Beat", "kit.Slot", "pool.Rate"):
            kept = model._base_manager.all() if side is None else _of(model, side)
            if model is Entry and kept is not None:
                kept = kept.filter(once=None)  # who opened what is sensitive is noted, once a day: a trace of the reader, no change
            found[model._meta.label] = sorted(map(repr, kept.values_list())) if kept is not None else []
    return found


def _of(model: type[models.Model], side: Side) -> Any:
    links = {one.name: one.related_model for one in model._meta.fields if one.is_relation}
    everything = model._base_manager.all()
    if model is Person:
        return everything.filter(pk__in=[one.pk for one in side.people.values()])
    if links.get("network") is Network:
        return everything.filter(network=side.network)
    return everything.filter(engagement__network=side.network) if links.get("engagement") is Engagement else None
