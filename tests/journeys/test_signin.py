"""Signing in, in a browser: the second step, passkeys of a telephone, codes on paper, an account elsewhere, no script, no mouse."""
from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from industrielles.people import totp
from industrielles.people.models import Authenticator, Identity, Passkey, Person
from tests.factories.network import NetworkFactory, coordinator_of
from tests.factories.people import AuthenticatorFactory, PersonFactory
from tests.mailbox import Mailbox, links_of
from tests.people.provider import Provider
from tests.people.test_factors import shown

Check = Callable[[Page], None]
At = Callable[[str], str]
PHONE = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True,
         "automaticPresenceSimulation": True}


def press(page: Page, where: str = 'main form:not([data-passkey]):not([action]) button.btn') -> None:
    """The main button of the page."""
    page.locator(where).first.click()
    page.wait_for_load_state()


def first_step(page: Page, at: At, mailbox: Mailbox, email: str, to: str = "/coordination/") -> None:
    page.goto(f"{at('/entrer/')}?next={urlsplit(at(to)).path}")
    page.fill('input[name="email"]', email)
    press(page)
    page.fill('input[name="code"]', re.search(r"\b\d{6}\b", str(mailbox.latest(email)["subject"]))[0])  # type: ignore[index]
    press(page)


def code_of_the_page(page: Page) -> str:
    """What an application shows that was given the key written on the page."""
    key = page.locator("main code").inner_text().replace(" ", "")
    return totp.hotp(base64.b32decode(key), totp.step())


def protect(page: Page) -> None:
    """She is led to make a second step: an application, then recovery codes, and on to the page she wanted."""
    page.locator('main a[href$="/securite/application/"]').click()
    page.fill('input[name="code"]', code_of_the_page(page))
    press(page)
    press(page)
    page.locator("main p.rang a.btn:not([download])").click()
    page.wait_for_load_state()


def with_a_telephone(page: Page) -> None:
    """The browser has an authenticator that recognises its owner."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": PHONE})


def test_a_coordinator_protects_her_account(page: Page, at: At, mailbox: Mailbox, axe: Check, fits: Check, tmp_path: Path) -> None:
    person = coordinator_of(NetworkFactory(), email="maud@exemple.invalid")
    first_step(page, at, mailbox, person.email)
    assert page.url == at("/entrer/etape/")
    axe(page)
    fits(page)
    page.locator('main a[href$="/securite/application/"]').click()
    axe(page)
    fits(page)
    page.fill('input[name="code"]', code_of_the_page(page))
    press(page)
    axe(page)
    press(page)  # the ten codes
    axe(page)
    fits(page)
    with page.expect_download() as kept:
        page.locator("a[download]").click()
    kept.value.save_as(tmp_path / "codes.txt")
    codes = (tmp_path / "codes.txt").read_text().split()
    assert len(codes) == 10 and codes == page.locator("main li code").all_inner_texts()
    page.locator("main p.rang a.btn:not([download])").click()
    assert page.url == at("/coordination/")
    page.context.clear_cookies()
    Authenticator.objects.update(last_step=0)
    first_step(page, at, mailbox, person.email)
    axe(page)
    fits(page)
    page.fill('input[name="code"]', codes[3])
    press(page, 'main form:has(input[name="code"]) button.btn')
    assert page.url == at("/coordination/")
    page.goto(at("/mon-compte/securite/"))
    axe(page)
    fits(page)
    assert page.locator('form[action$="/sortir/"] button').count() >= 1


@pytest.mark.parametrize("language", ["fr"])
def test_a_telephone_is_all_she_needs(page: Page, at: At, mailbox: Mailbox, axe: Check, fits: Check) -> None:
    person = coordinator_of(NetworkFactory(), email="maud@exemple.invalid")
    with_a_telephone(page)
    first_step(page, at, mailbox, person.email)
    page.locator('main a[href$="/securite/cle/"]').click()
    axe(page)
    fits(page)
    page.click("form[data-passkey] button")
    page.wait_for_url("**/securite/codes/")
    assert Passkey.objects.get().person == person
    page.goto(at("/coordination/"))
    assert page.url == at("/coordination/")
    page.context.clear_cookies()
    page.goto(at("/entrer/"))
    axe(page)
    fits(page)
    page.click("form[data-passkey] button")  # no address, no mail, no code
    page.wait_for_url("**/mon-espace/")
    page.goto(at("/coordination/"))
    assert page.url == at("/coordination/")
    page.context.clear_cookies()
    first_step(page, at, mailbox, person.email)
    page.click("form[data-passkey] button")  # as a second step
    page.wait_for_url("**/coordination/")


def test_without_javascript_a_code_is_enough(open_page: Any, site: str, mailbox: Mailbox) -> None:
    app = AuthenticatorFactory(person=coordinator_of(NetworkFactory(), email="maud@exemple.invalid"))
    page = open_page(width=390, javascript=False)
    first_step(page, lambda path: site + path, mailbox, "maud@exemple.invalid")
    assert not page.locator("form[data-passkey]").first.is_visible()
    page.fill('input[name="code"]', shown(app))
    press(page, 'main form:has(input[name="code"]) button.btn')
    assert page.url == f"{site}/coordination/"
    page.goto(f"{site}/mon-compte/securite/cle/")
    assert page.locator('main a[href$="/securite/application/"]').is_visible()


def test_by_keyboard_she_changes_her_address_and_takes_it_back(
    open_page: Any, site: str, sign_in: Any, mailbox: Mailbox, axe: Check
) -> None:
    person = PersonFactory(email="avant@exemple.invalid")
    page = open_page()
    sign_in(page, person)
    page.goto(f"{site}/mon-compte/adresse/")
    axe(page)
    page.focus('input[name="email"]')
    page.keyboard.type("apres@exemple.invalid")
    page.keyboard.press("Enter")
    page.wait_for_url("**/adresse/code/")
    axe(page)
    page.focus('input[name="code"]')
    page.keyboard.type(re.search(r"\b\d{6}\b", str(mailbox.latest("apres@exemple.invalid")["subject"]))[0])  # type: ignore[index]
    page.keyboard.press("Enter")
    page.wait_for_selector(".avis--succes")
    assert Person.objects.get().email == "apres@exemple.invalid"
    page.goto(next(link for link in links_of(mailbox.latest("avant@exemple.invalid")) if "/reprendre/" in link))
    axe(page)
    page.focus("main form button")
    page.keyboard.press("Enter")
    page.wait_for_selector(".avis--succes")
    assert Person.objects.get().email == "avant@exemple.invalid"


@pytest.fixture
def linkedin(settings: Any, monkeypatch: Any) -> Iterator[Provider]:
    """LinkedIn, played on loopback under the name of this machine."""
    monkeypatch.setenv("NO_PROXY", "localhost,127.0.0.1")
    provider = Provider()
    provider.issuer = provider.issuer.replace("127.0.0.1", "localhost")
    settings.OIDC = {"linkedin": {"id": "client", "secret": "s", "issuer": provider.issuer, "hosts": "", "pkce": "yes", "nonce": "yes"}}
    yield provider
    provider.close()


@pytest.mark.parametrize("width", [390])
@pytest.mark.parametrize("language", ["fr"])
def test_an_account_elsewhere_leads_back_signed_in(browser: Any, at: At, site: str, linkedin: Provider, width: int, axe: Check) -> None:
    PersonFactory(email="nadia@exemple.fr")
    context = browser.new_context(viewport={"width": width, "height": 844}, locale="fr-FR")  # another host is asked: that is its purpose
    page = context.new_page()
    page.goto(at("/entrer/"))
    axe(page)
    page.click('form[action$="/entrer/avec/linkedin/"] button')
    page.wait_for_url("**/mon-espace/")
    page.goto(at("/mon-compte/securite/"))
    axe(page)
    assert Identity.objects.get().person.email == "nadia@exemple.fr"
    context.close()
