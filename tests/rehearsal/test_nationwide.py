"""The demo as wide as France, at one fiftieth: what it holds is what verbs leave."""
import pytest
from django.conf import settings
from django.utils.module_loading import import_string

from industrielles.journal.models import Entry
from industrielles.mentoring.models import Programme
from industrielles.network.models import Membership, Network, Organisation
from industrielles.network.roles import Role
from industrielles.people.consents import Purpose
from industrielles.people.models import Consent, Person
from industrielles.places.models import Commune, Department
from industrielles.pool.models import Ambassador, RoleModel
from industrielles.rehearsal.demo import Demo
from industrielles.rehearsal.nationwide import Nationwide, Size
from tests.factories.places import CommuneFactory, DepartmentFactory

pytestmark = pytest.mark.once
FIFTIETH = Size(networks=40, members=110, role_models=50, ambassadors=14, organisations=25, mentees=6, mentors=5)


def demo(**changes):
    return Demo(**{"seed": 5, "visits": 6, "role_models_each": 1, "say": lambda words: None, "size": FIFTIETH, **changes})


@pytest.fixture
def played(db):
    made = demo()
    made.play()
    return made


@pytest.fixture
def ground(db):
    """Three departments: one of 900,000 people, one of 100,000, one whose towns have no place on the map."""
    for code, people, placed in (("59", 900_000, True), ("62", 100_000, True), ("976", 50_000, False)):
        commune = CommuneFactory(code=f"{code}001"[:5], department=DepartmentFactory(code=code), population=people)
        if not placed:
            Commune.objects.filter(pk=commune.pk).update(latitude=None, longitude=None, x=None, y=None, z=None, cell=None)


def test_large_demo_stands_and_the_doctor_finds_nothing(played):
    assert [fault for path in settings.CHECKUPS for fault in import_string(path)()] == []
    places = Network.objects.filter(departments__isnull=False, closed_on=None).values("departments").distinct().count()
    assert places == Department.objects.count()
    kinds = Network.objects.exclude(closed_on__isnull=False).values_list("kind", flat=True)
    assert len(kinds) == 40 and set(kinds) == set(Network.Kind)
    assert Membership.objects.count() >= FIFTIETH.members
    assert RoleModel.objects.count() >= FIFTIETH.role_models
    assert Ambassador.objects.count() == FIFTIETH.ambassadors
    assert Organisation.objects.count() >= FIFTIETH.organisations
    assert Consent.objects.live().filter(purpose=Purpose.NEWS).count() > 10
    cohort = Programme.objects.get(network__parent=None)
    assert (cohort.status, cohort.mentees.count(), cohort.mentors.count()) == ("ended", FIFTIETH.mentees, FIFTIETH.mentors)
    assert cohort.pairs.filter(closure__kind="planned").exists()
    every_row_has_in_the_journal_what_brought_it()


def every_row_has_in_the_journal_what_brought_it():
    for model, verb in ((Membership, "network.join"), (RoleModel, "pool.offer"), (Ambassador, "pool.appoint"), (Person, "people.meet"),
                        (Organisation, "network.know")):
        written = set(Entry.objects.filter(verb=verb).values_list("subject_key", flat=True))
        assert {str(key) for key in model.objects.values_list("pk", flat=True)} <= written, verb
    offered = Membership.objects.current().filter(pk__in=RoleModel.objects.current().values("membership"))
    assert offered.count() == offered.holding(Role.ROLE_MODEL).count()


def drawn_members(monkeypatch, size):
    """Who would join: (place, department, days ago, whether she offers to be met)."""
    drawn = []
    monkeypatch.setattr(Nationwide, "member", lambda self, place, department, days, *, offers: drawn.append((department.pk, days, offers)))
    made = demo(size=size)
    Nationwide(made.who, made.cast, made.size, 5, made.on, made.say).members()
    return drawn


def test_members_of_the_large_demo_live_where_people_live(ground, monkeypatch):
    drawn = drawn_members(monkeypatch, Size(members=2000, role_models=500))
    assert len(drawn) == 2000
    assert sum(offers for _code, _days, offers in drawn) == 500
    assert sum(code == "59" for code, _days, _offers in drawn) == pytest.approx(1800, abs=60)
    assert not [code for code, _days, _offers in drawn if code == "976"]
    assert [days for _code, days, _offers in drawn] == sorted((days for _code, days, _offers in drawn), reverse=True)


def test_large_demo_is_the_same_for_the_same_seed(ground, monkeypatch):
    size = Size(members=100, role_models=30)
    assert drawn_members(monkeypatch, size) == drawn_members(monkeypatch, size)


@pytest.mark.django_db(transaction=True)
def test_large_demo_interrupted_leaves_an_empty_database():
    said = []

    def stop(words):
        said.append(words)
        if len(said) == 2:
            assert Network.objects.exists()  # it was under way
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        demo(say=stop).play()
    assert not Network.objects.exists() and not Person.objects.exists() and not Entry.objects.exists()
