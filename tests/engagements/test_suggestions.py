"""The best role models for a request, and why."""
from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from industrielles.engagements import nearby, suggestions
from industrielles.engagements import verbs as engagements
from industrielles.engagements.models import Engagement
from industrielles.kit import clock
from industrielles.pool.models import RoleModel
from industrielles.safeguarding.models import Report
from tests.factories.engagements import asked, confirmed, invited, told, weekday
from tests.factories.network import NetworkFactory, coordinator_of
from tests.factories.places import CommuneFactory, HolidayFactory
from tests.factories.pool import BranchFactory, OffDaysFactory, RoleModelFactory
from tests.factories.safeguarding import ReportFactory

pytestmark = pytest.mark.django_db
Format = RoleModel.Format


@pytest.fixture
def engagement() -> Engagement:
    return asked()


def names(found: list[suggestions.Suggestion]) -> list[RoleModel]:
    return [one.role_model for one in found]


def recruit(engagement: Engagement, km: float = 0.0, **fields: Any) -> RoleModel:
    """A role model so many kilometres south of Lille."""
    return RoleModelFactory(network=engagement.network, commune=CommuneFactory(latitude=50.630888 - km / 111.195), **fields)


def test_the_nearest_comes_first_with_her_distance_in_words(engagement: Engagement) -> None:
    far, near = recruit(engagement, 30), recruit(engagement, 5)
    found = suggestions.best(engagement)
    assert names(found) == [near, far]
    assert (found[1].kilometres, found[1].minutes) == (30.0, 60)
    assert found[1].reasons[0] == "à 30 km, environ 60 min de route"


def test_reasons_are_said_in_the_language_of_the_moment(engagement: Engagement) -> None:
    recruit(engagement, 30)
    with translation.override("en"):
        assert suggestions.best(engagement)[0].reasons[0] == "at 30 km, about 60 min by road"


def test_who_is_left_out_is_counted_by_reason(engagement: Engagement) -> None:
    for fields in ({"km": 80}, {"km": 90}, {"paused_until": clock.today() + dt.timedelta(days=90)}, {"formats": [Format.REMOTE]},
                   {"audiences": [RoleModel.Audience.PRIMARY]}, {"monthly_limit": 0}, {"yearly_limit": 0}):
        recruit(engagement, **fields)
    away = recruit(engagement)
    OffDaysFactory(role_model=away, starts_on=clock.today(), ends_on=weekday(60))
    found = suggestions.find(engagement)
    assert found.best == []
    assert found.left_out[0] == "2 habitent trop loin"
    assert set(found.left_out[1:]) == {
        "1 est en pause", "1 ne fait pas ce genre de rencontre", "1 ne rencontre pas d’élèves de cet âge",
        "1 a atteint sa limite ce mois-là", "1 a atteint sa limite de l’année", "1 est absente ces jours-là"}


def test_a_remote_request_takes_those_who_take_remote_meetings_wherever_they_live() -> None:
    engagement = asked(remote=True)
    recruit(engagement)
    far = recruit(engagement, 600, formats=[Format.REMOTE])
    found = suggestions.best(engagement)
    assert names(found) == [far]
    assert (found[0].kilometres, found[0].reasons[0]) == (None, "à distance, où qu’elle habite")


def test_the_branch_wished_and_the_days_free_count_and_are_said() -> None:
    other = BranchFactory(code="chimie", name_fr="Chimie", name_en="Chemistry")
    engagement = asked(branch=other)
    recruit(engagement)
    wished = recruit(engagement, branch=other, half_days=0b11 << 2)
    found = suggestions.best(engagement)
    assert names(found)[0] == wished
    assert any(reason.startswith("filière souhaitée") and reason.endswith("Chimie") for reason in found[0].reasons)
    assert found[0].free_on == [weekday(), weekday(28)]
    assert any(reason.startswith("libre mardi") for reason in found[0].reasons)


def test_her_load_and_who_she_has_met_count_and_are_said(engagement: Engagement) -> None:
    accepted = confirmed(network=engagement.network, school=engagement.school)
    told(accepted.engagement)
    Engagement.objects.filter(pk=accepted.engagement_id).update(starts_at=accepted.engagement.proposed_dates.first().starts_at)
    fresh = recruit(engagement)
    found = suggestions.best(engagement)
    assert names(found) == [fresh, accepted.role_model]
    assert (found[1].this_month, found[1].this_year) == (1, 1)
    assert {"1 visite ce mois-là", "a déjà rencontré cet établissement"} <= set(found[1].reasons)


def test_school_holidays_where_she_lives_are_not_free_unless_she_works_in_them(engagement: Engagement) -> None:
    HolidayFactory(starts_on=weekday() - dt.timedelta(days=1), ends_on=weekday() + dt.timedelta(days=1))
    works, rests = recruit(engagement, works_holidays=True), recruit(engagement)
    free = {one.role_model: one.free_on for one in suggestions.best(engagement)}
    assert free == {works: [weekday(), weekday(28)], rests: [weekday(28)]}


def test_who_was_asked_already_is_not_suggested_again() -> None:
    invitation = invited()[0]
    assert suggestions.best(invitation.engagement) == []
    engagements.decline(invitation)
    assert suggestions.best(invitation.engagement) == []


def test_who_a_report_keeps_away_is_not_suggested_and_nothing_says_why(engagement: Engagement) -> None:
    hers, other = recruit(engagement, 5), recruit(engagement, 30)
    report = ReportFactory(network=engagement.network, accused=hers.person, suspended_at=clock.now())
    found = suggestions.find(engagement)
    assert names(found.best) == [other] and found.left_out == []
    Report.objects.filter(pk=report.pk).update(resumed_at=clock.now())
    assert names(suggestions.best(engagement)) == [hers, other]


def test_only_role_models_of_partner_networks_that_the_coordinator_may_see(engagement: Engagement) -> None:
    lender = NetworkFactory(departments=[engagement.department])
    ours, theirs = recruit(engagement), RoleModelFactory(network=lender)
    by, other = coordinator_of(engagement.network), coordinator_of(lender)
    assert names(suggestions.best(engagement, person=by)) == [ours]
    engagements.agree_lending(engagements.ask_lending(engagement, lender=lender, by=by), by=other)
    assert names(suggestions.best(engagement, person=by)) == [ours]
    assert names(suggestions.best(engagement, person=other)) == [theirs]
    assert set(names(suggestions.best(engagement))) == {ours, theirs}


def test_the_number_of_queries_does_not_grow_with_the_pool(engagement: Engagement) -> None:
    counts = []
    for number in (1, 3):
        for _ in range(number):
            recruit(engagement)
        fresh = Engagement.objects.get(pk=engagement.pk)
        with CaptureQueriesContext(connection) as queries:
            suggestions.best(fresh)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 8


def test_a_window_offers_its_school_days(engagement: Engagement) -> None:
    window = asked(dates=[], window=(weekday(14), weekday(15) + dt.timedelta(days=6)))
    days = [day for day, _moment in suggestions.days_of(window)]
    assert days and all(day.isoweekday() < 6 for day in days)


def test_nearby_gives_open_requests_she_could_go_to_nearest_first(engagement: Engagement) -> None:
    her = recruit(engagement, 10)
    far = recruit(engagement, 90)
    near = asked(network=engagement.network)
    found = nearby.of(her)
    assert {one for one, _km in found} == {engagement, near}
    assert all(round(km) == 10 for _one, km in found)
    assert nearby.of(far) == []
    engagements.invite(near, role_models=[her], by=None)
    assert [one for one, _km in nearby.of(her)] == [engagement]
