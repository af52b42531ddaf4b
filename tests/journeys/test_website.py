"""Public pages and components in a real browser: readable, narrow, at the keyboard, in both themes."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories.places import SchoolFactory

PAGES = ["/", "/rejoindre/", "/aide/", "/accessibilite/", "/donnees/", "/mentions/", "/plan/", "/affichage/", "/gallery/", "/nulle-part/"]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_public_page_is_readable_and_fits_everywhere(open_page, site, axe, fits, path, width, scheme):
    page = open_page(width=width, scheme=scheme)
    page.goto(site + path)
    axe(page)
    page.set_viewport_size({"width": 320, "height": 640})
    fits(page)


@pytest.mark.parametrize("path", ["/", "/donnees/", "/gallery/"])
def test_public_page_fits_with_letters_twice_as_large(open_page, site, fits, path):
    page = open_page(width=390)
    page.goto(site + path)
    session = page.context.new_cdp_session(page)
    for domain in ("Page", "DOM", "CSS"):
        session.send(f"{domain}.enable")
    frame = session.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
    sheet = session.send("CSS.createStyleSheet", {"frameId": frame})["styleSheetId"]
    session.send("CSS.setStyleSheetText", {"styleSheetId": sheet, "text": "html{font-size:200%}"})
    fits(page)


def test_menu_of_a_phone_opens_and_escape_closes_it(open_page, site):
    page = open_page(width=390)
    page.goto(site + "/")
    page.get_by_text("Menu", exact=True).click()
    expect(page.get_by_role("link", name="Chiffres").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("details.menu")).not_to_have_attribute("open", "")
    expect(page.locator("details.menu summary")).to_be_focused()


def test_language_link_leads_to_the_same_page(open_page, site):
    page = open_page()
    page.goto(site + "/donnees/")
    page.get_by_role("contentinfo").get_by_role("link", name="English").click()
    expect(page).to_have_url(site + "/en/donnees/")
    expect(page.locator("html")).to_have_attribute("lang", "en")


@pytest.mark.parametrize("javascript", [True, False])
def test_theme_is_chosen_and_comes_back_to_the_page(open_page, site, javascript):
    page = open_page(javascript=javascript)
    page.goto(site + "/affichage/?next=/donnees/")
    page.get_by_label("Sombre").check()
    page.get_by_role("button", name="Garder cet affichage").click()
    expect(page).to_have_url(site + "/donnees/")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(14, 20, 48)"


def test_combobox_is_used_with_the_keyboard_alone(open_page, site, axe):
    school = SchoolFactory(name="Lycée Jean-Bart")
    page = open_page(width=390)
    page.goto(site + "/gallery/")
    field = page.get_by_role("combobox").first
    field.click()
    page.keyboard.type("jean bart", delay=5)
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.locator("[data-combo] [role=status]")).to_have_text(re.compile(r"Résultats\s: 1\."))
    axe(page)
    page.keyboard.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", f"o-{school.uai}")
    page.keyboard.press("Enter")
    expect(field).to_have_value(re.compile("Jean-Bart"))
    expect(page.locator("input[name=specimen-school_code]")).to_have_value(school.uai)
    page.keyboard.type("x")
    expect(page.locator("input[name=specimen-school_code]")).to_have_value("")
    page.keyboard.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")


def test_summary_of_errors_takes_focus(open_page, site):
    page = open_page()
    page.goto(site + "/gallery/")
    expect(page.locator("#erreurs")).to_be_focused()


def test_data_of_a_figure_opens_at_the_keyboard(open_page, site):
    page = open_page()
    page.goto(site + "/gallery/")
    summary = page.get_by_text("Voir les données").first
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("table").first).to_be_visible()
