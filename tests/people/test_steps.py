"""Pages of the second step: nobody goes round it, whatever the address, the method or the way in."""
from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.messages.storage import default_storage
from django.core import signing
from django.test import Client, RequestFactory

from industrielles.kit import clock
from industrielles.letters.models import Letter
from industrielles.network import verbs as network
from industrielles.people import middleware, policies, totp
from industrielles.people import verbs as people
from industrielles.people.models import Authenticator, LoginCode, Person, RecoveryCode, SignIn
from tests import canaries
from tests.factories.network import GrantFactory, MembershipFactory, NetworkFactory, coordinator_of
from tests.factories.people import AuthenticatorFactory, PasskeyFactory, PersonFactory
from tests.people.test_factors import shown
from tests.people.test_pages import code_for

pytestmark = pytest.mark.django_db
STEP, DESK = "/entrer/etape/", "/coordination/"


def first_step(client: Client, person: Person, to: str = "") -> Any:
    """She signs in with a mailed code."""
    LoginCode.objects.all().delete()
    client.post("/entrer/", {"email": person.email, "next": to})
    return client.post("/entrer/code/", {"code": code_for(person.email)})


def set_up(client: Client, person: Person) -> Any:
    """She adds an application with the code it shows."""
    seed = re.search(r'name="seed" value="([^"]+)"', client.get("/mon-compte/securite/application/").content.decode())[1]  # type: ignore[index]
    kept = signing.loads(seed, salt="industrielles.people.app")[1]
    return client.post("/mon-compte/securite/application/", {"seed": seed, "code": totp.hotp(totp.secret(person.pk, kept), totp.step())})


def test_a_coordinator_makes_her_second_step_before_any_page_and_then_goes_where_she_wanted(client: Client) -> None:
    person = coordinator_of(NetworkFactory())
    assert first_step(client, person, DESK).headers["Location"] == STEP
    assert "Protégez votre compte" in client.get(STEP).content.decode()
    assert client.get(DESK).headers["Location"] == STEP
    key = client.session.session_key
    assert set_up(client, person).headers["Location"] == "/mon-compte/securite/codes/"
    assert client.session.session_key != key
    assert client.get(DESK).status_code == 200
    page = client.post("/mon-compte/securite/codes/").content.decode()
    assert len(re.findall(r"<code>[2-9A-Z]{5}-[2-9A-Z]{5}</code>", page)) == RecoveryCode.HOW_MANY
    assert f'href="{DESK}"' in page


def test_who_has_a_second_step_passes_it_and_goes_where_she_wanted(client: Client) -> None:
    app = AuthenticatorFactory(person=coordinator_of(NetworkFactory()))
    assert first_step(client, app.person, DESK).headers["Location"] == STEP
    wrong = client.post(STEP, {"code": "12"})
    assert wrong.status_code == 422 and 'value="12"' in wrong.content.decode()
    key = client.session.session_key
    assert client.post(STEP, {"code": shown(app)}).headers["Location"] == DESK
    assert client.session.session_key != key
    assert client.get(DESK).status_code == 200
    assert SignIn.objects.get(person=app.person).second_at


def test_every_address_waits_for_the_second_step_by_get_and_by_post(client: Client) -> None:
    """What may be opened before it is named here, and nothing else is."""
    node = NetworkFactory()
    app = AuthenticatorFactory(person=coordinator_of(node))
    first_step(client, app.person)
    always = {"people:step", "people:leave", "people:passkey", "people:passkey_question"}
    faults = []
    for address in canaries.addresses():
        opens = getattr(address.view.view_class, "before_step", "")
        assert (opens == "always") == (address.name in always), address.name
        assert (opens == policies.ASK) == (address.name == "network:lost_step"), address.name
        if opens in ("always", policies.ASK):
            continue
        for method in ("get", "post"):  # decided before a row is looked up
            request = getattr(RequestFactory(), method)("/")
            request.user, request.session = app.person, client.session
            request._messages = default_storage(request)
            answer = middleware.SecondStep(lambda asked: None).process_view(request, address.view, (), {})  # type: ignore[arg-type,return-value]
            if answer is None or answer.headers.get("Location") != STEP:
                faults.append(f"{method} {address.name}: {answer}")
    for path in (DESK, "/", "/en/mon-compte/", "/mon-espace/", "/chiffres/", "/professionnelles/"):
        for there in (client.get(path), client.post(path, {})):
            faults += [path] if not there.headers.get("Location", "").endswith(STEP) else []
    assert not faults, "\n".join(faults)


def test_whoever_reads_her_mail_adds_no_second_step_of_her_own(client: Client) -> None:
    app = AuthenticatorFactory(person=coordinator_of(NetworkFactory()))
    first_step(client, app.person)
    for path in ("application/", "cle/", "cle/question/", "codes/", "application/retirer/"):
        assert client.post(f"/mon-compte/securite/{path}").headers["Location"] == STEP
    assert client.post("/mon-compte/adresse/", {"email": "autre@exemple.fr"}).headers["Location"] == STEP
    assert client.post("/entrer/", {"email": app.person.email}).headers["Location"] == STEP
    assert Authenticator.objects.get(person=app.person).pk == app.pk


def test_a_second_step_taken_away_is_passed_no_more_when_a_role_asks_for_one(client: Client) -> None:
    member, elsewhere = MembershipFactory(), Client()
    set_up_by = AuthenticatorFactory(person=member.person)
    for browser in (client, elsewhere):
        first_step(browser, member.person)
        Authenticator.objects.filter(pk=set_up_by.pk).update(last_step=0)
        browser.post(STEP, {"code": shown(set_up_by)})
    client.post("/mon-compte/securite/application/retirer/")
    assert not Authenticator.objects.exists() and client.get("/mon-compte/").status_code == 200
    GrantFactory(membership=member, network=member.network)
    assert client.get(DESK).headers["Location"] == STEP
    assert elsewhere.get(DESK).headers["Location"].startswith("/entrer/?")


def test_a_role_given_while_signed_in_asks_at_the_very_next_page(client: Client) -> None:
    member = MembershipFactory()
    first_step(client, member.person)
    assert client.get("/mon-compte/").status_code == 200
    grant = GrantFactory(membership=member, network=member.network)
    assert client.get("/mon-compte/").headers["Location"] == STEP
    sent = client.post("/mon-compte/", {"first_name": "Nadia", "language": "fr"}, follow=True)
    assert "n’a pas été pris" in sent.content.decode()
    network.revoke(grant, by=member.person)
    assert client.get("/mon-compte/").status_code == 200


def test_whoever_chose_a_second_step_is_asked_too(client: Client) -> None:
    person = PersonFactory()
    assert first_step(client, person, "/mon-compte/").headers["Location"] == "/mon-compte/"
    assert client.get(STEP).status_code == 302
    set_up(client, person)
    assert client.get("/mon-compte/").status_code == 200
    other = Client()
    assert first_step(other, person, "/mon-compte/").headers["Location"] == STEP


def test_five_wrong_codes_sign_her_out_and_her_way_in_stays_open(client: Client) -> None:
    app = AuthenticatorFactory()
    first_step(client, app.person)
    answers = [client.post(STEP, {"code": "ABCDE-FGHJK"}) for _n in range(SignIn.TRIES)]
    assert [answer.status_code for answer in answers] == [422] * 4 + [302]
    assert client.get("/mon-compte/").headers["Location"].startswith("/entrer/")
    first_step(client, app.person)
    assert client.post(STEP, {"code": shown(app)}).headers["Location"] == "/mon-espace/"


def test_a_part_of_a_page_asked_for_by_script_leads_the_whole_page_there(client: Client) -> None:
    first_step(client, AuthenticatorFactory().person)
    answer = client.get("/mon-compte/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, STEP)


def test_what_changes_security_asks_again_after_a_quarter_of_an_hour(client: Client) -> None:
    app = AuthenticatorFactory()
    client.force_login(app.person)
    session = client.session
    session["second_step"] = int(clock.now().timestamp()) - 1000
    session.save()
    for path in ("/mon-compte/securite/cle/", "/mon-compte/securite/codes/", "/mon-compte/adresse/"):
        assert client.get(path).headers["Location"] == STEP
    assert client.post("/mon-compte/securite/application/retirer/").headers["Location"] == STEP
    assert client.get("/mon-compte/securite/").status_code == 200
    assert "Encore une étape" in client.get(STEP).content.decode()
    assert Authenticator.objects.exists()


def test_who_has_passed_costs_no_query(client: Client, django_assert_num_queries: Any) -> None:
    app = AuthenticatorFactory(person=coordinator_of(NetworkFactory()))
    client.force_login(app.person)
    with django_assert_num_queries(2):  # the session, the person
        client.get("/mon-compte/securite/cle/question/")


def test_a_session_ends_after_seven_days_however_often_it_is_used(client: Client) -> None:
    person = PersonFactory()
    first_step(client, person)
    session = client.session
    session["since"] = int(clock.now().timestamp() - SignIn.LIFE.total_seconds()) - 1
    session.save()
    assert client.get("/mon-compte/").headers["Location"].startswith("/entrer/")


def test_the_page_for_a_key_that_is_too_old_begins_again(client: Client) -> None:
    person = PersonFactory()
    client.force_login(person)
    assert client.post("/mon-compte/securite/application/", {"seed": "faux", "code": "123456"}).status_code == 302
    hers = Client()
    other = AuthenticatorFactory().person
    hers.force_login(other)
    seed = re.search(r'name="seed" value="([^"]+)"', client.get("/mon-compte/securite/application/").content.decode())[1]  # type: ignore[index]
    again = client.post("/mon-compte/securite/application/", {"seed": seed, "code": "1"})
    assert again.status_code == 422 and seed in again.content.decode()
    assert hers.post("/mon-compte/securite/application/", {"seed": seed, "code": "123456"}).status_code == 302


def test_the_code_of_the_moment_is_shown_in_development_only(client: Client, settings: Any) -> None:
    app = AuthenticatorFactory()
    first_step(client, app.person)
    assert shown(app) not in client.get(STEP).content.decode()
    settings.MODE = "development"
    assert shown(app) in client.get(STEP).content.decode()


def test_recovery_codes_need_a_second_step(client: Client) -> None:
    person = PersonFactory()
    client.force_login(person)
    assert client.post("/mon-compte/securite/codes/").status_code == 302
    assert not RecoveryCode.objects.exists()


def test_the_rule_is_a_setting(settings: Any) -> None:
    person = PersonFactory()
    settings.SECOND_FACTOR_FOR = "industrielles.kit.doors.anyone"
    assert policies.step_before(person) == policies.SET_UP
    PasskeyFactory(person=person)
    assert policies.step_before(person) == policies.ASK
    assert people.DIGITS == totp.DIGITS and middleware.PASSED == "second_step"
    assert Letter.objects.count() == 0
