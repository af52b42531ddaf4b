"""How a pair begins: its charter, its first meeting; how it rests, and how it is held."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from industrielles.journal import verbs as journal
from industrielles.kit import clock, links
from industrielles.kit.refusals import Refused
from industrielles.people.models import Person
from industrielles.safeguarding import policies as guarded
from industrielles.safeguarding.ages import ADULT
from industrielles.safeguarding.models import Authorisation, Guardian
from industrielles.signatures import verbs as signatures
from industrielles.signatures.models import Signature

from .. import counting, policies, standing, telling_life
from ..addresses import CHARTER
from ..holding import allows_mode, is_cleared_for, rests, stillness
from ..models import Charter, Match, Meeting, Mentee, Mentor, Pair, Pause, Programme, Promise, Side
from ..rendezvous import months_later
from ._right import coordinators_of, hold, hold_programme, refuse_unless
from .freeing import drop_matches, drop_matches_of, hold_applications
from .life_meetings import call_off, refuse_held
from .programmes import charter_of

Status = Pair.Status
Party = Charter.Party


@transaction.atomic
def begin_pair(mentee: Mentee, mentor: Mentor, *, match: Match | None = None, by: Person | None = None) -> Pair:
    """Both said yes: a pair begins, with its charter to be signed; what else waited for her is over. Asked again, it is the same pair.
    `match`: that both accepted. Raises Refused when one of them may not be matched today, or the mentor or the programme has no place
    left: those that others are asked to take are taken."""
    hold_programme(mentee.programme)
    mentor, mentee = hold(mentor), hold(mentee)
    refuse_unless(by is None or policies.can_run(by, mentee.programme))
    live = Pair.objects.live().filter(mentee=mentee).first()
    if live and live.mentor_id == mentor.pk:
        return live
    if mentor.programme_id != mentee.programme_id or live:
        raise Refused(_("She is accompanied already, or by another programme."))
    _refuse_unfit(mentee, mentor)
    taken = standing.taken(mentee.programme, but=mentee)
    if taken.get(mentor.pk, 0) >= mentor.capacity:
        raise Refused(_("This mentor has no place left."))
    if sum(taken.values()) >= mentee.programme.capacity:
        raise Refused(_("The programme accompanies as many mentees as it may: raise its number first, or wait."))
    drop_matches(mentee, but=match, by=by)
    pair = Pair.objects.create(programme=mentee.programme, network=mentee.network, mentee=mentee, mentor=mentor,
                               shielded=mentee.is_minor, begun_at=clock.now())
    journal.write("mentoring.begin_pair", pair, by=by, network_id=pair.network_id)
    telling_life.tell(pair, "begin")
    _ask_parent(pair)
    return _signed_by_all(pair, by=by)


def _refuse_unfit(mentee: Mentee, mentor: Mentor) -> None:
    """Not ready, kept away by a report, like somebody who may not come back, herself, her own parent, after the end: in the same words.
    Raises Refused."""
    away = guarded.is_doubted(mentor) or any(one.person and guarded.is_suspended(one.person) for one in (mentee, mentor))
    away = away or standing.is_parent(mentor, mentee)
    fit = mentee.status == Mentee.Status.READY and mentor.status == Mentor.Status.MATCHABLE and mentee.person_id != mentor.person_id
    away = away or mentee.programme.status == Programme.Status.ENDED
    if away or not fit:
        raise Refused(_("One of the two may not be matched today."))
    if mentee.in_care and not (mentor.person and is_cleared_for(mentee, mentor.person)):
        raise Refused(_("A child entrusted to the department needs its written agreement, and a mentor whose certificate of good standing "
                        "is valid today."))


def left_to_sign(pair: Pair) -> list[str]:
    """The parties that have a charter to sign and have not, in order."""
    signed = set(pair.promises.values_list("party", flat=True))
    return [party for party in pair.parties() if party not in signed and charter_of(pair.programme, party)]


def guardian_of(pair: Pair) -> Guardian | None:
    """The parent who authorised her: who signs for the parents."""
    given = Authorisation.objects.given().of(pair.mentee.person).order_by("-pk").first() if pair.mentee.person_id else None
    return given.guardians.order_by("rank").first() if given else None


def _ask_parent(pair: Pair) -> None:
    guardian = guardian_of(pair)
    if guardian and Party.PARENT in left_to_sign(pair):
        telling_life.tell_parent(pair, guardian, page=reverse("mentoring:sign_as_parent", args=[links.sign(CHARTER, pair.code)]))


@transaction.atomic
def sign_pair(pair: Pair, *, party: str, shown_at: dt.datetime, address: str = "", by: Person | Guardian | None) -> Pair:
    """One party signs its charter for this pair: herself, signed in to her account; a parent, by the link mailed to her. `address`: an IP
    address, kept as its network. With the last one, the first meeting can take place. Raises Refused."""
    pair = hold(pair)
    refuse_unless(policies.can_sign_for(by, pair, party))
    charter = charter_of(pair.programme, party)
    _refuse_resting(rests(pair))
    if party not in left_to_sign(pair) or charter is None or pair.status != Status.SIGNING:
        raise Refused(_("This charter is signed already."))
    assert by is not None
    text, person = charter.text, by if isinstance(by, Person) else None
    name = person.full_name if person else getattr(by, "name", "")
    hand = signatures.Hand(
        person=by, name=name, email=by.email or "", subject=pair, party=party, language=text.language((get_language() or "fr")[:2]),
        shown_at=shown_at, address=address)
    signatures.sign(text, hand=hand, proof=Signature.Proof.SESSION if person else Signature.Proof.LINK)
    Promise.objects.create(pair=pair, charter=charter, party=party, on=clock.today())
    journal.write("mentoring.sign_pair", pair, by=person, network_id=pair.network_id, as_="" if person else "parent")
    return _signed_by_all(pair, by=person)


@transaction.atomic
def note_pair_signed(pair: Pair, *, party: str, on: dt.date | None = None, by: Person | None = None) -> Pair:
    """One party signed on paper; the coordinator keeps the sheet. Raises Refused."""
    pair = hold(pair)
    refuse_unless(by is None or policies.can_run_pair(by, pair))
    charter, day = charter_of(pair.programme, party), on or clock.today()
    _refuse_resting(pair.rests)
    if party not in left_to_sign(pair) or charter is None or pair.status != Status.SIGNING:
        raise Refused(_("This charter is signed already."))
    if day > clock.today():
        raise Refused(_("This day is still to come."), field="on")
    Promise.objects.create(pair=pair, charter=charter, party=party, on=day, on_paper=True, noted_by=by)
    journal.write("mentoring.note_pair_signed", pair, by=by, network_id=pair.network_id)
    return _signed_by_all(pair, by=by)


def _refuse_resting(still: bool) -> None:
    """Nothing is noted of a pair at rest, whether one of the two or a report made it so: the same words. Raises Refused."""
    if still:
        raise Refused(_("This pair rests for now: nothing is signed nor noted meanwhile."))


def _signed_by_all(pair: Pair, *, by: Person | None) -> Pair:
    if pair.status == Status.SIGNING and not left_to_sign(pair):
        pair.move_to(Status.MEETING)
        telling_life.tell(pair, "signed")
        telling_life.tell_adults(pair, "signed", coordinators_of(pair.network), page=reverse("mentoring:pair_desk", args=[pair.code]))
    return pair


@transaction.atomic
def record_first_meeting(pair: Pair, *, on: dt.date, minutes: int, mode: str, adult: Person, by: Person | None = None) -> Pair:
    """They met, with an adult of the programme (MENTOR 4.2, 4.3): their place opens, and the pair has its end. Raises Refused: the charter
    is not signed, a day to come, a way to meet that is not allowed, somebody who is not of the programme."""
    pair = hold(pair)
    refuse_unless(by is None or policies.can_run_pair(by, pair))
    _refuse_resting(pair.rests)
    if pair.status != Status.MEETING:
        raise Refused(pair.refusal(pair.status, Status.ACTIVE))
    if on > pair.today:
        raise Refused(_("This day is still to come."), field="on")
    if not policies.can_watch(adult, pair.programme) or pair.side_of(adult):
        raise Refused(_("Somebody of the programme is there: who runs it, or its safeguarding referent."), field="adult")
    if stillness(pair) or not allows_mode(pair, mode):
        raise Refused(_("This way to meet is not allowed today: see what a parent allows, and the mentor’s clearance."), field="mode")
    meeting = Meeting.objects.create(pair=pair, first=True, status=Meeting.Status.HELD, starts_at=pair.noon(on), minutes=minutes,
                                     mode=mode, second_adult=adult.first_name, told_by=by, told_at=clock.now())
    pair.move_to(Status.ACTIVE, first_met_on=on, first_met_with=adult, ends_on=months_later(on, pair.programme.months))
    counting.count_beginning(pair, meeting)
    journal.write("mentoring.record_first_meeting", pair, by=by, network_id=pair.network_id, adult=adult)
    telling_life.tell(pair, "open")
    return pair


@transaction.atomic
def pause(pair: Pair, *, by: Person | None = None) -> Pair:
    """A rest, without a reason: nothing is written meanwhile, and no date stands. Raises Refused."""
    pair = hold(pair)
    refuse_unless(by is None or policies.can_pause(by, pair))
    refuse_held(pair)
    pair.move_to(Status.PAUSED)
    Pause.objects.create(pair=pair, asked_by=by, began_at=clock.now())
    call_off(pair)
    journal.write("mentoring.pause", pair, by=by, network_id=pair.network_id)
    return pair


@transaction.atomic
def go_on(pair: Pair, *, by: Person | None = None) -> Pair:
    """The rest is over: whoever asked for it says so, or who coordinates. Raises Refused."""
    pair = hold(pair)
    refuse_unless(by is None or policies.can_pause(by, pair))
    refuse_held(pair)
    rest = pair.pauses.filter(ended_at=None).first()
    if rest and by and pair.side_of(by) and rest.asked_by_id not in (by.pk, None):
        raise Refused(_("The other one asked for this rest: it is for her to end it."))
    if pair.status != Status.PAUSED:
        raise Refused(pair.refusal(pair.status, Status.ACTIVE))
    pair.move_to(Status.ACTIVE if pair.first_met_on else Status.SIGNING if left_to_sign(pair) else Status.MEETING)
    pair.pauses.filter(ended_at=None).update(ended_at=clock.now())
    journal.write("mentoring.go_on", pair, by=by, network_id=pair.network_id)
    return pair


@transaction.atomic
def choose_adult(pair: Pair, *, by: Person) -> Pair:
    """She is 18 and wishes that messages go as between adults: nothing is held for what it carries any more, nor at night. Turning 18 alone
    changes nothing (S-9). Raises Refused before."""
    pair = hold(pair)
    refuse_unless(pair.side_of(by) == Side.MENTEE)
    if (pair.mentee.age or 0) < ADULT:
        raise Refused(_("This opens on your eighteenth birthday."))
    if pair.shielded:
        pair.shielded, pair.adult_at = False, clock.now()
        pair.save(update_fields=["shielded", "adult_at"])
        journal.write("mentoring.choose_adult", pair, by=by, network_id=pair.network_id)
    return pair


@transaction.atomic
def freeze(made: Any, *, by: Person | None = None) -> int:
    """A report came (settings.SAFEGUARDING_FREEZES): the pair it is about is held, and every pair of whom it accuses. Returns how many."""
    held = 0
    if made.accused is not None:
        hold_applications(made.accused)  # a pair that begins in this very instant is seen
    for pair in [hold(one) for one in Pair.objects.touched_by(made).live().order_by("pk")]:
        if not pair.is_open:  # ended, or held by another report, in this very instant
            continue
        pair.move_to(Status.FROZEN, frozen_from=pair.status)
        journal.write("mentoring.freeze", pair, network_id=pair.network_id)
        telling_life.tell(pair, "still", key=made.code)
        call_off(pair)
        held += 1
    if made.accused is not None:
        drop_matches_of(made.accused, by=None)
    return held


@transaction.atomic
def release(made: Any, *, by: Person | None = None) -> int:
    """A report was closed (settings.SAFEGUARDING_RELEASES): what nothing else holds goes on where it was. Returns how many."""
    free = 0
    for pair in [hold(one) for one in Pair.objects.touched_by(made).filter(status=Status.FROZEN).order_by("pk")]:
        people = [pair.person_of(Side.MENTEE), pair.person_of(Side.MENTOR)]
        if pair.status != Status.FROZEN:  # ended, or let go, in this very instant
            continue
        if guarded.is_frozen(pair) or any(one is not None and guarded.is_suspended(one) for one in people):
            continue
        pair.move_to(pair.frozen_from, frozen_from="")
        telling_life.withdraw(pair, "still")
        journal.write("mentoring.release", pair, network_id=pair.network_id)
        free += 1
    return free


@transaction.atomic
def rest_uncleared(mentor: Person, *, by: Person | None = None) -> int:
    """Somebody's last clearance ended (settings.CLEARANCE_LAPSED): messages of her pairs rest (`stillness` says so at each message); both
    sides and the coordinators are told. Returns how many pairs."""
    for one in Mentor.objects.filter(person=mentor).order_by("pk"):
        drop_matches(one, by=by)
    pairs = [hold(one) for one in Pair.objects.live().filter(mentor__person=mentor).order_by("pk")]
    for pair in pairs:
        telling_life.tell(pair, "still", key=f"{clock.today():%Y%m%d}")
        telling_life.tell_adults(pair, "clearance", coordinators_of(pair.network), key=f"{clock.today():%Y%m%d}",
                                 page=reverse("mentoring:pair_desk", args=[pair.code]))
        call_off(pair)
        journal.write("mentoring.rest_uncleared", pair, by=by, network_id=pair.network_id)
    return len(pairs)
