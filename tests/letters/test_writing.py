from __future__ import annotations

import textwrap
from typing import Any

import pytest

from industrielles.letters import writing
from tests.factories.letters import LetterFactory
from tests.letters.conftest import CONTEXT

pytestmark = pytest.mark.usefixtures("templates")
NBSP, THIN = "\u00a0", "\u202f"


def write(language: str = "fr", **more: Any) -> writing.Written:
    return writing.write("letters/letters/tests", language, {**CONTEXT, **more})


def test_the_text_is_as_written_by_hand() -> None:
    text = write(word="Première ligne\n\nDeuxième <ligne>").text.replace(NBSP, " ").replace(THIN, " ")
    assert text == textwrap.dedent("""\
        Nadia B., régleuse, viendra dans votre classe de 4e. Merci de suivre la
        visite (http://testserver/suivi/ABC/) jusqu’au jour où elle vient.

        Quand : mardi 9 décembre, 10 h
        Où : Collège Lucie-Aubrac

        > Première ligne
        >
        > Deuxième <ligne>

        - un objet de son métier
        - une question à poser

        Préparer la visite :
        http://testserver/visites/ABC/?a=1&b=2

        K7Q2M9

        -- 
        IndustriElles
        http://testserver/
        Vous recevez ce message parce que vous avez demandé une visite.
        """)  # noqa: W291


def test_the_html_says_the_same_and_escapes_what_people_wrote() -> None:
    html = write(job="<script>alert(1)</script>", word="a < b\nc", place="Lycée « X »").html
    assert "<p>Nadia B., &lt;script&gt;alert(1)&lt;/script&gt;, viendra dans votre classe de 4<sup>e</sup>. <strong>Merci</strong>" in html
    assert '<a href="http://testserver/suivi/ABC/">suivre la visite</a>' in html
    assert "<blockquote>a &lt; b<br>c</blockquote>" in html
    assert f"«{NBSP}X{NBSP}»" in html
    assert '<a class="b" href="http://testserver/visites/ABC/?a=1&amp;b=2">Préparer la visite</a>' in html
    assert "<li>une question à poser</li>" in html
    assert "Salle" not in html


def test_the_subject_is_one_line_whatever_reaches_it() -> None:
    assert write().subject == f"Votre visite est confirmée{THIN}!"
    assert write(subject="Visite\r\nBcc: evil@example.org\x00\u2028x").subject == "Visite Bcc: evil@example.org x"
    assert len(write(subject="x" * 999).subject) == 200


def test_the_letter_is_in_the_language_of_its_reader() -> None:
    text = write("en").text
    assert "Quand: mardi" in text
    assert "Préparer la visite:\nhttp" in text


def test_the_page_carries_its_style_in_its_tags_and_loads_nothing() -> None:
    page = writing.page(LetterFactory.build(html=write().html))
    assert '<h1 style="' in page
    assert "prefers-color-scheme" in page
    assert not any(word in page for word in ("<img", "<script", "<link", "@import", "url("))
    assert len(page) < 12_000
