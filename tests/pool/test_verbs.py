"""Role models and ambassadors: what their verbs do, refuse and leave behind."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from industrielles.journal.models import Entry
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.network import verbs as network
from industrielles.network.models import Grant
from industrielles.network.roles import Role
from industrielles.people.models import Person
from industrielles.pool import verbs as pool
from industrielles.pool.models import Ambassador, Branch, OffDays, RoleModel
from tests.factories.network import MembershipFactory, NetworkFactory, coordinator_of
from tests.factories.people import PersonFactory
from tests.factories.places import CommuneFactory, DepartmentFactory, RegionFactory
from tests.factories.pool import AmbassadorFactory, BranchFactory, RoleModelFactory
from tests.sweeping import swept

pytestmark = pytest.mark.django_db
MORNING = dt.datetime(2026, 10, 1, 8, tzinfo=dt.UTC)
TODAY = dt.date(2026, 10, 1)


@pytest.fixture(autouse=True)
def _first_of_october() -> Any:
    with clock.at(MORNING):
        yield


def offered(membership: Any = None, **fields: Any) -> RoleModel:
    membership = membership or MembershipFactory()
    return pool.offer(
        membership,
        job="Soudeuse",
        branch=BranchFactory(),
        level="cap",
        commune=fields.pop("commune", None) or CommuneFactory(),
        by=fields.pop("by", membership.person),
        **fields,
    )


def test_offer_makes_a_profile_with_its_role_its_place_and_nothing_public() -> None:
    commune = CommuneFactory(name="Lille", department=DepartmentFactory(code="59"))
    role_model = offered(commune=commune, words="J’aime le métal.")
    assert (role_model.department_id, role_model.latitude, role_model.is_public) == ("59", commune.latitude, False)
    assert Grant.objects.current().filter(membership=role_model.membership, role=Role.ROLE_MODEL).count() == 1
    assert " soudeuse " in role_model.search_text and " metal " in role_model.search_text
    assert role_model.person.last_name.lower() not in role_model.search_text
    assert "lille" not in role_model.search_text
    assert Entry.objects.filter(verb="pool.offer").count() == 1


def test_offer_twice_is_one_profile() -> None:
    first = offered()
    assert offered(first.membership) == first


def test_offer_is_for_herself_or_who_runs_the_network() -> None:
    membership = MembershipFactory()
    with pytest.raises(Refused):
        offered(membership, by=coordinator_of(NetworkFactory()))
    with pytest.raises(Refused):
        offered(membership, by=MembershipFactory(network=membership.network).person)
    assert offered(membership, by=coordinator_of(membership.network)).person == membership.person


def test_who_comes_back_has_a_new_profile_and_her_old_one_stays_closed() -> None:
    old = offered()
    network.leave(old.membership)
    assert old not in RoleModel.objects.current()
    again = offered(network.join(old.person, network=old.network))
    assert again != old
    assert list(RoleModel.objects.current()) == [again]


def test_describe_moves_her_on_the_map_and_leaves_aside_what_is_not_hers_to_write() -> None:
    role_model, other = offered(), NetworkFactory()
    grenoble = CommuneFactory(
        code="38185",
        name="Grenoble",
        latitude=45.18,
        longitude=5.72,
        department=DepartmentFactory(code="38", name="Isère", region=RegionFactory(code="84", name="Auvergne-Rhône-Alpes")),
    )
    changed = pool.describe(
        role_model, fields={"job": "Chimiste", "commune": grenoble, "network": other, "published_on": TODAY}, by=role_model.person
    )
    changed.refresh_from_db()
    assert (changed.job, changed.department_id, round(changed.latitude or 0, 2)) == ("Chimiste", "38", 45.18)
    assert (changed.network_id, changed.published_on) == (role_model.network_id, None)
    assert " isere " in changed.search_text


def test_describe_is_for_herself_alone() -> None:
    role_model = offered()
    with pytest.raises(Refused):
        pool.describe(role_model, fields={"job": "Autre"}, by=coordinator_of(role_model.network))
    with pytest.raises(Refused) as refusal:
        pool.describe(role_model, fields={"job": "  "}, by=role_model.person)
    assert refusal.value.field == "job"


def test_publish_is_her_own_consent_and_unpublish_may_be_her_coordinator_s() -> None:
    role_model = offered()
    with pytest.raises(Refused):
        pool.publish(role_model, by=coordinator_of(role_model.network))
    public = pool.publish(role_model, by=role_model.person)
    assert (public.published_on, list(RoleModel.objects.published())) == (TODAY, [role_model])
    hidden = pool.unpublish(role_model, by=coordinator_of(role_model.network))
    assert (hidden.published_on, hidden.withdrawn_on) == (None, TODAY)
    with pytest.raises(Refused):
        pool.unpublish(role_model, by=coordinator_of(NetworkFactory()))


def test_publish_asks_for_a_first_name() -> None:
    role_model = offered(MembershipFactory(person=PersonFactory(first_name="", last_name="")))
    with pytest.raises(Refused):
        pool.publish(role_model, by=role_model.person)


def test_pause_ends_by_itself_or_at_her_word() -> None:
    role_model = offered()
    pool.pause(role_model, until=TODAY + dt.timedelta(days=10), by=role_model.person)
    assert not RoleModel.objects.ready().exists()
    with clock.at(MORNING + dt.timedelta(days=10)):
        assert RoleModel.objects.ready().exists()
    pool.pause(role_model, until=None, by=role_model.person)
    assert RoleModel.objects.ready().exists()
    with pytest.raises(Refused):
        pool.pause(role_model, until=TODAY, by=role_model.person)


def test_days_off_are_noted_once_and_taken_back() -> None:
    role_model = offered()
    first, last = TODAY + dt.timedelta(days=3), TODAY + dt.timedelta(days=9)
    days = pool.set_off_days(role_model, starts_on=first, ends_on=last, by=role_model.person)
    assert pool.set_off_days(role_model, starts_on=first, ends_on=last, by=role_model.person) == days
    assert pool.set_off_days(role_model, starts_on=first, free=True, by=role_model.person).ends_on == first
    pool.clear_off_days(days, by=role_model.person)
    assert OffDays.objects.count() == 1
    for starts, ends in (
        (last, first),
        (TODAY - dt.timedelta(days=5), TODAY - dt.timedelta(days=1)),
        (first, first + dt.timedelta(days=400)),
    ):
        with pytest.raises(Refused):
            pool.set_off_days(role_model, starts_on=starts, ends_on=ends, by=role_model.person)


def test_retire_takes_her_out_of_everything_and_keeps_her_row() -> None:
    role_model = offered()
    pool.publish(role_model, by=role_model.person)
    pool.entrust(role_model, ambassador=AmbassadorFactory(network=role_model.network))
    gone = pool.retire(role_model, by=role_model.person)
    assert (gone.ended_on, gone.published_on, gone.withdrawn_on, gone.ambassador) == (TODAY, None, TODAY, None)
    assert not Grant.objects.current().filter(membership=role_model.membership, role=Role.ROLE_MODEL).exists()
    assert pool.retire(role_model, by=None).ended_on == TODAY
    assert offered(role_model.membership) == role_model


def test_forget_empties_her_profiles_and_ends_her_charge() -> None:
    role_model = offered(words="Un mot à moi.")
    pool.set_off_days(role_model, starts_on=TODAY, by=role_model.person)
    charge = pool.appoint(role_model.membership, departments=[role_model.department], by=coordinator_of(role_model.network))
    pool.forget(role_model.person)
    role_model.refresh_from_db()
    charge.refresh_from_db()
    assert (role_model.job, role_model.words, role_model.search_text, role_model.commune, role_model.latitude) == ("", "", "", None, None)
    assert (role_model.ended_on, charge.ended_on) == (TODAY, TODAY)
    assert not role_model.off_days.exists()


def test_appoint_gives_departments_and_the_role_dismiss_takes_both_back() -> None:
    membership, nord = MembershipFactory(), DepartmentFactory(code="59")
    by = coordinator_of(membership.network)
    charge = pool.appoint(membership, departments=[nord], by=by)
    assert pool.appoint(membership, departments=[nord], by=by) == charge
    assert Ambassador.objects.current().by_department() == {"59": 1}
    assert Grant.objects.current().holding(Role.AMBASSADOR).on(TODAY).people() == 1
    role_model = pool.entrust(RoleModelFactory(network=membership.network), ambassador=charge, by=by)
    pool.dismiss(charge, by=by)
    role_model.refresh_from_db()
    assert role_model.ambassador is None
    assert not Ambassador.objects.current().exists()
    assert not Grant.objects.current().holding(Role.AMBASSADOR).exists()


def test_appoint_dismiss_and_entrust_keep_to_the_network() -> None:
    membership = MembershipFactory()
    stranger, charge = coordinator_of(NetworkFactory()), AmbassadorFactory()
    role_model = RoleModelFactory(network=membership.network)
    with pytest.raises(Refused):
        pool.appoint(membership, departments=[], by=stranger)
    with pytest.raises(Refused):
        pool.appoint(membership, departments=[], by=membership.person)
    with pytest.raises(Refused):
        pool.dismiss(charge, by=stranger)
    with pytest.raises(Refused):
        pool.entrust(role_model, ambassador=charge, by=coordinator_of(membership.network))
    with pytest.raises(Refused):
        pool.entrust(role_model, ambassador=None, by=stranger)


def test_branches_are_there_and_loading_them_again_changes_nothing() -> None:
    from industrielles.pool import branches

    branches.load(Branch)
    Branch.objects.filter(code="eau").update(name_fr="L’eau")
    assert branches.load(Branch) == 0
    assert Branch.objects.count() == 19
    assert Branch.objects.get(code="eau").name_fr == "L’eau"


def test_erasing_a_person_changes_no_past_count(settings: Any) -> None:
    from industrielles.people import verbs as people

    settings.ERASERS = ["industrielles.pool.verbs.forget", "industrielles.network.verbs.forget"]
    membership = MembershipFactory()
    pool.appoint(membership, departments=[DepartmentFactory()], by=coordinator_of(membership.network))
    offered(membership)
    later = MORNING + dt.timedelta(days=50)
    before = [(role, Grant.objects.holding(role).on(TODAY).people()) for role in Role]
    with clock.at(later):
        people.erase(membership.person)
        assert [(role, Grant.objects.holding(role).on(TODAY).people()) for role in Role] == before
        assert Grant.objects.holding(Role.AMBASSADOR).on(later.date()).people() == 0
    assert Person.objects.get(pk=membership.person_id).email is None


def test_clear_past_days_forgets_absences_a_year_after_they_ended() -> None:
    role_model, today = RoleModelFactory(), clock.today()
    pool.set_off_days(role_model, starts_on=today, ends_on=today, by=None)
    with clock.at(clock.now() + dt.timedelta(days=365)):
        assert swept("pool.off_days") == 0
    with clock.at(clock.now() + dt.timedelta(days=367)):
        assert (swept("pool.off_days"), OffDays.objects.count()) == (1, 0)
