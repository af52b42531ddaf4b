"""Asking for a visit: five steps that lose nothing, send one request, and say what to correct."""
from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client

from industrielles.engagements.models import Engagement
from industrielles.letters.models import Letter
from industrielles.people.tasks import clear_sessions
from tests.factories.places import SchoolFactory

from .asking import DAY, NOW, OTHER_DAY, TEACHER, answers, fill, link, world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_monday_in_november() -> Iterator[None]:
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def here() -> SimpleNamespace:
    return world()


def send(client: Client, here: SimpleNamespace, **changes: str) -> Any:
    key = fill(client, answers(here.school, **changes))
    return client.post("/demander/5/", {"key": key})


def test_five_steps_make_one_request_to_confirm(client: Client, here: SimpleNamespace) -> None:
    answer = send(client, here)
    assert answer.status_code == 302 and answer["Location"] == "/demander/merci/"
    made = Engagement.objects.get()
    assert (made.status, made.school, made.network) == ("sent", here.school, here.network)
    assert (made.headcount, made.girls, made.remote, made.minutes) == (28, 12, False, 60)
    assert [group.label for group in made.class_groups.all()] == ["2de 4", "2de 5"]
    assert [(date.on, date.moment) for date in made.proposed_dates.all()] == [(DAY, "morning"), (OTHER_DAY, "afternoon")]
    assert TEACHER in client.get("/demander/merci/").content.decode()
    assert link(TEACHER, "/demandes/confirmer/")


def test_the_summary_reads_everything_back(client: Client, here: SimpleNamespace) -> None:
    fill(client, answers(here.school))
    page = client.get("/demander/5/").content.decode()
    for words in ("0590064X", "2de 4, 2de 5", "Parler de robots.", "Camille Martin (Technologie)", TEACHER, "03 00 00 00 00"):
        assert words in page or words.replace("2de", "2<sup>de</sup>") in page, words
    assert page.count("/demander/1/") == 4


def test_twenty_sendings_make_one_request(client: Client, here: SimpleNamespace) -> None:
    key = fill(client, answers(here.school))
    for _time in range(20):
        assert client.post("/demander/5/", {"key": key})["Location"] == "/demander/merci/"
    assert Engagement.objects.count() == 1
    assert Letter.objects.filter(address=TEACHER).count() == 1


def test_a_new_draft_after_sending_is_a_new_request(client: Client, here: SimpleNamespace) -> None:
    send(client, here)
    send(client, here, class_labels="2de 6")
    assert Engagement.objects.count() == 2


def test_what_was_typed_survives_an_error(client: Client, here: SimpleNamespace) -> None:
    typed = answers(here.school)[1] | {"level": "", "headcount": "beaucoup"}
    answer = client.post("/demander/1/", typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Erreur" in page
    assert 'value="beaucoup"' in page and 'value="2de 4, 2de 5"' in page
    again = client.get("/demander/1/").content.decode()
    assert 'value="beaucoup"' in again and "resume-erreurs" not in again


def test_answers_survive_another_language_and_a_later_step(client: Client, here: SimpleNamespace) -> None:
    client.post("/demander/1/", answers(here.school)[1])
    page = client.get("/en/demander/1/").content.decode()
    assert 'value="28 élèves"' in page and 'lang="en"' in page


def test_a_step_ahead_leads_back_to_the_first_open_one_and_keeps_its_answers(client: Client, here: SimpleNamespace) -> None:
    steps = answers(here.school)
    assert client.get("/demander/4/")["Location"] == "/demander/1/"
    assert client.post("/demander/4/", steps[4])["Location"] == "/demander/1/"
    for step in (1, 2):
        client.post(f"/demander/{step}/", steps[step])
    assert client.post("/demander/3/", steps[3])["Location"] == "/demander/5/"


def test_a_draft_is_forgotten_after_a_day_or_at_once(client: Client, here: SimpleNamespace) -> None:
    client.post("/demander/1/", answers(here.school)[1])
    assert client.get("/demander/")["Location"] == "/demander/2/"
    with time_machine.travel(dt.datetime.fromisoformat(NOW) + dt.timedelta(hours=25)):
        assert 'href="/demander/1/"' in client.get("/demander/").content.decode()
    client.post("/demander/1/", answers(here.school)[1])
    client.post("/demander/effacer/")
    assert not client.session.get("ask")


def test_a_school_typed_in_full_is_recognised(client: Client, here: SimpleNamespace) -> None:
    for written in ("0590064X", "lycee de l'europe, dunkerque"):
        client.post("/demander/1/", answers(here.school)[1] | {"school": written, "uai": ""})
        assert client.get("/demander/")["Location"] == "/demander/2/", written
        client.post("/demander/effacer/")


def test_without_script_the_schools_found_are_proposed(client: Client, here: SimpleNamespace) -> None:
    SchoolFactory(uai="0590122K", name="Lycée Jean-Bart", commune=here.school.commune)
    answer = client.post("/demander/1/", answers(here.school)[1] | {"school": "dunkerque", "uai": ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="0590122K"' in page and 'value="0590064X"' in page and 'name="department"' in page
    typed = answers(here.school)[1] | {"school": "dunkerque", "uai": "", "found": "0590122K"}
    assert client.post("/demander/1/", typed)["Location"] == "/demander/2/"


def test_a_school_nobody_knows_is_kept_as_written_with_its_department(client: Client, here: SimpleNamespace) -> None:
    unknown = {"school": "École des Dunes, Ghyvelde", "uai": ""}
    assert client.post("/demander/1/", answers(here.school)[1] | unknown).status_code == 422
    steps = answers(here.school)
    steps[1] |= {**unknown, "department": "59"}
    key = fill(client, steps)
    client.post("/demander/5/", {"key": key})
    made = Engagement.objects.get()
    assert (made.school, made.school_name, made.department_id) == (None, "École des Dunes, Ghyvelde", "59")


def test_words_changed_after_choosing_undo_the_choice(client: Client, here: SimpleNamespace) -> None:
    typed = answers(here.school)[1] | {"school": "École des Dunes, Ghyvelde"}  # the hidden UAI is still that of the lycée
    assert client.post("/demander/1/", typed).status_code == 422


@pytest.mark.parametrize(("step", "changes", "words"), [
    (1, {"headcount": "0"}, "Nombre d’élèves"),
    (1, {"headcount": "900"}, "Écrivez le nombre d’élèves, de 1 à 400"),
    (1, {"girls": "30"}, "plus de filles que d’élèves"),
    (1, {"class_labels": ""}, "Classe"),
    (3, {"date1": "2026-11-10"}, "est passé"),
    (3, {"date1": "2029-01-10"}, "trop loin"),
    (3, {"date1": "", "date2": ""}, "au moins"),
    (3, {"window_from": "2026-12-10"}, "deux jours"),
    (3, {"window_from": "2026-12-10", "window_to": "2026-12-01"}, "avant"),
    (4, {"contact_email": "camille"}, "camille.martin@ac-lille.fr"),
    (4, {"contact_name": ""}, "prénom et nom"),
])
def test_what_cannot_be_is_said_beside_the_field(
        client: Client, here: SimpleNamespace, step: int, changes: dict[str, str], words: str) -> None:
    steps = answers(here.school, **changes)
    for earlier in range(1, step):
        client.post(f"/demander/{earlier}/", steps[earlier])
    answer = client.post(f"/demander/{step}/", steps[step])
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page and 'aria-invalid="true"' in page


def test_holidays_are_a_remark_said_once_and_no_error(client: Client, here: SimpleNamespace) -> None:
    steps = answers(here.school, date1="2026-12-22")
    client.post("/demander/1/", steps[1])
    client.post("/demander/2/", steps[2])
    assert client.post("/demander/3/", steps[3])["Location"] == "/demander/3/"
    assert "avis--attention" in client.get("/demander/3/").content.decode()
    assert client.post("/demander/3/", steps[3])["Location"] == "/demander/4/"


def test_whom_she_would_like_to_meet_is_said_in_words(client: Client, here: SimpleNamespace) -> None:
    steps, code = answers(here.school), here.role_model.code
    assert client.get(f"/demander/?avec={code}")["Location"] == f"/demander/1/?avec={code}"
    assert "Nadia B." in client.get(f"/demander/1/?avec={code}").content.decode()
    client.post(f"/demander/1/?avec={code}", steps[1])
    key = fill(client, {n: steps[n] for n in (2, 3, 4)})
    page = client.get("/demander/5/").content.decode()
    assert "Nadia B." in page and "Benali" not in page
    client.post("/demander/5/", {"key": key})
    assert f"Nadia B., Régleuse de robots de soudure ({code})" in Engagement.objects.get().aims


def test_the_pages_of_asking_take_few_queries(client: Client, here: SimpleNamespace, django_assert_max_num_queries: Any) -> None:
    fill(client, answers(here.school))
    for step in range(1, 6):
        with django_assert_max_num_queries(12):
            client.get(f"/demander/{step}/")


def test_nobody_fills_the_mailbox_of_somebody_else(client: Client, here: SimpleNamespace) -> None:
    for number in range(3):
        assert send(client, here, class_labels=f"2de {number}").status_code == 302
    answer = send(client, here, class_labels="2de 9")
    assert answer.status_code == 422 and "confirmez-les" in answer.content.decode()
    assert Letter.objects.filter(address=TEACHER).count() == 3
    with time_machine.travel(dt.datetime.fromisoformat(NOW) + dt.timedelta(hours=2)):
        assert send(client, here, class_labels="2de 9").status_code == 302


def test_what_was_never_sent_is_gone_from_the_database_after_its_day(client: Client, here: SimpleNamespace) -> None:
    fill(client, answers(here.school))
    assert Session.objects.count() == 1
    with time_machine.travel(dt.datetime.fromisoformat(NOW) + dt.timedelta(hours=25)):
        clear_sessions()
    assert Session.objects.count() == 0


def test_a_telephone_of_a_hundred_thousand_letters_is_refused_at_once(client: Client) -> None:
    before = time.thread_time()
    assert client.post("/demander/4/", {"contact_phone": "a" * 100_000}).status_code == 422
    assert time.thread_time() - before < 1
