"""How a letter is written: one template, of blocks `subject` and `body` (and `why`, the line at its foot), makes the text and the HTML.

    {% load i18n letters %}
    {% block subject %}{% translate "Your visit is confirmed" %}{% endblock %}
    {% block body %}
    {% p %}{% blocktranslate trimmed %}{{ name }} will come to your class.{% endblocktranslate %}{% endp %}
    {% facts %}
      {% fact _("When") %}{{ when }}{% endfact %}
      {% fact _("Where") %}{{ where }}{% endfact %}
    {% endfacts %}
    {% button url %}{% translate "Prepare the visit" %}{% endbutton %}
    {% quote %}{{ word }}{% endquote %}
    {% items %}{% item %}{% translate "Bring an object of your job." %}{% enditem %}{% enditems %}
    {% code %}{{ code }}{% endcode %}
    {% endblock %}

Inside `p`: `{% strong %}…{% endstrong %}` and `{% link url %}…{% endlink %}`. Addresses may begin with "/": they are made whole.
French typography is applied to everything: no filter `typo`, no HTML in a letter. The file ends in .txt.
"""
from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import css_inline
from django.conf import settings
from django.template import Context
from django.template.loader import get_template, render_to_string
from django.template.loader_tags import BlockNode
from django.utils import translation
from django.utils.translation import gettext as _

from industrielles.kit import typography

from .links import absolute

CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")


@dataclass(frozen=True)
class Written:
    """A letter in words: its subject on one line, its text whole, its HTML without the page around it."""

    subject: str
    text: str
    html: str


def write(template: str, language: str, context: dict[str, object], *, choose: str = "", stop: str = "", news: bool = True) -> Written:
    """Write a letter in a language; at its foot, where its reader chooses what comes and stops what may be stopped (`news` or not).
    Raises TemplateDoesNotExist, KeyError when the template has no subject or no body."""
    with translation.override(language):
        words, page = render(template, context, html=False), render(template, context, html=True)
        subject = typeset(CONTROL.sub(" ", words["subject"]).strip())
        why = _("This is a service message, not an advertisement.")
        text_foot, html_foot = (typeset(re.sub(r"[ \t\n]+", " ", form.get("why", why)).strip(" ")) for form in (words, page))
        lines = "\n".join(line.strip(" \t") for line in words["body"].split("\n")).strip()
        foot = feet(choose, stop, news)
        text = f"{lines}\n\n-- \n{settings.SITE_NAME}\n{absolute('/')}\n{text_foot}\n{render_to_string('letters/_foot.txt', foot)}"
        html = f'{page["body"].strip()}\n<p class="w">{html_foot}</p>{render_to_string("letters/_foot.html", foot)}'
    return Written(subject[:200], re.sub(r"\n{3,}", "\n\n", text).rstrip() + "\n", re.sub(r"\n\s*\n", "\n", html))


def feet(choose: str, stop: str, news: bool) -> dict[str, object]:
    """The links at the foot of a letter: (what they do, where)."""
    links = [(_("Stop these news") if news else _("Stop these letters"), stop), (_("Choose the letters you receive"), choose)]
    return {"links": [(label, address) for label, address in links if address], "french": typography.french()}


def bundle(letters: list[Any], language: str, **ways_out: Any) -> Written:
    """Several letters that waited, as one: each under its subject, without its foot."""
    parts = [{"subject": one.subject, "text": one.text.rpartition("\n-- \n")[0].strip(), "html": one.html.rpartition('<p class="w">')[0]}
             for one in letters]
    return write("letters/letters/bundle", language, {"parts": parts, "n": len(parts)}, **ways_out)


def render(template: str, context: dict[str, object], *, html: bool) -> dict[str, str]:
    """The blocks of a letter, as HTML (escaped) or as text (not)."""
    source = get_template(f"{template}.txt").template  # type: ignore[attr-defined]
    values = Context({**context, "site_name": settings.SITE_NAME, "letter_as_html": html}, autoescape=html)
    with values.render_context.push_state(source), values.bind_template(source):
        return {node.name: node.render(values) for node in source.nodelist.get_nodes_by_type(BlockNode)}


def typeset(words: str, *, html: bool = False) -> str:
    """Words with the typography of the language, addresses and tags left alone."""
    if not typography.french():
        return words
    parts = re.split(r"(<[^>]*>)" if html else r"((?<!\S)\S*://\S*)", words)
    for i in range(0, len(parts), 2):
        for pattern, replacement in typography.rules(parts[i]):
            if html or "<" not in replacement:
                parts[i] = pattern.sub(replacement, parts[i])
    return "".join(parts)


def page(letter: object) -> str:
    """The HTML a mail reader shows: the body of the letter in its page, style sheet written into the tags."""
    with translation.override(letter.language):  # type: ignore[attr-defined]
        html = render_to_string("letters/page.html", {"letter": letter, "site_name": settings.SITE_NAME, "home": absolute("/")})
    return inliner().inline(html.replace("</head>", f"<style>{style()}</style></head>"))


@cache
def style() -> str:
    """The style sheet of letters."""
    return (Path(__file__).parent / "templates/letters/page.css").read_text(encoding="utf-8")


@cache
def inliner() -> css_inline.CSSInliner:
    """Keeps the style sheet too, for the dark colours; fetches nothing."""
    return css_inline.CSSInliner(keep_style_tags=True, load_remote_stylesheets=False)
