"""While a report keeps somebody away: what waits for her because of her roles does not leave, and her second step stays hers."""
from __future__ import annotations

import datetime as dt
import re
import uuid
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.template.loader import get_template

import industrielles
from industrielles.engagements import tasks as engagements
from industrielles.joining import verbs as joining
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.letters import sheets, tasks
from industrielles.letters import verbs as letters
from industrielles.letters.addresses import hashed
from industrielles.letters.models import Letter
from industrielles.mentoring import telling_life
from industrielles.network import policies as network
from industrielles.network.roles import Role
from industrielles.people import policies as people
from industrielles.people import verbs as accounts
from industrielles.people.models import Person
from industrielles.safeguarding import verbs
from industrielles.safeguarding.models import Report
from tests.factories.engagements import asked
from tests.factories.joining import came
from tests.factories.mentoring_life import pair
from tests.factories.network import GrantFactory, NetworkFactory, coordinator_of
from tests.factories.people import PasskeyFactory
from tests.factories.places import CommuneFactory
from tests.factories.pool import RoleModelFactory
from tests.factories.safeguarding import referent_of

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")


def accused_of(node: Any, person: Person) -> Report:
    return verbs.report(node, key=uuid.uuid4(), words="Elle leur écrit le soir.", accused=person)


def tomorrow(hour: int, minute: int = 0) -> Any:
    day = clock.today() + dt.timedelta(days=1)
    return clock.at(dt.datetime.combine(day, dt.time(hour, minute), PARIS).astimezone(dt.UTC))


def waiting(person: Person) -> list[str]:
    found = Letter.objects.addressed_to(person.email or "").filter(status__in=letters.WAITING)
    return sorted(found.values_list("template", flat=True))


@pytest.mark.parametrize("rhythm", ["at once", "daily", "weekly"])
def test_what_newcomers_are_called_does_not_leave_for_a_coordinator_accused_since(rhythm: str) -> None:
    node = NetworkFactory()
    her, other = coordinator_of(node), coordinator_of(node)
    letters.prefer(hashed(her.email or ""), {"newcomers": rhythm})
    came(network=node, first_name="Zinzoline")
    with tomorrow(7):
        joining.tell_coordinators()
        assert "joining/letters/waiting" in waiting(her)
        report = accused_of(node, her)
        assert "joining/letters/waiting" not in waiting(her) and "joining/letters/waiting" in waiting(other)
        assert "Zinzoline" not in str(sheets.sheets(her)), "nor does she read it among what is kept of her"
    with clock.at(clock.now() + dt.timedelta(days=9)):
        tasks.bundle()
        tasks.deliver()
    assert not Letter.objects.addressed_to(her.email or "").filter(text__contains="Zinzoline").exists()
    verbs.resume(report, reason="Ce n’était pas elle.", by=other)  # what comes afterwards comes again
    with clock.at(clock.now() + dt.timedelta(days=10)):
        joining.tell_coordinators()
        assert "joining/letters/waiting" in [*waiting(her)]


def test_a_letter_that_several_were_put_into_does_not_leave_either() -> None:
    node = NetworkFactory()
    her = coordinator_of(node)
    letters.prefer(hashed(her.email or ""), {"newcomers": "daily", "reminders": "daily"})
    came(network=node, first_name="Zinzoline")
    with tomorrow(7):
        joining.tell_coordinators()
    with tomorrow(8, 5):
        assert tasks.bundle() == 1 and letters.BUNDLE in waiting(her)
        accused_of(node, her)
    assert letters.BUNDLE not in waiting(her)


def test_letters_of_her_desk_do_not_leave_and_what_is_hers_does() -> None:
    made = pair()
    node = made.network
    her, other = coordinator_of(node), referent_of(node)
    asked(network=node)
    accused_of(node, RoleModelFactory(network=node).person)  # she was alerted of another report
    telling_life.tell_adults(made, "low", [her, other], page="/")
    letters.queue("people/letters/security", to=her.email or "", language="fr", key="people.security/hers",
                  context={"title": "x", "what": "y", "url": "/"})
    telling_life.tell(made, "still", key="x")
    mine = "mentoring/letters/pair"
    assert {"engagements/letters/new_request", "people/letters/security", mine} <= set(waiting(her)) and mine in waiting(other)
    accused_of(NetworkFactory(), her)  # of another network: she is kept away everywhere
    assert waiting(her) == ["people/letters/security"]
    assert mine in waiting(other) and mine in waiting(made.mentor.person)  # type: ignore[arg-type]


def test_letters_to_the_two_of_a_pair_leave_when_the_mentor_is_accused() -> None:
    made = pair()
    accused_of(made.network, made.mentor.person)  # type: ignore[arg-type]
    assert "mentoring/letters/pair" in waiting(made.mentor.person), "that her pair rests is said to both alike"  # type: ignore[arg-type]


def test_a_role_model_accused_since_six_is_not_told_at_eight_of_the_requests_near_her() -> None:
    visit = asked()
    who = RoleModelFactory(network=visit.network, commune=CommuneFactory(latitude=50.630888))
    with tomorrow(6):
        assert engagements.tell_near() == 1 and waiting(who.person) == ["engagements/letters/requests_near"]
        accused_of(NetworkFactory(), who.person)
    with tomorrow(8, 5):
        tasks.deliver()
    assert Letter.objects.get(kind="near").status == Letter.Status.WITHDRAWN


def test_a_report_that_accuses_nobody_withholds_nothing() -> None:
    node = NetworkFactory()
    her = coordinator_of(node)
    asked(network=node)
    before = waiting(her)
    report = verbs.report(node, key=uuid.uuid4(), words="Quelque chose.")
    assert before and set(before) <= set(waiting(her)) and letters.withhold(report) == 0


def nobody() -> Any:
    return Person.objects.none().values("pk")


def test_while_her_roles_still_give_rights_the_letters_of_her_desk_leave(settings: Any) -> None:
    node = NetworkFactory()
    her = coordinator_of(node)
    asked(network=node)
    as_it_is, settings.ROLES_AT_REST = settings.ROLES_AT_REST, f"{__name__}.nobody"
    report = accused_of(NetworkFactory(), her)
    assert "engagements/letters/new_request" in waiting(her)
    settings.ROLES_AT_REST = as_it_is
    assert (letters.withhold(report), letters.withhold(report), waiting(her)) == (1, 0, [])


def test_every_letter_to_who_coordinates_is_named_among_those_of_a_desk() -> None:
    rooms = Path(industrielles.__file__).parent
    source = {room: "".join(file.read_text("utf-8") for file in (rooms / room).rglob("*.py")) for room in ("engagements", "network")}
    found = {name for said in source.values()
             for name in re.findall(r'(?:telling\.coordinators|telling\.umbrella|_each)\([^"]*?"(\w+/letters/\w+)"', said)}
    assert len(found) >= 16 and found <= set(settings.LETTERS_OF_A_DESK)
    for name in (*settings.LETTERS_OF_A_DESK, *settings.LETTERS_OF_A_DESK_BY_CODE):
        assert get_template(f"{name}.txt")


@pytest.mark.parametrize("made", [coordinator_of, referent_of])
def test_her_last_second_step_stays_while_her_roles_rest(made: Any) -> None:
    node = NetworkFactory()
    her = made(node)
    key = PasskeyFactory(person=her)
    report = accused_of(NetworkFactory(), her)
    assert not network.holds_power(her) and people.needs_second_step(her)
    with pytest.raises(Refused):
        accounts.remove_passkey(key, by=her)
    assert people.step_before(her) == people.ASK
    verbs.resume(report, reason="Ce n’était pas elle.", by=None)
    assert network.holds_power(her) and people.step_before(her) == people.ASK


def test_who_has_no_role_of_power_is_asked_for_no_second_step_even_while_a_report_accuses_her() -> None:
    her = GrantFactory(role=Role.AMBASSADOR).membership.person
    key = PasskeyFactory(person=her)
    accused_of(NetworkFactory(), her)
    assert not people.needs_second_step(her) and accounts.remove_passkey(key, by=her)
