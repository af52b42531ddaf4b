"""The demo: made by the verbs, with a seed, in every state a coordinator meets."""

import datetime as dt
import json

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import TestCase
from django.urls import reverse
from django.utils.module_loading import import_string

from industrielles.engagements.models import Engagement, Invitation
from industrielles.kit import clock
from industrielles.ledger.models import Entry, Target
from industrielles.letters.models import Letter
from industrielles.mentoring import verbs as mentoring
from industrielles.mentoring.models import Choice, Closure, Match, Meeting, Mentee, Mentor, Message, Pair, Programme, Questions
from industrielles.network.roles import Role
from industrielles.people.models import Person
from industrielles.pool.models import RoleModel
from industrielles.rehearsal.demo import Demo
from industrielles.rehearsal.pairs import SIGN_IN
from industrielles.safeguarding.models import Authorisation, Clearance, Report
from industrielles.safeguarding.policies import treats_reports
from industrielles.safeguarding.verbs import verify

pytestmark = pytest.mark.django_db


def open_programme():
    return Programme.objects.get(status="open")


class TestPlayed(TestCase):
    """One demo, played once for all of these."""

    @classmethod
    def setUpTestData(cls):
        cls.demo = Demo(seed=3, visits=8, say=lambda words: None)
        cls.demo.play()

    def test_demo_has_one_person_per_role_and_work_in_every_state(self):
        assert {account["role"] for account in self.demo.who.accounts} == set(Role)
        states = set(Engagement.objects.values_list("status", flat=True))
        assert {"sent", "requested", "proposed", "confirmed", "held"} <= states
        assert Engagement.objects.awaiting_report().exists()
        assert Engagement.objects.differing().exists()
        assert Invitation.objects.filter(status="countered").exists()
        assert RoleModel.objects.published().filter(person__first_name="Nadia").exists()
        assert Entry.objects.exists()

    def test_demo_leaves_nothing_for_the_doctor(self):
        assert [fault for path in settings.CHECKUPS for fault in import_string(path)()] == []

    def test_demo_tells_girls_near_those_announced_and_aims_of_the_level(self):
        told = Engagement.objects.filter(standing_report__boys__gt=0).exclude(girls=None).values_list("girls", "standing_report__girls")
        assert told
        assert all(announced - 3 <= seen <= announced for announced, seen in told)
        assert not Engagement.objects.filter(aims__contains="seconde").exclude(level=Engagement.Level.SECONDE).exists()

    def test_demo_proposes_round_tables_and_interviews_to_who_says_she_accepts_them(self):
        asked = Invitation.objects.filter(engagement__kind__in=Engagement.PUBLIC_KINDS).select_related("engagement", "role_model")
        assert asked.filter(role_model__person__first_name="Nadia").exists()
        assert [one.pk for one in asked if one.engagement.kind not in one.role_model.formats] == []

    def test_demo_sets_the_targets_for_the_same_time_a_hundred_mentors_and_a_hundred_girls(self):
        page = self.client.get("/chiffres/").content.decode()
        assert "Comptés du" in page and "jeunes accompagnées" in page
        assert set(Target.objects.filter(goal=100).values_list("indicator", flat=True)) == {"mentors", "mentoring.mentees"}

    def test_demo_opens_a_programme_with_mentors_and_mentees_in_every_state(self):
        assert sorted(Programme.objects.values_list("status", flat=True)) == ["closed", "open"]
        programme = open_programme()
        assert (programme.status, programme.referent.email) == ("open", "referente@demo.example")
        assert programme.minors
        assert programme.dpia_on < programme.opened_at.date()
        assert programme.takes_applications
        assert set(Mentor.objects.values_list("status", flat=True)) == set(Mentor.Status) - {Mentor.Status.WITHDRAWN}
        assert set(Mentee.objects.values_list("status", flat=True)) == set(Mentee.Status)
        assert {one.age for one in Mentee.objects.all()} == {15, 16, 17, 18, 19, 20}
        for mentor in Mentor.objects.filter(status__in=Mentor.WAY):
            taken = [step.status for step in mentor.steps.order_by("on", "pk")]
            assert taken == list(Mentor.WAY[:Mentor.WAY.index(mentor.status) + 1])

    def test_demo_has_parents_of_each_answer_and_nobody_ready_without_one(self):
        assert set(Authorisation.objects.values_list("status", flat=True)) == {"asked", "given", "refused", "revoked"}
        live = Mentee.objects.filter(status__in=("locked", "ready"))
        assert live.count() == 12
        assert all(mentoring.may_take_part(one) == (one.status == "ready") for one in live)
        assert Mentee.objects.get(email="lina@demo.example").status == "ready"

    def test_demo_has_a_certificate_that_ends_soon_and_a_report_of_each_kind(self):
        ends = [one for one in Clearance.objects.all() if one.days_left <= 7]
        assert [(one.is_live, one.days_left) for one in ends] == [(True, 6)]
        assert Letter.objects.filter(key__startswith=f"safeguarding.clearance/{ends[0].code}/7/").count() == 3
        assert sorted(Report.objects.values_list("status", flat=True)) == ["closed", "received"]
        assert [verify(one) for one in Report.objects.all()] == [[], []]
        received = Report.objects.get(status="received")
        assert received.due_at > clock.now()
        watcher = Person.objects.get(email="referente@demo.example")
        assert treats_reports(watcher)
        assert Report.objects.visible_to(watcher).count() == 2

    def test_demo_opens_its_pages_to_who_watches_and_to_nobody_she_watches(self):
        received = Report.objects.get(status="received")
        pages = (reverse("mentoring:programme", args=[open_programme().code]), reverse("safeguarding:report", args=[received.code]))
        for address, status in (("referente", 200), ("mentore", 404), ("lina", 404)):
            self.client.force_login(Person.objects.get(email=f"{address}@demo.example"))
            assert [self.client.get(page).status_code for page in pages] == [status, status]
            assert self.client.get(reverse("mentoring:mine")).status_code == 200

    def test_demo_lives_a_season_of_pairs_each_at_another_point(self):
        first = Programme.objects.get(status="closed")
        assert dict(first.pairs.values_list("mentee__first_name", "status")) == {
            "Clara": "closed", "Sarah": "closed", "Lina": "active", "Léa": "active", "Maëlle": "paused"}
        assert dict(Closure.objects.values_list("pair__mentee__first_name", "kind")) == {"Clara": "planned", "Sarah": "one-sided"}
        told = {one.mentee.first_name: one for one in Pair.objects.told().filter(programme=first)}
        assert clock.now() - told["Lina"].last_met_at < dt.timedelta(days=8)
        assert clock.now() - told["Léa"].last_met_at > dt.timedelta(days=35)
        assert (told["Lina"].score, told["Léa"].score) == (3, 2)
        hers = told["Lina"]
        assert sorted(one.fate for one in hers.messages.all()) == ["goes", "goes", "goes", "goes", "stays", "waits"]
        assert hers.goals.live().count() == 2
        assert Questions.objects.waiting().filter(pair=hers).count() == 2
        assert hers.meetings.coming().count() == 1

    def test_demo_opens_certificates_to_both_sides_of_the_pair_that_ended(self):
        ended = Pair.objects.get(closure__kind="planned")
        for person in (ended.mentee.person, ended.mentor.person):
            self.client.force_login(person)
            paper = self.client.get(reverse("mentoring:take_away", args=[ended.code, "attestation.pdf"]))
            assert (paper.status_code, paper.content[:5]) == (200, b"%PDF-")

    def test_demo_matches_a_season_each_proposal_at_another_point(self):
        programme = open_programme()
        assert dict(programme.pairs.values_list("mentee__first_name", "status")) == {"Awa": "signing", "Maya": "meeting"}
        found = set(programme.matches.exclude(pair__isnull=False).values_list("mentee__first_name", "status", "way"))
        assert found == {("Manon", "refused", "scenario"), ("Manon", "proposed", "next"), ("Chloé", "asked", "scenario"),
                         ("Jade", "dropped", "scenario")}
        asked = programme.matches.get(status="asked")
        assert asked.mentee_said_at and not asked.mentor_said_at and asked.answer_by > clock.now()
        assert sorted(programme.scenarios.values_list("status", flat=True)) == ["computed", "published"]
        choice = programme.choices.get(status="offered")
        assert len(mentoring.open_cards(choice)) == 3

    def test_demo_names_who_answers_and_each_finds_what_waits_for_her(self):
        for address, found in (("jade", "mentoring:choice"), ("rokia", "mentoring:match")):
            self.client.force_login(Person.objects.get(email=f"{address}@demo.example"))
            row = Choice.objects.get(status="offered") if address == "jade" else Match.objects.get(status="asked")
            page = reverse(found, args=[row.code])
            assert page in self.client.get(reverse("mentoring:mine")).content.decode()
            assert self.client.get(page).status_code == 200
        assert {address for address, _words in SIGN_IN} == {"lina", "mentore", "jade", "rokia"}

    def test_nothing_of_the_demo_happened_later_than_now(self):
        assert Letter.objects.exists()
        assert not Letter.objects.filter(queued_at__gt=clock.now()).exists()
        for model, field in ((Match, "made_at"), (Pair, "begun_at"), (Message, "sent_at"), (Questions, "asked_at"), (Meeting, "told_at")):
            assert not model.objects.filter(**{f"{field}__gt": clock.now()}).exists()

    def test_demo_tells_role_models_of_requests_near_them_once_each(self):
        told = list(Letter.objects.filter(template="engagements/letters/requests_near").values_list("address", flat=True))
        assert told and len(told) == len(set(told)) == RoleModel.objects.exclude(told_until=None).count()

    def test_demo_is_made_only_in_an_empty_database(self):
        with pytest.raises(CommandError, match=r"vide|empty"):
            call_command("demo")


def test_demo_prints_its_accounts_as_json(monkeypatch, capsys):
    monkeypatch.setattr("industrielles.rehearsal.management.commands.demo.SCALES", {"small": {"visits": 1, "role_models_each": 1}})
    call_command("demo", "--json")
    accounts = json.loads(capsys.readouterr().out)
    assert {"role", "name", "email", "network"} == set(accounts[0])
