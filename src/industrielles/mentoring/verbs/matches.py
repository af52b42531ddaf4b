"""A match: confirmed by who coordinates, accepted by both, or refused by one; then the next best, without undoing the rest."""
from __future__ import annotations

from contextlib import suppress

from django.db import transaction
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.moves import locked
from industrielles.kit.refusals import Refused
from industrielles.people.models import Person

from .. import policies, proposing, reasons, rules, telling_matching
from ..models import Match, Mentee, Mentor, Pair, Side
from ._right import coordinators_of, hold, hold_programme, refuse_unless
from .freeing import conclude, free_of_proposals
from .life import begin_pair
from .mentees import may_take_part

Status, Way = Match.Status, Match.Way


def hold_match(match: Match) -> Match:
    """The match with its programme, its mentor and its mentee, all held, always in this order; read again once all are."""
    hold_programme(match.programme)
    locked(match.mentor)
    locked(match.mentee)
    found: Match = hold(match)
    return found


def refuse_impossible(mentee: Mentee, mentor: Mentor) -> int:
    """Points of these two today. Raises Refused, in the words of the rule that forbids them, or when the programme is full."""
    where = proposing.ground_of(mentee, [mentor])
    if not where.mentees or not where.mentors:
        raise Refused(_("One of the two may not be matched today."))
    rule = rules.Rule(int(where.why[0, 0]))
    if rule != rules.Rule.ALLOWED:
        raise Refused(reasons.refusal(rule))
    if not where.room:
        raise Refused(_("The programme accompanies as many mentees as it may: raise its number first, or wait."))
    return int(where.points[0, 0])


@transaction.atomic
def confirm(match: Match, *, by: Person | None = None) -> Match:
    """Who coordinates has looked at them: both are asked, and have ten days. Confirmed twice, it is once. Raises Refused: a rule forbids
    them today, the mentor or the programme has no place left."""
    match = hold_match(match)
    refuse_unless(by is None or policies.can_decide(by, match))
    if match.status == Status.ASKED:
        return match
    if match.status != Status.PROPOSED:
        raise Refused(match.refusal(match.status, Status.ASKED))
    refuse_impossible(match.mentee, match.mentor)
    match.move_to(Status.ASKED, confirmed_at=clock.now(), confirmed_by=by, answer_by=clock.now() + Match.PATIENCE)
    journal.write("mentoring.confirm", match, by=by, network_id=match.network_id)
    telling_matching.tell(match, "asked")
    return match


@transaction.atomic
def leave_out(match: Match, *, by: Person | None = None) -> Match:
    """Not these two, and not again. Raises Refused once both are asked."""
    match = hold_match(match)
    refuse_unless(by is None or policies.can_decide(by, match))
    if match.status == Status.DROPPED:
        return match
    if match.status != Status.PROPOSED:
        raise Refused(match.refusal(match.status, Status.DROPPED))
    conclude(match, status=Status.DROPPED, by=by, never_again=True)
    journal.write("mentoring.leave_out", match, by=by, network_id=match.network_id)
    return match


@transaction.atomic
def take_back(match: Match, *, by: Person | None = None) -> Match:
    """A proposal that both were asked is taken back; who had read it is told that it is over. Raises Refused once it is answered."""
    match = hold_match(match)
    refuse_unless(by is None or policies.can_decide(by, match))
    if match.status == Status.DROPPED:
        return match
    if match.status != Status.ASKED:
        raise Refused(match.refusal(match.status, Status.DROPPED))
    conclude(match, status=Status.DROPPED, by=by)
    journal.write("mentoring.take_back", match, by=by, network_id=match.network_id)
    telling_matching.tell(match, "over")
    return match


@transaction.atomic
def accept(match: Match, *, by: Person) -> Match:
    """Yes. With the second one a pair begins (`begin_agreed`). Said twice, it is once. Raises Refused when it is over."""
    match = hold_match(match)
    refuse_unless(policies.can_answer(by, match))
    side = match.side_of(by)
    if match.said_by(side) and match.status in (Status.ASKED, Status.ACCEPTED):
        return match
    if match.status != Status.ASKED:
        raise Refused(Match.REFUSALS[Status.ACCEPTED])
    said = f"{side}_said_at"
    setattr(match, said, clock.now())
    match.save(update_fields=[said])
    journal.write("mentoring.accept", match, by=by, network_id=match.network_id, as_=side)
    return _begun(match, by)


@transaction.atomic
def begin_agreed(match: Match, *, by: Person | None = None) -> Match:
    """Once both said yes their pair begins, when no rule forbids it today, a parent's agreement among them. Else both yes stand, who
    coordinates is told once, and it is tried again every day until the proposal is over; neither reads what became of the other."""
    return _begun(hold_match(match), by)


def _begun(match: Match, by: Person | None) -> Match:
    if match.status != Status.ASKED or not match.is_agreed:
        return match
    where = proposing.ground_of(match.mentee, [match.mentor])
    good = where.mentees and where.mentors and where.why[0, 0] == rules.Rule.ALLOWED
    with suppress(Refused), transaction.atomic():
        if good and may_take_part(match.mentee):
            pair = begin_pair(match.mentee, match.mentor, match=match, by=None)
            conclude(match, status=Status.ACCEPTED, by=by, pair=pair)
            return match
    telling_matching.tell_adults(match, "stuck", coordinators_of(match.network))
    return match


@transaction.atomic
def refuse(match: Match, *, by: Person) -> Match:
    """No, without a reason. Both are free again, and the next best is proposed to who coordinates: another mentor for her, another mentee
    for the place. Said twice, it is once. Raises Refused when it is over."""
    match = hold_match(match)
    refuse_unless(policies.can_answer(by, match))
    side = match.side_of(by)
    if match.status == Status.REFUSED and match.refused_by == side:
        return match
    if match.status != Status.ASKED:
        raise Refused(Match.REFUSALS[Status.ACCEPTED])
    conclude(match, status=Status.REFUSED, by=by, refused_by=side, never_again=True)
    journal.write("mentoring.refuse", match, by=by, network_id=match.network_id, as_=side)
    telling_matching.tell(match, "over", [Side.MENTOR if side == Side.MENTEE else Side.MENTEE])
    propose_next(match, for_mentee=True, for_mentor=True, by=None)
    telling_matching.tell_adults(match, "refused", coordinators_of(match.network))
    return match


@transaction.atomic
def propose_next(match: Match, *, for_mentee: bool, for_mentor: bool, by: Person | None = None) -> list[Match]:
    """After a match that did not come about: the best of the mentors left for her, the best of the mentees left alone for the place, to be
    confirmed as the others. Nothing else moves."""
    made = []
    if for_mentee:
        made += [Match.objects.create(**proposing.row(match.programme, *one, way=Way.NEXT))
                 for one in proposing.next_mentor(match)]
    if for_mentor:
        made += [Match.objects.create(**proposing.row(match.programme, *one, way=Way.NEXT))
                 for one in proposing.next_mentee(match)]
    for one in made:
        journal.write("mentoring.propose_next", one, by=by, network_id=one.network_id)
    return made


@transaction.atomic
def lapse(match: Match, *, by: Person | None = None) -> Match:
    """Not answered by both in time: it is over, without a word of blame; who had said yes is thought of first."""
    match = hold_match(match)
    if match.status != Status.ASKED or match.answer_by is None or match.answer_by > clock.now():
        return match
    conclude(match, status=Status.LAPSED, by=by)
    journal.write("mentoring.lapse", match, by=by, network_id=match.network_id)
    telling_matching.tell(match, "over")
    propose_next(match, for_mentee=match.mentee_said_at is not None, for_mentor=match.mentor_said_at is not None, by=None)
    return match


@transaction.atomic
def remind_match(match: Match, *, by: Person | None = None) -> int:
    """Half way, once, to who has not answered. Returns how many letters."""
    half = clock.now() - Match.PATIENCE / 2
    if match.status != Status.ASKED or match.confirmed_at is None or match.confirmed_at > half:
        return 0
    return telling_matching.tell(match, "remind", [side for side in Side.values if not match.said_by(side)])


@transaction.atomic
def propose(mentee: Mentee, mentor: Mentor, *, by: Person | None = None) -> Match:
    """Somebody who comes late, matched alone: choosing is confirming, so both are asked at once. One that was waiting to be confirmed for
    her is replaced. Raises Refused: something waits for her answer already, a rule forbids these two."""
    hold_programme(mentee.programme)
    mentor, mentee = hold(mentor), hold(mentee)
    refuse_unless(by is None or policies.can_move(by, mentee))
    standing = mentee.matches.filter(status=Status.ASKED).first()
    if standing and standing.mentor_id == mentor.pk:
        return standing
    refuse_waiting(mentee)
    free_of_proposals(mentee, by=by)
    points = refuse_impossible(mentee, mentor)
    match = Match.objects.create(**proposing.row(mentee.programme, mentee, mentor, points, way=Way.ALONE))
    return confirm(match, by=by)


def refuse_waiting(mentee: Mentee) -> None:
    """She has nobody, and nothing else waits for her answer. Raises Refused."""
    if Pair.objects.live().filter(mentee=mentee).exists():
        raise Refused(_("She is accompanied already, or by another programme."))
    if mentee.matches.filter(status=Status.ASKED).exists():
        raise Refused(_("A proposal waits for her answer: take it back first."))
    if mentee.choices.live().exists():
        raise Refused(_("She is choosing among several: take the choice back first."))
