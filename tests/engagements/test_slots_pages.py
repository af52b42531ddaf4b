"""The pages of places: published behind the link, taken and given back by who signed in, read by all without a name."""
from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from industrielles.engagements import addresses
from industrielles.engagements import verbs as engagements
from industrielles.engagements.models import Engagement, Invitation, Slot
from tests.factories.engagements import asked, confirmed, speaker_asked
from tests.factories.network import NetworkFactory, coordinator_of
from tests.factories.people import PersonFactory

from .test_slots import half_day, take, woman

pytestmark = pytest.mark.django_db


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def near(visit: Engagement) -> dict[str, str]:
    date = visit.proposed_dates.all()[0]
    return {"date": str(date.pk), "words": ""}


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_who_asks_publishes_changes_and_takes_back(client: Client) -> None:
    visit = speaker_asked("discovery half-day")
    follow = addresses.follow(visit)
    assert "Publier des places" in page(client, follow)
    sent = {"places": "4", "at_once": "yes", "reach": "territory", "agreed": "on"}
    assert client.post(f"{follow}places/", sent).status_code == 302
    assert "0 place prise sur 4" in page(client, follow)
    assert client.post(f"{follow}places/retirer/").status_code == 302
    assert Slot.objects.get().ended_at is not None


def test_without_agreement_nothing_is_published_and_nothing_typed_is_lost(client: Client) -> None:
    visit = speaker_asked("discovery half-day")
    answer = client.post(f"{addresses.follow(visit)}places/", {"places": "5", "at_once": "yes", "reach": "public"})
    assert answer.status_code == 422
    assert '<option value="5" selected' in answer.content.decode()
    assert not Slot.objects.exists()


def test_the_place_is_near_her_taken_and_given_back() -> None:
    visit = half_day(1)
    who = woman(visit.network)
    hers = signed_in(who.person)
    assert f"/pres-de-chez-vous/{visit.code}/place/" in page(hers, "/pres-de-chez-vous/")
    taking = page(hers, f"/pres-de-chez-vous/{visit.code}/place/")
    assert visit.contact_name not in taking and visit.contact_email not in taking and visit.aims not in taking
    assert hers.post(f"/pres-de-chez-vous/{visit.code}/place/", near(visit) | {"anyway": "on"}).url == "/mes-visites/"
    assert "Rendre ma place" in page(hers, f"/pres-de-chez-vous/{visit.code}/place/")
    assert f"/pres-de-chez-vous/{visit.code}/place/" in page(hers, "/mes-visites/")
    assert hers.get(f"/pres-de-chez-vous/{visit.code}/rendre/").status_code == 405
    assert hers.post(f"/pres-de-chez-vous/{visit.code}/rendre/").url == "/pres-de-chez-vous/"
    assert Invitation.objects.get().status == Invitation.Status.RELEASED


def test_full_is_said_near_her_and_on_its_page() -> None:
    visit = half_day(1)
    take(visit, woman(visit.network))
    other = signed_in(woman(visit.network).person)
    assert "Complet" in page(other, "/pres-de-chez-vous/")
    assert "C’est complet" in page(other, f"/pres-de-chez-vous/{visit.code}/place/")


def test_outside_its_territory_the_page_is_not_there() -> None:
    visit = half_day()
    for stranger in (woman(NetworkFactory(departments=[])).person, PersonFactory()):
        assert signed_in(stranger).get(f"/pres-de-chez-vous/{visit.code}/place/").status_code == 404
        assert signed_in(stranger).post(f"/pres-de-chez-vous/{visit.code}/rendre/").status_code == 404


def test_filters_narrow_what_is_near_her() -> None:
    visit = half_day()
    hers = signed_in(woman(visit.network).person)
    assert visit.code in page(hers, "/pres-de-chez-vous/?kind=discovery+half-day&when=31&places=yes")
    assert visit.code not in page(hers, "/pres-de-chez-vous/?kind=class+visit")
    assert visit.code not in page(hers, "/pres-de-chez-vous/?when=14")
    assert "Aucune demande avec ce filtre" in page(hers, "/pres-de-chez-vous/?level=cm")


def test_in_public_stands_the_town_and_no_name(client: Client) -> None:
    shown, kept = half_day(reach=Slot.Reach.PUBLIC), half_day()
    words = page(client, "/places-ouvertes/")
    assert "Lille" in words and "6 places à prendre" in words
    for hidden in (shown.school_name, shown.title, shown.contact_name, shown.code, kept.code):
        assert hidden not in words
    assert words.count('class="fiche"') == 1


def test_without_a_place_the_public_page_says_what_to_do(client: Client) -> None:
    assert "Demander une visite" in page(client, "/places-ouvertes/")


@pytest.mark.parametrize("address", ["/places-ouvertes/", "/pres-de-chez-vous/", "/coordination/liste/"])
def test_as_many_queries_for_one_place_as_for_three(address: str, django_assert_max_num_queries: Any) -> None:
    first = half_day(reach=Slot.Reach.PUBLIC)
    reader = signed_in(coordinator_of(first.network) if "coordination" in address else woman(first.network).person)
    page(reader, address)
    counts = []
    for more in (0, 2):
        for _ in range(more):
            other = speaker_asked("discovery half-day", network=first.network)
            engagements.publish_places(other, places=2, at_once=True, reach=Slot.Reach.PUBLIC)
        with django_assert_max_num_queries(24) as found:
            page(reader, address)
        counts.append(len(found.captured_queries))
    assert counts[0] == counts[1]


def test_the_desk_says_way_and_next_step_and_filters_by_way() -> None:
    published = half_day(6)
    take(published, woman(published.network))
    invited = asked(network=published.network)
    engagements.invite(invited, role_models=[woman(published.network)], by=None)
    desk = signed_in(coordinator_of(published.network))
    words = page(desk, "/coordination/liste/")
    assert "Places publiées, 1 prise sur 6" in words.replace("\xa0", " ")
    assert "Invitée par la coordination" in words
    for view in ("", "liste/"):
        only = page(desk, f"/coordination/{view}?way=published")
        assert published.code in only and invited.code not in only
        only = page(desk, f"/coordination/{view}?way=invited")
        assert published.code not in only and invited.code in only
        only = page(desk, f"/coordination/{view}?way=forward")
        assert published.code in only and invited.code not in only


def test_places_are_proposed_while_somebody_is_still_looked_for_and_not_once_nobody_is(client: Client) -> None:
    visit, met = asked(), confirmed().engagement
    assert ["Publier des places" in page(client, addresses.follow(one)) for one in (visit, met)] == [True, False]
