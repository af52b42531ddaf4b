"""Who may, in this room: `can_<verb>(person, subject)`. Whether it is possible now is the verb's business."""
from __future__ import annotations

from typing import Any

from industrielles.network.models import Network
from industrielles.network.policies import coordinates, runs
from industrielles.safeguarding.models import Guardian
from industrielles.safeguarding.policies import answers_for, is_referent

from .models import Choice, Match, Meeting, Mentee, Mentor, Module, Pair, Programme


def runs_mentoring(person: Any, subject: Any = None) -> bool:
    """Runs at least one network: opens programmes."""
    return coordinates(person)


def watches_mentoring(person: Any, subject: Any = None) -> bool:
    """Runs a network, or is the safeguarding referent of a programme."""
    return runs_mentoring(person) or (is_referent(person) and Programme.objects.watched_by(person).exists())


def can_found(person: Any, network: Network | None) -> bool:
    """Runs the network of the programme to be."""
    return network is not None and network.closed_on is None and runs(person, network)


def can_run(person: Any, programme: Programme | None) -> bool:
    """Runs the network of the programme."""
    return programme is not None and runs(person, programme.network)


can_edit = can_open = can_close = can_end = can_run


def can_watch(person: Any, programme: Programme | None) -> bool:
    """Runs the network of the programme, or is its safeguarding referent."""
    return programme is not None and bool(getattr(person, "pk", None)) and person.is_active and (
        guards(person, programme) or runs(person, programme.network))


def guards(person: Any, programme: Programme) -> bool:
    """Named its safeguarding referent, and holds this role today in its network or above: her second step comes with the role."""
    return programme.referent_id == getattr(person, "pk", None) and answers_for(person, programme.network)


def can_read(person: Any, applicant: Mentee | Mentor | None) -> bool:
    """Runs the programme she applied to, or is its safeguarding referent."""
    return applicant is not None and can_watch(person, applicant.programme)


def can_move(person: Any, applicant: Mentee | Mentor | None) -> bool:
    """Runs the network of her programme, and is not herself: nobody makes a mentor of herself."""
    return applicant is not None and runs(person, applicant.network) and applicant.person_id != getattr(person, "pk", None)


can_interview = can_hear = can_clear = can_make_matchable = can_decline = can_note_care = can_correct_birth = can_move


def can_withdraw(person: Any, applicant: Mentee | Mentor | None) -> bool:
    """Herself; or who runs the programme, when she asks by another way."""
    return applicant is not None and (is_hers(person, applicant) or can_move(person, applicant))


def is_hers(person: Any, applicant: Mentee | Mentor | None) -> bool:
    """She herself."""
    return applicant is not None and bool(getattr(person, "pk", None)) and person.is_active and applicant.person_id == person.pk


can_sign = is_hers


def can_learn(person: Any, module: Module | None) -> bool:
    """A mentor of the programme, on the way or arrived; or who runs it."""
    if module is None or not getattr(person, "pk", None) or not person.is_active:
        return False
    return Mentor.objects.of(person).live().filter(programme=module.programme_id).exists() or runs(person, module.programme.network)


def is_minor(person: Any) -> bool:
    """Whether she is under 18 today by the youngest age she gave when she applied to be accompanied."""
    youngest = Mentee.objects.filter(person=person, born_on__isnull=False).order_by("-born_on").first()
    return youngest is not None and youngest.is_minor


def takes_part(person: Any, subject: Any = None) -> bool:
    """Has applied to a programme, as a mentee or as a mentor."""
    return bool(getattr(person, "pk", None)) and person.is_active and (
        Mentee.objects.of(person).exists() or Mentor.objects.of(person).exists())


def lives(person: Any, pair: Pair | None) -> bool:
    """One of the two."""
    return pair is not None and bool(getattr(person, "pk", None)) and person.is_active and bool(pair.side_of(person))


can_send = can_propose = can_agree = can_cancel = can_tell_meeting = lives
can_answer_questions = can_stop = can_report_pair = can_take_away = lives


def is_mentee_of(person: Any, pair: Pair | None) -> bool:
    """She whose goals they are."""
    return lives(person, pair) and pair is not None and pair.side_of(person) == "mentee"


can_set_goal = can_choose_adult = is_mentee_of


def can_run_pair(person: Any, pair: Pair | None) -> bool:
    """Runs the network of the pair, and is neither of the two."""
    return pair is not None and not pair.side_of(person) and runs(person, pair.network)


can_record_first_meeting = can_take_news = can_close_pair = can_run_pair


def can_withdraw_meeting(person: Any, meeting: Meeting | None) -> bool:
    """Who of the two told it, or who runs the network of the pair."""
    return meeting is not None and (can_run_pair(person, meeting.pair) or (
        lives(person, meeting.pair) and meeting.told_by_id == person.pk))


def can_watch_pair(person: Any, pair: Pair | None) -> bool:
    """Runs the network of the pair, or answers for its safety; neither of the two. Messages are another matter."""
    return pair is not None and not pair.side_of(person) and (
        can_watch(person, pair.programme) or Pair.objects.guarded_by(person).filter(pk=pair.pk).exists())


def can_open_thread(person: Any, pair: Pair | None) -> bool:
    """The safeguarding referent of the programme or of its network; never who coordinates, one of the two, or whom a report accuses."""
    return pair is not None and bool(getattr(person, "pk", None)) and Pair.objects.guarded_by(person).filter(pk=pair.pk).exists()


can_rule = can_end_held = can_open_thread


def guards_threads(person: Any, subject: Any = None) -> bool:
    """May look at held messages of some pair."""
    return bool(getattr(person, "pk", None)) and person.is_active and Pair.objects.guarded_by(person).exists()


def can_pause(person: Any, pair: Pair | None) -> bool:
    """One of the two, or who runs the network of the pair."""
    return lives(person, pair) or can_run_pair(person, pair)


def can_sign_for(person: Any, pair: Pair | None, party: str) -> bool:
    """Each for herself; a parent who authorised this girl; the programme by who runs it."""
    if pair is None or person is None:
        return False
    if isinstance(person, Guardian):
        return party == "parent" and person.authorisation.person_id == pair.mentee.person_id and person.authorisation.is_live
    if party == "programme":
        return can_run_pair(person, pair)
    return lives(person, pair) and pair.side_of(person) == party


can_match = can_run


def can_decide(person: Any, match: Match | None) -> bool:
    """Runs the network of the match, and is neither of the two: nobody confirms herself."""
    return match is not None and not match.side_of(person) and runs(person, match.network)


def can_answer(person: Any, match: Match | None) -> bool:
    """One of the two."""
    return match is not None and bool(getattr(person, "pk", None)) and person.is_active and bool(match.side_of(person))


def can_choose(person: Any, choice: Choice | None) -> bool:
    """The mentee to whom the three are proposed."""
    return choice is not None and is_hers(person, choice.mentee)
