"""The demo: made by the verbs, with a seed, in every state a coordinator meets."""

import json

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils.module_loading import import_string

from industrielles.engagements.models import Engagement, Invitation
from industrielles.kit import clock
from industrielles.ledger.models import Entry
from industrielles.letters.models import Letter
from industrielles.network.roles import Role
from industrielles.pool.models import RoleModel
from industrielles.rehearsal.demo import Demo

pytestmark = pytest.mark.django_db


@pytest.fixture
def played():
    demo = Demo(seed=3, visits=8, say=lambda words: None)
    demo.play()
    return demo


def test_demo_has_one_person_per_role_and_work_in_every_state(played):
    assert {account["role"] for account in played.who.accounts} == set(Role)
    states = set(Engagement.objects.values_list("status", flat=True))
    assert {"sent", "requested", "proposed", "confirmed", "held"} <= states
    assert Engagement.objects.awaiting_report().exists()
    assert Engagement.objects.differing().exists()
    assert Invitation.objects.filter(status="countered").exists()
    assert RoleModel.objects.published().filter(person__first_name="Nadia").exists()
    assert Entry.objects.exists()


def test_demo_leaves_nothing_for_the_doctor(played):
    assert [fault for path in settings.CHECKUPS for fault in import_string(path)()] == []


def test_demo_tells_girls_near_those_announced_and_aims_of_the_level(played):
    told = Engagement.objects.filter(standing_report__boys__gt=0).exclude(girls=None).values_list("girls", "standing_report__girls")
    assert told
    assert all(announced - 3 <= seen <= announced for announced, seen in told)
    assert not Engagement.objects.filter(aims__contains="seconde").exclude(level=Engagement.Level.SECONDE).exists()


def test_demo_sets_the_four_targets_for_the_same_time(played, client):
    assert "Comptés du" in client.get("/chiffres/").content.decode()


def test_nothing_of_the_demo_happened_later_than_now(played):
    assert Letter.objects.exists()
    assert not Letter.objects.filter(queued_at__gt=clock.now()).exists()


def test_demo_is_made_only_in_an_empty_database(played):
    with pytest.raises(CommandError, match=r"vide|empty"):
        call_command("demo")


def test_demo_prints_its_accounts_as_json(monkeypatch, capsys):
    monkeypatch.setattr("industrielles.rehearsal.management.commands.demo.SCALES", {"small": {"visits": 1, "role_models_each": 1}})
    call_command("demo", "--json")
    accounts = json.loads(capsys.readouterr().out)
    assert {"role", "name", "email", "network"} == set(accounts[0])
