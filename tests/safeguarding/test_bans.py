"""Who may not come back is recognised under another address, and never told (trust 7)."""
from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from industrielles.journal.models import Entry
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.letters.models import Letter
from industrielles.rights.queries import sealed_for
from industrielles.safeguarding import marks, retention, verbs
from industrielles.safeguarding.models import Ban, Recognition
from tests.factories.mentoring import MentorFactory
from tests.factories.network import NetworkFactory, coordinator_of
from tests.factories.people import PersonFactory
from tests.factories.safeguarding import BanFactory, RecognitionFactory, referent_of

pytestmark = pytest.mark.django_db
BORN = dt.date(1984, 2, 29)


def banned(**said: Any) -> Ban:
    return verbs.ban(NetworkFactory(), reason="report", **said)


@pytest.mark.parametrize("email", [
    "jean.dupont@gmail.com", "jeandupont@gmail.com", "J.E.A.N.dupont@GMAIL.com", "jean.dupont+elles@gmail.com",
    "jean.dupont@googlemail.com",
    " jean.dupont@gmail.com ", "jeаn.duроnt@gmаil.com", "jean.dupont@gmail.com.", "ｊｅａｎ.dupont@gmail.com", "jéan.dupont@gmail.com"])
def test_an_address_is_recognised_however_it_is_written(email: str) -> None:
    ban = banned(email="jean.dupont@gmail.com")
    assert verbs.recognise(email=email) == [(ban, ("email",))]


@pytest.mark.parametrize("phone", ["06 12 34 56 78", "+33 6 12 34 56 78", "0033612345678", "06.12.34.56.78",
                                   "+33 (0)6-12-34-56-78", "０６１２３４５６７８"])
def test_a_telephone_is_recognised_however_it_is_written(phone: str) -> None:
    ban = banned(phone="0612345678")
    assert verbs.recognise(phone=phone) == [(ban, ("phone",))]


@pytest.mark.parametrize("name", ["Jean-Paul Le Gall", "LE GALL Jean Paul", "jean paul le gall",
                                  "Jeаn-Pаul Le Gаll", "Jéan  Paul, Le Gall"])
def test_a_name_is_recognised_with_its_birth_date_only(name: str) -> None:
    ban = banned(name="Jean-Paul Le Gall", born_on=BORN)
    assert verbs.recognise(name=name, born_on=BORN) == [(ban, ("name",))]
    assert verbs.recognise(name=name, born_on=BORN + dt.timedelta(days=1)) == [] and verbs.recognise(name=name) == []


def test_somebody_else_is_not_recognised() -> None:
    banned(email="jean.dupont@gmail.com", phone="0612345678", name="Jean Dupont", born_on=BORN)
    assert verbs.recognise(email="jeanne.dupont@gmail.com", phone="0612345679", name="Jeanne Dupont", born_on=BORN) == []
    assert verbs.recognise(email="", phone="12", name="") == []


def test_a_ban_keeps_nothing_one_could_read_and_two_bans_of_one_person_do_not_look_alike() -> None:
    one, other = banned(email="jean.dupont@gmail.com"), banned(email="jean.dupont@gmail.com")
    kept = [str(value) for value in Ban.objects.filter(pk=one.pk).values().get().values()]
    assert not any("jean" in value or "dupont" in value for value in kept) and one.email_hash != other.email_hash


def test_a_ban_outlives_a_new_secret_key(settings: Any) -> None:
    ban = banned(email="jean.dupont@gmail.com")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "x" * 60, [settings.SECRET_KEY]
    assert verbs.recognise(email="jean.dupont@gmail.com") == [(ban, ("email",))]


def test_flag_tells_who_answers_once_and_never_herself() -> None:
    banned(email="jean.dupont@gmail.com")
    network, her = NetworkFactory(), PersonFactory(email="jean.dupont+2@gmail.com")
    runs, referent = coordinator_of(network), referent_of(network)
    assert len(verbs.flag(her, network=network, email=her.email)) == 1
    assert verbs.flag(her, network=network, email=her.email) == []
    letters = Letter.objects.filter(template="safeguarding/letters/recognised")
    assert {one.address for one in letters} == {runs.email, referent.email}
    assert not any(her.email in one.text or "Dupont" in one.text for one in letters)
    seen = Recognition.objects.get()
    assert list(Recognition.objects.visible_to(runs)) == [seen] and not Recognition.objects.visible_to(coordinator_of(NetworkFactory()))


def test_a_referent_who_looks_like_a_banned_person_is_not_told_of_herself() -> None:
    banned(email="jean.dupont@gmail.com")
    network = NetworkFactory()
    her = referent_of(network, email="jeandupont@gmail.com")
    verbs.flag(her, network=network, email=her.email)
    assert not Letter.objects.filter(address=her.email).exists()
    with pytest.raises(Refused):
        verbs.settle(Recognition.objects.get(), outcome="other", by=her)


def test_of_her_own_application_she_is_told_nothing_reads_nothing_and_settles_nothing() -> None:
    """A coordinator who is a mentor of her network, too: the row is her application, not her account."""
    banned(email="jean.dupont@gmail.com")
    network = NetworkFactory()
    her, colleague = coordinator_of(network), coordinator_of(network)
    mentor = MentorFactory(programme__network=network, person=her, email="jeandupont@gmail.com")
    verbs.flag(mentor, network=network, email=mentor.email)
    seen = Recognition.objects.get()
    assert {one.address for one in Letter.objects.filter(template="safeguarding/letters/recognised")} == {colleague.email}
    assert not Recognition.objects.visible_to(her) and list(Recognition.objects.visible_to(colleague)) == [seen]
    with pytest.raises(Refused):
        verbs.settle(seen, outcome="other", by=her)
    referent = referent_of(network)
    entries = Entry.objects.filter(subject_type="safeguarding.recognition")
    assert entries.count() == 1 and sealed_for(referent).filter(pk__in=entries).exists()
    MentorFactory._meta.model.objects.update(person=referent)
    assert not sealed_for(referent).filter(pk__in=entries).exists()
    assert verbs.settle(seen, outcome="other", by=colleague).outcome == "other"


def test_barred_are_those_found_to_be_she_and_those_with_the_very_address_whom_nobody_cleared() -> None:
    same, like, cleared, applicant, stranger = (PersonFactory(email=f"{name}@exemple.invalid") for name in (
        "same", "like", "cleared", "applicant", "stranger"))
    assert verbs.barred([same, like]) == set()
    bans = [banned(email=one.email) for one in (like, cleared)]
    found, other = Recognition.Outcome.SAME, Recognition.Outcome.OTHER
    mentor = MentorFactory(person=applicant)
    for row, outcome, ban in ((same, found, bans[0]), (cleared, other, bans[1]), (mentor, found, bans[0]), (stranger, "", bans[0])):
        RecognitionFactory(ban=ban, about_type=row._meta.label_lower, about_key=str(row.pk), outcome=outcome,
                           settled_at=clock.now() if outcome else None)
    people = [same, like, cleared, applicant, stranger]
    assert verbs.barred(people) == {same.pk, like.pk, applicant.pk} and verbs.barred([cleared, stranger]) == set()
    verbs.lift(bans[0])
    assert verbs.barred(people) == set()


def test_settle_keeps_the_first_answer() -> None:
    one = RecognitionFactory()
    runs = coordinator_of(one.network)
    assert verbs.settle(one, outcome="other", by=runs).outcome == "other"
    with pytest.raises(Refused):
        verbs.settle(one, outcome="same", by=runs)


def test_lift_lets_come_back_and_only_a_referent_bans_or_lifts() -> None:
    network = NetworkFactory()
    referent, runs = referent_of(network), coordinator_of(network)
    with pytest.raises(Refused):
        verbs.ban(network, reason="report", email="jean.dupont@gmail.com", by=runs)
    ban = verbs.ban(network, reason="report", email="jean.dupont@gmail.com", by=referent)
    with pytest.raises(Refused):
        verbs.lift(ban, by=runs)
    verbs.lift(ban, by=referent)
    assert verbs.recognise(email="jean.dupont@gmail.com") == []


@pytest.mark.parametrize("said", [{}, {"email": "pas une adresse"}, {"phone": "12"}, {"name": "Jean Dupont"}])
def test_a_ban_that_could_recognise_nobody_is_refused(said: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        banned(**said)


def test_lifted_bans_are_forgotten_with_what_they_recognised() -> None:
    seen = RecognitionFactory(ban=BanFactory(lifted_at=clock.now() - dt.timedelta(days=9)))
    BanFactory()
    due = retention.bans_due(clock.now())
    assert list(due) == [seen.ban] and verbs.clear_bans(due) == 1 and not Recognition.objects.exists()


def test_forms_are_one_for_all_ways_to_write() -> None:
    assert marks.email_form("M.Dupont+Elles@Gmail.com") == "mdupont@gmail.com" and marks.email_form("rien") == ""
    assert marks.phone_form("+33 6 12 34 56 78") == marks.phone_form("0612345678") == "612345678" and marks.phone_form("12") == ""
