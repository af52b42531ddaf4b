"""What parents allow: by a link, part by part, taken back at once; 14, 15 to 17, 18."""
from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.letters.models import Letter
from industrielles.network.views.decisions import to_move
from industrielles.people import verbs as people
from industrielles.safeguarding import ages, policies, retention, sheets, tasks, telling, verbs
from industrielles.safeguarding.models import Agreement, Authorisation, Clearance, Guardian, Part
from industrielles.safeguarding.policies import authorised
from industrielles.signatures.models import Signature, Signer
from industrielles.signatures.texts import asked as asked_text
from industrielles.signatures.texts import blocks
from tests.factories.network import NetworkFactory, coordinator_of
from tests.factories.people import PersonFactory
from tests.factories.safeguarding import AuthorisationFactory, BanFactory, ClearanceFactory, ReportFactory

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
TODAY = NOW.date()


def born(years: int) -> dt.date:
    """Somebody who is of this age since half a year."""
    return ages.birthday(TODAY, -years) - dt.timedelta(days=180)


def asked(years: int = 16, **said: Any) -> Guardian:
    person = said.pop("person", None) or PersonFactory()
    network = said.pop("network", None) or NetworkFactory()
    made = verbs.ask_authorisation(
        person, network=network, born_on=born(years), name="Odile Quintard", email="odile@exemple.invalid", **said)
    return made.guardians.get(rank=1)


def answered(guardian: Guardian, *parts: str, **said: Any) -> Authorisation:
    return verbs.answer(guardian, **{
        "parts": parts or (Part.ONLINE,), "emergency_name": "Tante Agathe", "emergency_phone": "06 12 34 56 78", "sole_holder": False,
        "shown_at": clock.now(), **said})


@pytest.fixture(autouse=True)
def _noon() -> Any:
    with clock.at(NOW):
        yield


@pytest.mark.parametrize("years", [10, 13, 18, 30])
def test_parents_are_asked_from_14_to_17_only(years: int) -> None:
    with pytest.raises(Refused):
        asked(years)


@pytest.mark.parametrize("email", ["LEA.x@exemple.invalid", "lea.x+maman@exemple.invalid", "leax@exemple.invalid"])
def test_a_girl_cannot_be_her_own_parent(email: str) -> None:
    her = PersonFactory(email="lea.x@exemple.invalid")
    with pytest.raises(Refused):
        verbs.ask_authorisation(her, network=NetworkFactory(), born_on=born(15), name="Maman", email=email)


def test_from_15_to_17_all_is_locked_until_a_parent_answers() -> None:
    guardian = asked()
    her, day = guardian.authorisation.person, born(16)
    assert not any(authorised(her, part, born_on=day) for part in Part)
    answered(guardian, Part.SCHOOL)
    allowed = {part for part in Part if authorised(her, part, born_on=day)}
    assert allowed == {Part.TAKE_PART, Part.SCHOOL}
    assert not authorised(her, Part.SCHOOL, born_on=day, network=NetworkFactory())
    assert not authorised(PersonFactory(), Part.SCHOOL, born_on=day)


def test_at_14_her_own_assent_is_needed_too() -> None:
    guardian = asked(14)
    her = guardian.authorisation.person
    one = answered(guardian)
    assert one.needs_assent(TODAY) and not authorised(her, Part.ONLINE, born_on=born(14))
    with pytest.raises(Refused):
        verbs.assent(one, by=PersonFactory())
    verbs.assent(one, by=her)
    verbs.assent(one, by=her)
    assert authorised(her, Part.ONLINE, born_on=born(14))


def test_below_14_nothing_is_allowed_and_from_18_nothing_is_asked() -> None:
    her = PersonFactory()
    assert not authorised(her, Part.ONLINE, born_on=born(13)) and authorised(her, Part.ONLINE, born_on=born(18))


def test_the_answer_is_signed_with_its_evidence_and_the_parent_told() -> None:
    guardian = asked()
    answered(guardian, Part.ONLINE, address="192.0.2.77")
    signature = Signature.objects.get()
    assert (signature.kind, signature.proof, signature.party, signature.signer.name) == (
        "parental authorisation", "link", "parent 1", "Odile Quintard")
    assert Agreement.objects.live().get(part=Part.ONLINE).signature == signature.code
    mailed = Letter.objects.filter(address="odile@exemple.invalid").values_list("template", flat=True)
    assert sorted(mailed) == ["safeguarding/letters/ask", "safeguarding/letters/authorised"]


@pytest.mark.parametrize(("said", "field"), [
    ({"parts": ()}, "parts"), ({"parts": (Part.IMAGE,)}, "parts"), ({"emergency_name": " "}, "emergency_name"),
    ({"emergency_phone": "12"}, "emergency_phone"), ({"parts": (Part.ONLINE, Part.IMAGE)}, "second_name"),
    ({"parts": (Part.ONLINE, Part.IMAGE), "second_name": "Paul", "second_email": "odile+2@exemple.invalid"}, "second_email")])
def test_an_incomplete_answer_is_refused_beside_its_field(said: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refusal:
        answered(asked(), **said)
    assert refusal.value.field == field and not Signature.objects.exists()


def test_pictures_need_both_parents() -> None:
    guardian = asked()
    her, day = guardian.authorisation.person, born(16)
    answered(guardian, Part.ONLINE, Part.IMAGE, second_name="Paul Quintard", second_email="paul@exemple.invalid")
    assert authorised(her, Part.ONLINE, born_on=day) and not authorised(her, Part.IMAGE, born_on=day)
    other = Guardian.objects.get(rank=2)
    assert Letter.objects.filter(address="paul@exemple.invalid").count() == 1
    verbs.release_image(other, agrees=True, shown_at=clock.now())
    assert authorised(her, Part.IMAGE, born_on=day)
    verbs.release_image(other, agrees=False, shown_at=clock.now())
    assert not authorised(her, Part.IMAGE, born_on=day) and authorised(her, Part.ONLINE, born_on=day)


def test_a_sole_holder_decides_alone_about_pictures() -> None:
    guardian = asked()
    answered(guardian, Part.ONLINE, Part.IMAGE, sole_holder=True)
    assert authorised(guardian.authorisation.person, Part.IMAGE, born_on=born(16)) and not Guardian.objects.filter(rank=2).exists()


def test_what_is_taken_back_stops_at_once_and_the_rooms_are_told(settings: Any) -> None:
    settings.AUTHORISATION_CHANGED = [f"{__name__}.hear"]
    heard.clear()
    guardian = asked()
    her, day = guardian.authorisation.person, born(16)
    answered(guardian, Part.ONLINE, Part.SCHOOL)
    verbs.take_back_part(guardian, part=Part.ONLINE)
    assert not authorised(her, Part.ONLINE, born_on=day) and authorised(her, Part.SCHOOL, born_on=day)
    verbs.give_part(guardian, part=Part.ONLINE, shown_at=clock.now())
    assert authorised(her, Part.ONLINE, born_on=day)
    for _ in range(2):
        verbs.revoke(guardian)
    assert not any(authorised(her, part, born_on=day) for part in Part) and heard == [her.pk] * 4
    assert Signer.objects.get().ended_at is not None, "from now the law counts the years of proof"
    with pytest.raises(Refused):
        verbs.give_part(guardian, part=Part.ONLINE, shown_at=clock.now())


heard: list[int] = []


def hear(person: Any, *, by: Any) -> None:
    heard.append(person.pk)


def test_without_a_way_to_meet_nothing_is_left() -> None:
    guardian = asked()
    answered(guardian, Part.ONLINE)
    assert verbs.take_back_part(guardian, part=Part.ONLINE).status == "revoked"


def test_a_parent_says_no_once_and_may_be_asked_again() -> None:
    network = NetworkFactory()
    runs, guardian = coordinator_of(network), asked(network=network)
    verbs.refuse(guardian)
    with pytest.raises(Refused):
        verbs.refuse(guardian)
    with pytest.raises(Refused):
        answered(guardian)
    assert Letter.objects.filter(template="safeguarding/letters/revoked").get().address == runs.email
    again = asked(person=guardian.authorisation.person, network=network)
    assert again.authorisation_id != guardian.authorisation_id and answered(again).status == "given"


def test_asking_twice_is_one_and_only_herself_or_her_coordinator_asks() -> None:
    network, her = NetworkFactory(), PersonFactory()
    assert asked(person=her, network=network, by=her).pk == asked(person=her, network=network, by=coordinator_of(network)).pk
    with pytest.raises(Refused):
        asked(person=PersonFactory(), network=network, by=her)


def test_asked_at_another_address_the_link_of_the_first_opens_nothing_and_its_letter_does_not_leave(client: Any) -> None:
    mistaken = asked()
    link = telling.link_of(mistaken)
    one = mistaken.authorisation
    assert client.get(link).status_code == 200
    verbs.ask_authorisation(one.person, network=one.network, born_on=one.born_on, name="Odile Quintard", email="mere@exemple.invalid")
    assert client.get(link).status_code == 404 and client.post(f"{link}refuser/").status_code == 404
    assert list(one.guardians.values_list("email", flat=True)) == ["mere@exemple.invalid"]
    assert not Letter.objects.filter(address="odile@exemple.invalid", status=Letter.Status.QUEUED).exists()
    with pytest.raises(Refused):
        answered(mistaken)
    right = one.guardians.get()
    verbs.ask_authorisation(one.person, network=one.network, born_on=one.born_on, name="Odile Quintard", email="MERE@exemple.invalid")
    assert client.get(telling.link_of(right)).status_code == 200  # asked again, it is the same link


def test_a_parent_is_reminded_once_after_a_week() -> None:
    asked()
    assert tasks.remind_guardians() == 0
    for _ in range(2):
        with clock.at(NOW + dt.timedelta(days=8)):
            tasks.remind_guardians()
    assert Letter.objects.filter(template="safeguarding/letters/ask").count() == 2
    assert verbs.remind_guardian(answered(Guardian.objects.get())) == 0


def test_a_parent_who_has_her_address_erased_takes_back_all_she_allowed() -> None:
    guardian = asked()
    answered(guardian)
    assert len(sheets.sheets_of_address("ODILE@exemple.invalid")[0].rows) == 1
    assert verbs.forget_address("odile@exemple.invalid") == 1
    guardian.refresh_from_db()
    assert guardian.name == "" and "odile" not in guardian.email and not sheets.sheets_of_address("odile@exemple.invalid")
    assert not authorised(guardian.authorisation.person, Part.ONLINE, born_on=born(16))


def test_who_erases_herself_leaves_no_authorisation_and_her_reports_say_who_she_was() -> None:
    guardian = asked()
    her = guardian.authorisation.person
    report = ReportFactory(accused=her)
    assert [len(one.rows) for one in sheets.sheets(her)] == [0, 1, 0], "a report that accuses her is not hers to read"
    people.erase(her)
    report.refresh_from_db()
    assert not Authorisation.objects.exists() and not Guardian.objects.exists() and report.accused_id == her.pk


def test_old_authorisations_are_forgotten_and_the_proof_stays() -> None:
    guardian = asked()
    answered(guardian)
    AuthorisationFactory(moved_at=NOW - dt.timedelta(days=900))
    later = ages.birthday(born(16), 18) + dt.timedelta(days=2)
    due = retention.authorisations_due(dt.datetime.combine(later, dt.time(), dt.UTC))
    assert due.count() == 2 and verbs.clear_authorisations(due) == 2
    assert Signature.objects.exists() and Signer.objects.get().ended_at is not None


def test_succeed_hands_all_to_the_heir() -> None:
    gone, heir = NetworkFactory(), NetworkFactory()
    report, one = ReportFactory(network=gone), asked(network=gone).authorisation
    assert verbs.succeed(gone, heir=heir) == 2
    report.refresh_from_db()
    one.refresh_from_db()
    assert report.network == one.network == heir and not policies.can_read_report(coordinator_of(gone), report)


def test_who_closes_a_network_reads_what_its_heir_answers_for_and_nothing_of_reports_nor_bans() -> None:
    node = NetworkFactory()
    before = to_move(node)
    ReportFactory(network=node)
    BanFactory(network=node)
    assert to_move(node) == before  # she might be whom the report accuses
    asked(network=node)
    ClearanceFactory(network=node)
    said = dict(to_move(node))
    assert (said["mineures dont les parents ont été sollicités"], said["attestations en cours"]) == (1, 1)


def test_one_paper_seen_by_both_networks_is_one_for_the_heir() -> None:
    gone, heir = NetworkFactory(), NetworkFactory()
    paper = ClearanceFactory(network=gone)
    ClearanceFactory(network=heir, person=paper.person, seen_on=paper.seen_on, until=paper.until)
    ClearanceFactory(network=gone)
    assert verbs.succeed(gone, heir=heir) == 1
    assert Clearance.objects.filter(network=heir).count() == 2 and not Clearance.objects.filter(network=gone).exists()


@pytest.mark.parametrize("kind", ["parental authorisation", "image of a minor"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_parents_sign_is_drawn_as_titles_and_lists(kind: str, language: str) -> None:
    drawn = blocks(asked_text(kind).body[language])
    assert not any(line.startswith(("-", "#")) or " - " in line for _what, lines in drawn for line in lines)
    assert {what for what, _lines in drawn} == {"text", "title", "list"}
