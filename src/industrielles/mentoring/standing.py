"""Who may be matched today, and what stands in the way of two people: read once for all, one query a question."""
from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q

from industrielles.kit import clock
from industrielles.people.models import Person
from industrielles.safeguarding import ages, marks
from industrielles.safeguarding.models import Agreement, Authorisation, Clearance, Guardian, Part, Recognition, Report

from .holding import PARTS
from .models import Card, Choice, Match, Mentee, Mentor, Pair, Programme
from .receiving import TOO_OLD, refusal
from .wishes import Mode


def free_mentees(programme: Programme, *, proposed_stand: bool = True) -> list[Mentee]:
    """Ready, not accompanied, and nothing waits for her answer: no proposal, no choice. `proposed_stand`: nor is a pair with her waiting
    to be confirmed."""
    live = Match.objects.live() if proposed_stand else Match.objects.filter(status=Match.Status.ASKED)
    held = [model.filter(mentee=OuterRef("pk")) for model in (Pair.objects.live(), live, Choice.objects.live())]
    rows = Mentee.objects.matchable().filter(programme=programme, person__is_active=True)
    for one in held:
        rows = rows.exclude(Exists(one))
    return ready(rows.select_related("programme", "commune", "department", "branch", "school", "person"))


def ready(mentees: Iterable[Mentee]) -> list[Mentee]:
    """Those of them who are ready today: an account, an age of the programme, a parent who agrees, no report that keeps them away."""
    found = [one for one in mentees if one.status == Mentee.Status.READY and one.person is not None and (
        not one.in_care or one.convention_on is not None)]
    parts, away = allowed_parts(found), suspended([one.person_id for one in found])
    return [one for one in found if one.person_id not in away and fits(one, parts.get(one.pk, set()))]


def fits(mentee: Mentee, parts: set[Part]) -> bool:
    """Whether her age is one of the programme's and, before 18, a parent lets her take part. Who grew older since she applied stays."""
    if mentee.born_on is None or refusal(mentee.programme, mentee.born_on) not in ("", TOO_OLD):
        return False
    return not mentee.is_minor or Part.TAKE_PART in parts


def able_mentors(programme: Programme, *, among: Iterable[Mentor] | None = None) -> list[Mentor]:
    """Who has taken every step, has an account, is not suspended today and looks like nobody who may not come back; clearances and places
    are rules, told when they forbid. Nobody before a programme opens nor after it ended. `among`: of these ones only."""
    if programme.status not in (Programme.Status.OPEN, Programme.Status.CLOSED):
        return []
    rows = Mentor.objects.matchable().filter(programme=programme, person__is_active=True)
    if among is not None:
        rows = rows.filter(pk__in=[one.pk for one in among])
    found = list(rows.select_related("programme", "commune", "department", "branch", "person"))
    away, doubts = suspended([one.person_id for one in found]), doubted(found)
    return [one for one in found if one.person_id not in away and one.pk not in doubts]


def suspended(people: Iterable[int | None]) -> set[int]:
    """Which of these people a report keeps away."""
    keys = [one for one in people if one]
    held = Report.objects.filter(accused__in=keys, suspended_at__isnull=False, resumed_at=None)
    return set(held.values_list("accused", flat=True))


def doubted(mentors: Iterable[Mentor]) -> set[int]:
    """Keys of those who look like somebody who may not come back (as `safeguarding.policies.is_doubted`, for all at once)."""
    rows = list(mentors)
    application = Q(about_type=Mentor._meta.label_lower, about_key__in=[str(one.pk) for one in rows])
    account = Q(about_type=Person._meta.label_lower, about_key__in=[str(one.person_id) for one in rows if one.person_id])
    seen = Recognition.objects.filter(application | account).exclude(outcome=Recognition.Outcome.OTHER)
    found = set(seen.values_list("about_type", "about_key"))
    return {one.pk for one in rows if found & {(Mentor._meta.label_lower, str(one.pk)), (Person._meta.label_lower, str(one.person_id))}}


def clearances(mentors: Iterable[Mentor]) -> dict[int, set[str]]:
    """Key of a person -> kinds of her clearances that allow today."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = Clearance.objects.live().filter(person__in=[one.person_id for one in mentors if one.person_id])
    for person, kind in rows.values_list("person", "kind"):
        found[person].add(kind)
    return found


def allowed_parts(mentees: Iterable[Mentee]) -> dict[int, set[Part]]:
    """Key of a minor -> what a parent lets her do today in the network she applied to; at 14 with her own assent too (as
    `safeguarding.policies.authorised`, for all at once). An authorisation that does not let her take part allows nothing."""
    minors = {(one.person_id, one.network_id): one for one in mentees if one.is_minor}
    rows = Agreement.objects.live().filter(
        guardian__rank=1, guardian__authorisation__in=Authorisation.objects.given(),
        guardian__authorisation__person__in=[person for person, _network in minors])
    whose = ("guardian__authorisation", "guardian__authorisation__person", "guardian__authorisation__network",
             "guardian__authorisation__assented_at")
    given: dict[tuple[int, int], set[Part]] = defaultdict(set)
    for key, person, network, assented, part in rows.values_list(*whose, "part"):
        mentee = minors.get((person, network))
        if mentee is not None and mentee.born_on is not None and (
                assented or ages.regime(mentee.born_on, clock.today()) != ages.Regime.CONFIRMED):
            given[mentee.pk, key].add(Part(part))
    found: dict[int, set[Part]] = defaultdict(set)
    for (mentee_key, _key), parts in given.items():
        if Part.TAKE_PART in parts:
            found[mentee_key] |= parts
    return found


def modes_of(mentee: Mentee, parts: set[Part]) -> set[str]:
    """How she may meet somebody: ways of the programme that she accepts and, before 18, that a parent allows."""
    accepted = set(mentee.modes or mentee.programme.modes) & set(mentee.programme.modes)
    if not mentee.is_minor:
        return accepted
    return {one for one in accepted if PARTS.get(Mode(one)) in parts}


def taken(programme: Programme, *, proposed_stand: bool = False, but: Mentee | None = None) -> dict[int, int]:
    """Key of a mentor -> places that are hers no more: pairs that live, proposals that both are asked (`proposed_stand`: those to be
    confirmed too). `but`: what waits for this mentee takes none."""
    kept = Match.LIVE if proposed_stand else (Match.Status.ASKED,)
    found = Counter(Pair.objects.live().filter(programme=programme).values_list("mentor", flat=True))
    asked = Match.objects.filter(programme=programme, status__in=kept).exclude(mentee=but)
    found.update(asked.values_list("mentor", flat=True))
    return dict(found)


def kept_apart(mentees: Iterable[Mentee], mentors: Iterable[Mentor]) -> set[tuple[int, int]]:
    """(mentee's person, mentor's person) who are not proposed to each other: one refused, who coordinates left them out, she chose none of
    the three, a pair of theirs ended and one of them would not begin again, or the mentor is who answers for her as a parent."""
    mentees, mentors = list(mentees), list(mentors)
    ours = [one.person_id for one in mentees if one.person_id]
    theirs = [one.person_id for one in mentors if one.person_id]
    both = Q(mentee__person__in=ours, mentor__person__in=theirs)
    found = set(Match.objects.filter(both, never_again=True).values_list("mentee__person", "mentor__person"))
    ended = Pair.objects.filter(both, status__in=(Pair.Status.ENDING, Pair.Status.CLOSED)).exclude(
        closure__mentee_again=True, closure__mentor_again=True)
    found |= set(ended.values_list("mentee__person", "mentor__person"))
    cards = Card.objects.filter(choice__status=Choice.Status.NONE, choice__mentee__person__in=ours, mentor__person__in=theirs)
    return found | set(cards.values_list("choice__mentee__person", "mentor__person")) | _parents(mentees, mentors)


def is_parent(mentor: Mentor, mentee: Mentee) -> bool:
    """Whether this mentor has an address or a telephone of somebody who answers for this mentee as a parent, however it is written: nobody
    allows herself to meet a minor."""
    return bool(_parents([mentee], [mentor]))


def _parents(mentees: Iterable[Mentee], mentors: Iterable[Mentor]) -> set[tuple[int, int]]:
    named: dict[int, set[str]] = defaultdict(set)  # of a mentee's person: addresses and telephones of who answers for her
    for one in mentees:
        if one.person_id and one.is_minor:
            named[one.person_id] |= {marks.email_form(one.parent_email)}
    rows = Guardian.objects.filter(authorisation__person__in=list(named), authorisation__status__in=("asked", "given"))
    for person, email, phone in rows.values_list("authorisation__person", "email", "authorisation__emergency_phone"):
        named[person] |= {marks.email_form(email), marks.phone_form(phone)}
    hers: dict[str, set[int]] = defaultdict(set)
    for mentor in mentors:
        if mentor.person is not None:
            for form in (*map(marks.email_form, (mentor.email, mentor.person.email or "")),
                         *map(marks.phone_form, (mentor.phone, mentor.person.phone))):
                hers[form].add(mentor.person.pk)
    hers.pop("", None)
    return {(person, mentor) for person, forms in named.items() for form in forms for mentor in hers.get(form, ())}
