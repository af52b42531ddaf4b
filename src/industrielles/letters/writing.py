"""How a letter is written: one template, of blocks `subject` and `body` (and `why`, the line at its foot), makes the text and the HTML.

    {% load i18n letters %}
    {% block subject %}{% blocktranslate %}Your visit is confirmed{% endblocktranslate %}{% endblock %}
    {% block body %}
    {% p %}{% blocktranslate %}{{ name }} will come to your class.{% endblocktranslate %}{% endp %}
    {% facts %}{% fact _("When") %}{{ when }}{% endfact %}{% fact _("Where") %}{{ where }}{% endfact %}{% endfacts %}
    {% button url %}{% translate "Prepare the visit" %}{% endbutton %}
    {% quote %}{{ word }}{% endquote %}
    {% items %}{% item %}…{% enditem %}{% enditems %}
    {% code %}{{ code }}{% endcode %}
    {% endblock %}

Only what stands inside a tag reaches the reader; what is between them is blank.
"""
from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Written:
    """A letter in words: its subject on one line, its text whole, its HTML without the page around it."""

    subject: str
    text: str
    html: str


def write(template: str, language: str, context: dict[str, object]) -> Written:
    raise NotImplementedError


def host() -> str:
    raise NotImplementedError
