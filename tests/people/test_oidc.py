"""LinkedIn and ProConnect, played by a server on loopback: who is let in, and what is not believed."""
from __future__ import annotations

import urllib.request
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from industrielles.journal.models import Entry
from industrielles.letters.models import Letter
from industrielles.people import oidc
from industrielles.people import verbs as people
from industrielles.people.models import Identity, Person
from tests.factories.network import NetworkFactory, coordinator_of
from tests.factories.people import AuthenticatorFactory, IdentityFactory, PersonFactory
from tests.people.provider import Provider
from tests.people.test_pages import code_for
from tests.people.test_steps import STEP

pytestmark = pytest.mark.django_db
LINKEDIN, PROCONNECT = "/entrer/avec/linkedin/", "/entrer/avec/proconnect/"


@pytest.fixture
def linkedin(settings: Any, monkeypatch: Any) -> Iterator[Provider]:
    """Answers userinfo in plain JSON, puts no nonce in its tokens, takes no PKCE."""
    yield from played(settings, monkeypatch, "linkedin", Provider())


@pytest.fixture
def proconnect(settings: Any, monkeypatch: Any) -> Iterator[Provider]:
    """Answers userinfo with a signed token."""
    yield from played(settings, monkeypatch, "proconnect", Provider(signs=True))


def played(settings: Any, monkeypatch: Any, name: str, provider: Provider) -> Iterator[Provider]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    said = {"id": "client", "secret": "secret", "issuer": provider.issuer, "hosts": "", "pkce": "", "nonce": ""}
    settings.OIDC = {**settings.OIDC, name: said}
    oidc._published.clear()
    if name == "linkedin":
        provider.lies = {"no nonce"}
    yield provider
    provider.close()


def leave(client: Client, path: str, **said: str) -> str:
    """Where she is sent."""
    return client.post(path, said).headers["Location"]


def consent(address: str) -> str:
    """She says yes at the provider; where it sends her back, without the host."""
    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *args: Any, **kwargs: Any) -> None:
            return None

    try:
        urllib.request.build_opener(Stay, urllib.request.ProxyHandler({})).open(address)
    except urllib.error.HTTPError as answer:
        with answer:
            back = urlsplit(answer.headers["Location"])
    return f"{back.path}?{back.query}"


def come(client: Client, path: str, **said: str) -> Any:
    """There and back."""
    return client.get(consent(leave(client, path, **said)))


def test_a_known_and_verified_address_is_linked_let_in_and_told(client: Client, linkedin: Provider) -> None:
    nadia = PersonFactory(email="nadia@exemple.fr")
    assert come(client, LINKEDIN, next="/mon-compte/").headers["Location"] == "/mon-compte/"
    assert client.get("/mon-compte/").status_code == 200
    assert Identity.objects.get().person == nadia
    assert "LinkedIn ouvre votre compte" in Letter.objects.get().subject
    assert Entry.objects.filter(verb="people.enter", by_id=nadia.pk).count() == 1
    linkedin.person |= {"email": "autre@exemple.fr", "email_verified": False}  # the link holds, whatever the address becomes
    other = Client()
    assert come(other, LINKEDIN).headers["Location"] == "/mon-espace/"


def test_proconnect_is_asked_with_its_level_and_pkce_and_its_signed_answer_is_read(client: Client, proconnect: Provider) -> None:
    proconnect.person |= {"email_verified": False}  # its addresses are verified by contract
    nadia = PersonFactory(email="nadia@exemple.fr")
    assert come(client, PROCONNECT).headers["Location"] == "/mon-espace/"
    asked = dict(proconnect.asked)["/authorize"]
    assert (asked["acr_values"], asked["code_challenge_method"], asked["scope"]) == ("eidas1", "S256", "openid given_name usual_name email")
    assert len(dict(proconnect.asked)["/token"]["code_verifier"]) >= 43
    assert Identity.objects.get().person == nadia


def test_linkedin_is_sent_no_verifier_which_it_refuses(client: Client, linkedin: Provider) -> None:
    come(client, LINKEDIN)
    assert "code_verifier" not in dict(linkedin.asked)["/token"]


def test_nobodys_address_makes_no_account_and_leads_to_joining(client: Client, proconnect: Provider) -> None:
    answer = come(client, PROCONNECT)
    assert answer.headers["Location"] == "/rejoindre/"
    assert client.session["arriving"] == {"email": "nadia@exemple.fr", "first_name": "Nadia", "last_name": "Benali"}
    form = client.get("/rejoindre/etape/1/").content.decode()
    assert all(f'value="{said}"' in form for said in ("nadia@exemple.fr", "Nadia", "Benali"))
    client.post("/rejoindre/oublier/")
    assert "arriving" not in client.session and 'value="Nadia"' not in client.get("/rejoindre/etape/1/").content.decode()
    assert not Person.objects.exists() and not Identity.objects.exists()


def test_a_name_said_elsewhere_arrives_without_what_nobody_sees(client: Client, proconnect: Provider) -> None:
    proconnect.person |= {"given_name": "\u202eNa\u200bdia\n", "usual_name": "Be\u2066nali \ud800"}
    come(client, PROCONNECT)
    assert (client.session["arriving"]["first_name"], client.session["arriving"]["last_name"]) == ("Nadia", "Benali")


@pytest.mark.parametrize("known", [True, False])
def test_an_address_that_is_not_verified_asks_its_mailbox_known_or_not(client: Client, linkedin: Provider, known: bool) -> None:
    linkedin.person |= {"email_verified": False}
    nadia = PersonFactory(email="nadia@exemple.fr" if known else "autre@exemple.fr")
    assert come(client, LINKEDIN).headers["Location"] == "/entrer/code/"
    assert client.get("/mon-compte/").status_code == 302
    assert not Identity.objects.exists()
    if known:
        assert client.post("/entrer/code/", {"code": code_for(nadia.email)}).headers["Location"] == "/mon-espace/"
        assert Identity.objects.get().person == nadia
    else:
        assert not Letter.objects.exclude(address="").exists()


def test_it_is_never_a_way_round_the_second_step(client: Client, proconnect: Provider) -> None:
    app = AuthenticatorFactory(person=coordinator_of(NetworkFactory(), email="nadia@exemple.fr"))
    assert come(client, PROCONNECT, next="/coordination/").headers["Location"] == STEP
    assert client.get("/coordination/").headers["Location"] == STEP
    assert client.get(f"{PROCONNECT}retour/").headers["Location"] == STEP
    assert app.person.identities.count() == 1


@pytest.mark.parametrize("lie", ["wrong audience", "expired", "wrong nonce", "wrong issuer", "not signed", "by a shared secret",
                                 "wrong key", "wrong userinfo key",
                                 "about another", "other issuer", "other host", "redirects", "too long", "no nonce"])
def test_what_is_wrong_is_not_believed(client: Client, proconnect: Provider, lie: str) -> None:
    PersonFactory(email="nadia@exemple.fr")
    proconnect.lies = {lie}
    away = leave(client, PROCONNECT)
    assert (client.get(consent(away)).headers["Location"] if away.startswith("http") else away) == "/entrer/"
    assert "n’a pas pu nous dire qui vous êtes" in client.get("/entrer/").content.decode()
    assert not Identity.objects.exists()
    assert client.get("/mon-compte/").status_code == 302


def test_linkedins_nonce_is_checked_when_it_gives_one(client: Client, linkedin: Provider) -> None:
    PersonFactory(email="nadia@exemple.fr")
    linkedin.lies = {"wrong nonce"}
    assert come(client, LINKEDIN).headers["Location"] == "/entrer/"
    linkedin.lies = set()
    assert come(client, LINKEDIN).headers["Location"] == "/mon-espace/"


def test_an_answer_is_good_once_in_the_browser_that_left(client: Client, linkedin: Provider) -> None:
    PersonFactory(email="nadia@exemple.fr")
    back = consent(leave(client, LINKEDIN))
    stranger = Client()
    assert stranger.get(back).headers["Location"] == "/entrer/"
    leave(stranger, LINKEDIN)
    assert stranger.get(back).headers["Location"] == "/entrer/"  # a state of its own does not take another's answer
    assert client.get(back).headers["Location"] == "/mon-espace/"
    client.post("/sortir/")
    assert client.get(back).headers["Location"] == "/entrer/"


def test_one_provider_does_not_answer_for_the_other(client: Client, linkedin: Provider, proconnect: Provider) -> None:
    PersonFactory(email="nadia@exemple.fr")
    back = consent(leave(client, LINKEDIN))
    assert client.get(back.replace("linkedin", "proconnect")).headers["Location"] == "/entrer/"
    back = consent(leave(client, LINKEDIN)).replace(str(urlsplit(linkedin.issuer).port), str(urlsplit(proconnect.issuer).port))
    assert client.get(back).headers["Location"] == "/entrer/"
    assert not Identity.objects.exists()


def test_keys_rotate(client: Client, linkedin: Provider) -> None:
    PersonFactory(email="nadia@exemple.fr")
    come(client, LINKEDIN)
    linkedin.kid, linkedin.published = "two", ["two"]
    assert come(Client(), LINKEDIN).headers["Location"] == "/mon-espace/"


def test_a_provider_that_does_not_answer_is_said_and_the_code_by_mail_still_works(client: Client, linkedin: Provider) -> None:
    linkedin.close()
    assert client.post(LINKEDIN).headers["Location"] == "/entrer/"
    assert "LinkedIn n’a pas pu" in client.get("/entrer/").content.decode()


def test_providers_are_off_until_they_are_named(client: Client) -> None:
    assert client.post(LINKEDIN).status_code == client.get(f"{PROCONNECT}retour/").status_code == 404
    assert "LinkedIn" not in client.get("/entrer/").content.decode()


def test_the_page_lets_its_form_lead_to_the_provider_and_nowhere_else(client: Client, linkedin: Provider) -> None:
    policy = client.get("/entrer/").headers["Content-Security-Policy"]
    assert f"form-action 'self' {linkedin.issuer};" in policy + ";"
    assert linkedin.issuer not in client.get("/").headers["Content-Security-Policy"]


def test_an_account_elsewhere_is_linked_from_inside_and_opens_one_account_only(client: Client, linkedin: Provider) -> None:
    person = PersonFactory()
    client.force_login(person)
    assert come(client, LINKEDIN).headers["Location"] == "/mon-compte/securite/"
    identity = Identity.objects.get(person=person)
    other = Client()
    other.force_login(PersonFactory())
    come(other, LINKEDIN)
    assert "ouvre déjà un autre compte" in other.get("/mon-compte/securite/").content.decode()
    assert other.post(f"/mon-compte/securite/compte/{identity.code}/retirer/").status_code == 404
    client.post(f"/mon-compte/securite/compte/{identity.code}/retirer/")
    assert not Identity.objects.exists()


def test_unlink_says_whether_it_still_opened_and_link_whose_it_is() -> None:
    identity = IdentityFactory()
    arrival = people.Arrival("linkedin", "LinkedIn", identity.subject, "a@exemple.fr", True)
    assert people.link(identity.person, arrival) and not people.link(PersonFactory(), arrival)
    assert people.enter_from(arrival) == identity.person
    people.erase(identity.person)
    assert people.enter_from(arrival) is None
    assert not people.unlink(identity)
