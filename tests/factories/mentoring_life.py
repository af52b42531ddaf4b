"""Pairs and their life, for tests: `pair()` makes one as far as wanted, by the verbs; factories make single rows."""
from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import factory

from industrielles.kit import clock
from industrielles.mentoring import verbs as mentoring
from industrielles.mentoring.models import (
    Charter,
    Closure,
    Contact,
    Goal,
    Meeting,
    Mentee,
    Mentor,
    Message,
    Opening,
    Pair,
    Pause,
    Promise,
    Questions,
    Ruling,
)
from industrielles.network.models import Network
from industrielles.people.models import Person
from industrielles.safeguarding import verbs as safeguarding
from industrielles.safeguarding.models import Authorisation, Clearance, Part

from .mentoring import CharterFactory, MenteeFactory, MentorFactory, born, programme
from .people import PersonFactory

MEANT = ("signing", "meeting", "active")


class PairFactory(factory.django.DjangoModelFactory):
    """A pair whose charter is to be signed."""

    class Meta:
        model = Pair

    programme = factory.LazyFunction(programme)
    network = factory.SelfAttribute("programme.network")
    mentee = factory.SubFactory(MenteeFactory, programme=factory.SelfAttribute("..programme"), status="ready")
    mentor = factory.SubFactory(MentorFactory, programme=factory.SelfAttribute("..programme"), status="matchable")


def under_way(**fields: Any) -> Pair:
    """A pair under way, without its steps."""
    return PairFactory(status="active", first_met_on=clock.today(), ends_on=clock.today() + dt.timedelta(days=180), **fields)


class PromiseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Promise

    pair = factory.SubFactory(PairFactory)
    charter = factory.SubFactory(CharterFactory)
    party, on = Charter.Party.MENTOR, factory.LazyFunction(clock.today)


class MeetingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Meeting

    pair = factory.SubFactory(PairFactory)
    starts_at = factory.Sequence(lambda n: clock.now() + dt.timedelta(days=n + 1))
    mode = "online"


class GoalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Goal

    pair = factory.SubFactory(PairFactory)
    words = "Visiter un atelier"


class PauseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Pause

    pair = factory.SubFactory(PairFactory)


class MessageFactory(factory.django.DjangoModelFactory):
    """From the mentee, in a pair under way: the database refuses it elsewhere."""

    class Meta:
        model = Message

    key = factory.LazyFunction(uuid.uuid4)
    pair = factory.LazyFunction(under_way)
    side = "mentee"
    author = factory.LazyAttribute(lambda made: made.pair.person_of(made.side))
    body = "Bonjour !"


class RulingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Ruling

    message = factory.SubFactory(MessageFactory, held_for="phone")
    goes = True


class OpeningFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Opening

    pair = factory.SubFactory(PairFactory)
    reader = factory.SubFactory(PersonFactory)
    reason = "Une inquiétude"


class QuestionsFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Questions

    pair = factory.SubFactory(PairFactory)
    side, due_on = "mentee", factory.LazyFunction(clock.today)


class ContactFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Contact

    pair = factory.SubFactory(PairFactory)
    on, whom, how, found = factory.LazyFunction(clock.today), "mentee", "call", "well"


class ClosureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Closure

    pair = factory.SubFactory(PairFactory)
    kind = "planned"


def authorised(person: Person, network: Network, born_on: dt.date) -> Authorisation:
    """Her parent said yes to everything but her image."""
    one = safeguarding.ask_authorisation(
        person, network=network, born_on=born_on, name="Sofia Moreau", email="sofia@exemple.invalid", by=None)
    safeguarding.answer(one.guardians.get(), parts=[Part.TAKE_PART, Part.ONLINE, Part.SCHOOL], sole_holder=True, emergency_name="Sofia",
                        emergency_phone="06 12 34 56 78", shown_at=clock.now())
    one.refresh_from_db()
    return one


def matched(age: int = 16, network: Network | None = None, **fields: Any) -> tuple[Mentee, Mentor]:
    """A mentee and a mentor who may be matched: her parent agreed, the mentor's clearance is alive."""
    place = fields.pop("programme", None) or programme(network, modes=["online", "school"], **fields)
    mentee = MenteeFactory(programme=place, status="ready", born_on=born(age), half_days=1 << 5 | 1 << 7)
    mentor = MentorFactory(programme=place, status="matchable", half_days=1 << 5, capacity=2)
    if age < 18:
        authorised(mentee.person, place.network, mentee.born_on)
    safeguarding.clear(mentor.person, network=place.network, kind=Clearance.Kind.HONOUR, seen_on=clock.today(), by=None)
    return mentee, mentor


def pair(status: str = "active", *, age: int = 16, adult: Person | None = None, **fields: Any) -> Pair:
    """A pair brought as far as this by its verbs."""
    mentee, mentor = matched(age, **fields)
    made = mentoring.begin_pair(mentee, mentor, by=None)
    if status in MEANT[1:]:
        made = signed(made)
    if status in MEANT[2:]:
        made = mentoring.record_first_meeting(
            made, on=clock.today(), minutes=60, mode="online", adult=adult or made.programme.referent, by=None)
    return Pair.objects.whole().get(pk=made.pk)


def signed(made: Pair) -> Pair:
    """Every party signed: here, and the programme on paper."""
    who: dict[str, Any] = {"mentee": made.mentee.person, "mentor": made.mentor.person, "parent": mentoring.guardian_of(made)}
    for party in mentoring.left_to_sign(made):
        if party in who:
            made = mentoring.sign_pair(made, party=party, shown_at=clock.now(), by=who[party])
        else:
            made = mentoring.note_pair_signed(made, party=party, by=None)
    return made
