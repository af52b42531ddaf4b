"""Public pages, menus, both languages."""

import re

import pytest
from django.urls import reverse

PAGES = ["home", "help", "accessibility", "privacy", "legal", "sitemap", "display"]

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_page_opens_for_anyone_in_its_language(client, name, prefix):
    response = client.get(prefix + reverse(f"website:{name}"))
    html = response.content.decode()
    assert response.status_code == 200
    assert f'<html lang="{"en" if prefix else "fr"}"' in html
    assert html.count("<h1") == 1


@pytest.mark.parametrize("name", PAGES)
def test_page_obeys_the_strict_content_policy(client, name):
    response = client.get(reverse(f"website:{name}"))
    html = response.content.decode()
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*src=)", html)
    assert "unsafe" not in response["Content-Security-Policy"]
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_language_link_leads_to_the_same_page(client):
    assert 'href="/en/donnees/" hreflang="en"' in client.get("/donnees/").content.decode()
    assert 'href="/donnees/" hreflang="fr"' in client.get("/en/donnees/").content.decode()


def test_public_pages_set_no_cookie(client):
    response = client.get("/")
    assert not response.cookies


def test_home_of_an_empty_installation_says_what_to_do_next(client):
    html = client.get("/").content.decode()
    assert "Pas encore de portrait" in html
    assert html.count('class="regle"') == 4
    assert html.count('class="chiffre-gaufre"') == 3


def test_home_never_asks_the_database_more_than_a_little(client, django_assert_max_num_queries):
    client.get("/")
    with django_assert_max_num_queries(12):
        client.get("/")


def test_accessibility_page_says_not_compliant_without_an_audit(client):
    assert "Non conforme." in client.get("/accessibilite/").content.decode()


def test_legal_notice_is_asked_for_then_shown(client, settings):
    assert "LEGAL_NOTICE" in client.get("/mentions/").content.decode()
    settings.LEGAL_NOTICE = "Association <X>\n1 rue du Fer"
    html = client.get("/mentions/").content.decode()
    assert "Association &lt;X&gt;<br>1 rue du Fer" in html
    assert "LEGAL_NOTICE" not in html


def test_robots_are_kept_out_of_working_pages(client):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /coordination/" in text and "Disallow: /en/coordination/" in text


def test_sitemap_lists_every_public_page(client):
    html = client.get("/plan/").content.decode()
    for name in ("accessibility", "privacy", "legal", "help"):
        assert f'href="{reverse(f"website:{name}")}"' in html


def test_site_name_is_a_setting(client, settings):
    settings.SITE_NAME = "Étincelles"
    html = client.get("/").content.decode()
    assert "– Étincelles</title>" in html and "IndustriElles" not in html


def test_gallery_opens_in_development(client):
    assert client.get("/gallery/").status_code == 200


def test_gallery_does_not_exist_in_production(client, settings):
    settings.PRODUCTION = True
    assert client.get("/gallery/").status_code == 404
