"""The pages: joining step by step, links that act on POST only, the coordinator's desk, a partner's frame."""
from __future__ import annotations

import datetime as dt
import html
import statistics
import time
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from industrielles.joining import addresses, files
from industrielles.joining import verbs as joining
from industrielles.joining.models import Application, Batch, Frame, Link
from industrielles.kit import clock
from industrielles.letters.models import Letter
from industrielles.network.models import Membership
from tests.factories.joining import INES, FrameFactory, LinkFactory, applied, came, network_of_lille
from tests.factories.network import MembershipFactory, NetworkFactory, coordinator_of
from tests.factories.people import PersonFactory
from tests.factories.places import CommuneFactory
from tests.factories.pool import BranchFactory

pytestmark = pytest.mark.django_db
WHO = {"situation": "industry", "first_name": "Inès", "last_name": "Carpentier", "email": INES, "age": "adult", "gender": ""}
JOB = {"job": "Régleuse", "job_form": "feminine", "level": "technician", "branch": "", "employer": ""}
OFFER = {"offers": ["visits", "media"], "diploma": "bts", "network": "nearest"}
CONSENT = {"to_news": "on", "notice": "on"}


def step(client: Client, number: int, typed: dict[str, Any], query: str = "") -> Any:
    return client.post(reverse("joining:step", args=[number]) + query, typed)


def through(client: Client, query: str = "", **changes: Any) -> Any:
    """The five steps, then the last look."""
    CommuneFactory(code="59350", name="Lille")
    for number, typed in enumerate((WHO, JOB, {"town": "Lille", "commune": ""}, OFFER, CONSENT), start=1):
        said = {name: value for name, value in changes.items() if name in typed}
        answer = step(client, number, {**typed, **said}, query if number == 1 else "")
        assert answer.status_code == 302, answer.context["form"].errors
    return client.get(reverse("joining:step", args=[6]))


@pytest.fixture
def coordinator(client: Client) -> Any:
    person = coordinator_of(network_of_lille())
    client.force_login(person)
    return person


def test_five_steps_read_back_and_one_application_however_often_it_is_sent(client: Client) -> None:
    network = network_of_lille()
    BranchFactory()
    page = through(client)
    text = page.content.decode()
    assert all(words in text for words in ("Inès Carpentier", "Régleuse", "Lille", network.name))
    typed = {"key": page.context["form"].initial["key"]}
    assert step(client, 6, typed).url == reverse("joining:sent")
    assert step(client, 6, typed).url == reverse("joining:sent")
    application = Application.objects.get()
    assert (application.offers, list(application.consents), application.gender) == (["visits", "media"], ["news"], "")
    assert INES in client.get(reverse("joining:sent")).content.decode()
    assert client.get(reverse("joining:step", args=[2])).status_code == 302  # nothing of the draft stays


def test_what_was_typed_is_kept_on_error_and_going_back(client: Client) -> None:
    network_of_lille()
    answer = step(client, 1, {**WHO, "email": "ines@", "first_name": "Inès-Marie"})
    assert answer.status_code == 422
    assert "Inès-Marie" in answer.content.decode() and "claire.martin@" in answer.content.decode()
    step(client, 1, WHO)
    assert 'value="Carpentier"' in client.get(reverse("joining:step", args=[1])).content.decode()
    assert client.get(reverse("joining:step", args=[4])).url == reverse("joining:step", args=[2])


def test_answers_are_forgotten_after_a_day_or_when_asked(client: Client) -> None:
    step(client, 1, WHO)
    with clock.at(clock.now() + dt.timedelta(hours=25)):
        assert "Carpentier" not in client.get(reverse("joining:step", args=[1])).content.decode()
    client.post(reverse("joining:forget_draft"))
    assert "join" not in client.session


@pytest.mark.parametrize(("age", "words"), [("15-17", "15, 16 ou 17 ans"), ("under-15", "tes parents")])
def test_who_is_under_18_is_told_what_is_possible_and_leaves_nothing(client: Client, age: str, words: str) -> None:
    network_of_lille()
    answer = step(client, 1, {**WHO, "age": age})
    assert "join" not in client.session
    assert words in client.get(answer.url).content.decode()
    assert not Application.objects.exists() and not Letter.objects.exists()


def test_each_step_says_what_is_missing(client: Client) -> None:
    network_of_lille()
    through(client)
    assert "diploma" in step(client, 4, {**OFFER, "diploma": ""}).context["form"].errors
    assert "offers" in step(client, 4, {"network": "nearest"}).context["form"].errors
    assert "network" in step(client, 4, {**OFFER, "network": "inconnu"}).context["form"].errors
    step(client, 4, OFFER)
    assert "phone" in step(client, 5, {"to_contact": "on", "notice": "on"}).context["form"].errors
    assert "notice" in step(client, 5, {}).context["form"].errors
    assert "town" in step(client, 3, {"town": "Introuvable"}).context["form"].errors


def test_the_town_that_bears_this_very_name_is_hers_though_others_begin_so(client: Client) -> None:
    network_of_lille()
    CommuneFactory(code="59350", name="Lille")
    for code, name in (("62900", "Lille-sur-Mer"), ("62901", "Lille-en-Artois")):
        CommuneFactory(code=code, name=name)
    through(client)
    assert step(client, 3, {"town": "Lille"}).status_code == 302
    assert "Lille-sur-Mer" in step(client, 3, {"town": "Lill"}).content.decode()


def test_nothing_is_ticked_beforehand(client: Client) -> None:
    network_of_lille()
    CommuneFactory(code="59350", name="Lille")
    for number, typed in enumerate((WHO, JOB, {"town": "Lille"}, OFFER), start=1):
        page = client.get(reverse("joining:step", args=[number])).content.decode()
        assert " checked" not in page or number == 4  # the network of her territory is proposed
        step(client, number, typed)
    assert " checked" not in client.get(reverse("joining:step", args=[5])).content.decode()


def test_she_chooses_among_the_networks_of_her_territory_and_comes_from_the_page_of_one(client: Client) -> None:
    network_of_lille()
    grenoble = CommuneFactory(code="38185", name="Grenoble", department__code="38")
    far = NetworkFactory(name="Réseau lointain", departments=[grenoble.department])
    page = client.get(reverse("joining:join"), {"reseau": far.slug})
    assert "Réseau lointain" in page.content.decode()
    through(client, f"?reseau={far.slug}", network=far.slug)
    assert "Réseau lointain" in client.get(reverse("joining:step", args=[6])).content.decode()


def test_a_link_leads_to_its_network_and_tells_its_maker_a_first_name_only_if_she_agrees(client: Client) -> None:
    network_of_lille()
    member = MembershipFactory()
    link = LinkFactory(network=member.network, made_by=member.person, label="Atelier")
    page = client.get(addresses.invited(link))
    assert member.network.name in page.content.decode()
    query = page.context["begin"].partition("?")[2]
    through(client, f"?{query}")
    step(client, 5, {**CONSENT, "names_her": "on"})
    page = client.get(reverse("joining:step", args=[6]))
    step(client, 6, {"key": page.context["form"].initial["key"]})
    application = Application.objects.get()
    assert (application.link, application.network, application.via) == (link, member.network, "link")
    joining.confirm(application)
    client.force_login(member.person)
    mine = client.get(reverse("joining:links")).content.decode()
    assert "Inès C." in mine and INES not in mine


def test_a_get_confirms_nothing_and_a_post_does(client: Client) -> None:
    network_of_lille()
    address = addresses.confirm(applied())
    for _ in range(3):
        assert client.get(address).status_code == 200
    assert not Membership.objects.exists()
    assert client.post(address).status_code == 302
    assert Membership.objects.count() == 1
    assert "no-store" in client.get(address)["Cache-Control"]


@pytest.mark.parametrize("name", ["confirm", "refuse", "invited", "merge"])
def test_altered_links_open_a_page_that_says_what_to_do(client: Client, name: str) -> None:
    answer = client.get(reverse(f"joining:{name}", args=["ABC:forged:link"]))
    assert answer.status_code == 404
    assert reverse("joining:join") in answer.content.decode()


def test_refuse_asks_first(client: Client) -> None:
    network_of_lille()
    address = addresses.refuse(applied(via="sheet"))
    client.get(address)
    assert Application.objects.exists()
    assert client.post(address).url == reverse("joining:refused")
    assert not Application.objects.exists()
    assert client.get(address).status_code == 410


def test_known_and_unknown_addresses_get_the_same_answer_in_the_same_time(client: Client) -> None:
    network = network_of_lille()
    took: dict[bool, list[float]] = {True: [], False: []}
    bodies = set()
    for number in range(40):
        known = number % 2 == 0
        email = f"personne{number:02}@exemple.invalid"
        if known:
            MembershipFactory(network=network, person=PersonFactory(email=email))
        fresh = Client()
        page = through(fresh, email=email)
        began = time.thread_time()
        answer = step(fresh, 6, {"key": page.context["form"].initial["key"]})
        took[known].append(time.thread_time() - began)
        bodies.add((answer.status_code, answer.url, fresh.get(answer.url).content.decode().replace(email, "@")))
    assert len(bodies) == 1
    assert abs(statistics.median(took[True]) - statistics.median(took[False])) < 0.02


def test_the_list_asks_as_much_for_one_newcomer_as_for_three(client: Client, coordinator: Any) -> None:
    counts = []
    for emails in (["a"], ["b", "c"]):
        for one in emails:
            came(email=f"{one}@exemple.invalid")
        with CaptureQueriesContext(connection, ) as asked:
            assert client.get(reverse("joining:newcomers")).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] < 25


@pytest.mark.parametrize("name", ["links", "imports", "frames", "newcomers"])
def test_empty_pages_say_what_to_do_next(client: Client, coordinator: Any, name: str) -> None:
    assert 'class="vide"' in client.get(reverse(f"joining:{name}")).content.decode()


@pytest.mark.parametrize("name", ["links", "imports", "frames"])
def test_other_lists_ask_as_much_for_one_as_for_three(client: Client, coordinator: Any, name: str) -> None:
    network, counts = coordinator.memberships.get().network, []
    for more in (1, 2):
        for _ in range(more):
            LinkFactory(network=network, made_by=coordinator)
            FrameFactory(network=network)
            joining.read_batch(network, file_name="f.csv", header=["Courriel"], rows=[(2, ["a@x.fr"], "")], by=coordinator)
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse(f"joining:{name}"))
        counts.append(len(asked))
    assert counts[0] == counts[1] < 25


def test_one_tap_welcomes_and_a_refused_form_comes_back_whole(client: Client, coordinator: Any) -> None:
    one, other = came(), came(email="b@exemple.invalid")
    assert client.post(reverse("joining:welcome", args=[one.code]), {"words": ""}).url == reverse("joining:newcomers")
    one.refresh_from_db()
    assert one.status == "welcomed"
    answer = client.post(reverse("joining:decline", args=[other.code]), {"words": ""})
    assert answer.status_code == 422 and "id_words" in answer.content.decode()
    assert client.post(reverse("joining:welcome", args=[one.code]), {}).status_code == 422  # twice: said, not done
    assert Letter.objects.filter(template="joining/letters/welcome").count() == 1


def test_the_page_of_a_newcomer_proposes_another_network_and_asks_both_addresses(client: Client, coordinator: Any) -> None:
    network = coordinator.memberships.get().network
    twin = MembershipFactory(network=network, person=PersonFactory(email="ines.carpentier+b@exemple.invalid", last_name="C"))
    other, one = NetworkFactory(), came()
    page = client.get(reverse("joining:newcomer", args=[one.code])).content.decode()
    assert other.name in page and twin.person.email in page
    client.post(reverse("joining:ask_merge", args=[one.code, twin.person.code]))
    assert Letter.objects.filter(template="joining/letters/merge").count() == 2
    assert client.post(reverse("joining:ask_merge", args=[one.code, MembershipFactory().person.code])).status_code == 404
    client.post(reverse("joining:hand", args=[one.code]), {"to": other.slug})
    one.refresh_from_db()
    assert one.sent_to == other
    client.force_login(coordinator_of(other))
    page = client.get(reverse("joining:newcomer", args=[one.code])).content.decode()
    assert INES not in page  # an address is for the network she chose
    client.post(reverse("joining:take", args=[one.code]))
    one.refresh_from_db()
    assert one.network == other


def test_merge_pages_ask_before_they_act(client: Client, coordinator: Any) -> None:
    network = coordinator.memberships.get().network
    old, new = MembershipFactory(network=network).person, came().person
    merging = joining.ask_merge(old, new, within=network, by=coordinator)
    for kept in (True, False):
        address = addresses.merge(merging, kept=kept)
        assert "oui/" in client.get(address).content.decode()
        assert client.post(address).status_code == 405
        assert client.post(f"{address}oui/").url == reverse("joining:merge_answered")
    new.refresh_from_db()
    assert new.erased_at is not None
    assert client.get(addresses.merge(merging, kept=True)).status_code == 410


def test_a_member_makes_shows_and_takes_back_an_invitation(client: Client) -> None:
    member = MembershipFactory()
    client.force_login(member.person)
    assert client.post(reverse("joining:links"), {"label": "Stand", "uses": "0", "days": "30"}).status_code == 422
    client.post(reverse("joining:links"), {"label": "Stand", "uses": "5", "days": "30"})
    link = Link.objects.get()
    assert (link.network, link.uses_left) == (member.network, 5)
    square = client.get(reverse("joining:square", args=[link.code]))
    assert square["Content-Type"] == "image/svg+xml" and b"<path" in square.content
    client.post(reverse("joining:revoke", args=[link.code]))
    assert "ancienne" in Client().get(addresses.invited(link)).content.decode()


def test_a_file_is_read_told_tried_carried_out_and_reported(client: Client, coordinator: Any) -> None:
    sent = SimpleUploadedFile("m.csv", b"Nom;Contact\n=cmd;a@x.fr\nRoux;=b@x.fr\n")
    address = client.post(reverse("joining:imports"), {"file": sent}).url
    batch = Batch.objects.get()
    assert client.post(address, {"email": ""}).status_code == 422
    page = client.post(address, {"email": "1", "last_name": "0"})
    assert page.status_code == 200 and not Application.objects.exists()
    assert client.post(reverse("joining:start", args=[batch.code]), {"email": "1", "last_name": "0"}).url == address
    while joining.carry_out():
        pass
    assert "100" in client.get(address).content.decode()
    report = client.get(reverse("joining:report", args=[batch.code])).content.decode("utf-8-sig").splitlines()
    assert len(report) == 3
    assert not any(cell.startswith(("=", "+", "-", "@")) for line in report for cell in line.split(";"))
    assert client.post(reverse("joining:drop", args=[batch.code]), follow=True).status_code == 200
    assert Batch.objects.get().status == "done"


def test_a_file_that_cannot_be_read_is_refused_beside_its_field(client: Client, coordinator: Any) -> None:
    for data in (b"\x00\x00", b"", b"x" * (files.LARGEST + 1)):
        answer = client.post(reverse("joining:imports"), {"file": SimpleUploadedFile("m.xlsx", data)})
        assert answer.status_code == 422 and "file" in answer.context["form"].errors


SHORT = {"first_name": "Inès", "last_name": "Carpentier", "email": INES, "job": "Soudeuse", "town": "Lille", "commune": "",
         "offers": ["counted"], "adult": "on", "notice": "on"}


@pytest.fixture
def framed() -> Frame:
    CommuneFactory(code="59350", name="Lille")
    return FrameFactory(network=network_of_lille())


def short(client: Client, frame: Frame, origin: str | None = "http://testserver", **changes: Any) -> Any:
    address = reverse("joining:framed", args=[frame.code])
    token = client.get(address).context["form"].initial["token"]
    headers = {"origin": origin} if origin else {}
    return client.post(address, {**SHORT, "token": token, **changes}, headers=headers)


def test_a_frame_opens_in_its_partners_pages_only_and_sets_no_cookie(framed: Frame) -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.get(reverse("joining:framed", args=[framed.code]))
    policy = page["Content-Security-Policy"]
    assert "frame-ancestors 'self' https://www.acieries.example" in policy and "unsafe" not in policy
    assert "X-Frame-Options" not in page
    assert f"Rejoindre\xa0: {framed.network.name}" in html.unescape(page.content.decode())
    assert short(client, framed).status_code == 200
    assert dict(client.cookies) == {}
    application = Application.objects.get()
    assert (application.frame, application.network, application.via) == (framed, framed.network, "frame")
    assert Client().get(reverse("joining:join"))["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("origin", [None, "https://evil.example", "null", "https://www.acieries.example"])
def test_a_frame_refuses_what_was_sent_from_another_page(client: Client, framed: Frame, origin: str | None) -> None:
    answer = short(client, framed, origin)
    assert answer.status_code == 422 and "Carpentier" in answer.content.decode()
    assert not Application.objects.exists()


def test_a_frame_refuses_a_token_that_is_forged_old_or_another_frames_and_gives_a_fresh_one(client: Client, framed: Frame) -> None:
    other = FrameFactory()
    address = reverse("joining:framed", args=[framed.code])
    stranger = client.get(reverse("joining:framed", args=[other.code])).context["form"].initial["token"]
    for token in ("forged", stranger):
        answer = short(client, framed, token=token)
        assert answer.status_code == 422
        assert not Application.objects.exists()
    fresh = answer.context["form"].data["token"]
    assert client.post(address, {**SHORT, "token": fresh}, headers={"origin": "http://testserver"}).status_code == 200


def test_a_frame_sent_twice_is_one_application_and_a_minor_is_not_taken(client: Client, framed: Frame) -> None:
    token = client.get(reverse("joining:framed", args=[framed.code])).context["form"].initial["token"]
    assert short(client, framed, adult="").status_code == 422
    for _ in range(2):
        assert short(client, framed, token=token).status_code == 200
    assert Application.objects.count() == 1


def test_a_closed_frame_shows_nothing(client: Client, framed: Frame) -> None:
    Frame.objects.update(closed_at=clock.now())
    assert client.get(reverse("joining:framed", args=[framed.code])).status_code == 404


def test_a_coordinator_makes_a_frame_and_closes_it(client: Client, coordinator: Any) -> None:
    assert client.post(reverse("joining:frames"), {"partner": "P", "origins": "javascript:1"}).status_code == 422
    client.post(reverse("joining:frames"), {"partner": "Aciéries", "origins": "https://a.example\nhttps://b.example"})
    frame = Frame.objects.get()
    assert frame.origins == ["https://a.example", "https://b.example"]
    assert "&lt;iframe" in client.get(reverse("joining:frames")).content.decode()
    client.post(reverse("joining:close", args=[frame.code]))
    frame.refresh_from_db()
    assert frame.closed_at is not None
