"""The register of processing (GDPR art. 30), generated: from the rules of the rooms, the models that name them, the terms decided."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from industrielles.kit.retention import Action, Rule, declared

from .models import Processor, Term

KEPT = ("people.consents", "rights.demands", "journal.acts")
SIGNED, REPORTED, ASSESSED = "signatures.signers", "safeguarding.reports", "mentoring.programmes"


@dataclass(frozen=True)
class Line:
    """One processing, in words."""

    rule: Rule
    days: int
    fields: list[str]  # of the database that have a name of their own; `rule.data` says the others in words

    @property
    def term(self) -> str:
        """“five years after the end of her last membership”."""
        if self.rule.action == Action.NONE or not self.days:
            return str(self.rule.trigger)
        return _("%(length)s after %(trigger)s") % {"length": length(self.days), "trigger": self.rule.trigger}


def length(days: int) -> str:
    """A number of days as people say it: years when they are whole (366 days in a leap year left aside), months, days."""
    years, left = divmod(days, 365)
    if years and left <= years:
        return ngettext("%(n)s year", "%(n)s years", years) % {"n": years}
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}


def lines() -> list[Line]:
    """Every processing, with the term that holds today."""
    decided = Term.objects.standing()
    found = []
    for rule in declared().values():
        latest = decided.get(rule.code)
        days = min(max(latest.days, rule.least), rule.most) if latest else rule.days
        found.append(Line(rule, days, sorted(set(_fields(rule)))))
    return found


def kept_of_erased() -> dict[str, object]:
    """What stays of somebody erased: `kept` without her name; with it, `signed` of who signed a charter, `reported` of who told something
    about safeguarding, `assessed` of who signed the impact assessment of a programme."""
    found = {line.rule.code: line for line in lines()}
    return {"kept": [found[code] for code in KEPT], "signed": found[SIGNED], "reported": found[REPORTED], "assessed": found[ASSESSED]}


def _fields(rule: Rule) -> Iterable[str]:
    for model in rule.holders:
        for name in model.personal.fields:
            words = getattr(model._meta.get_field(name), "verbose_name", "")
            if isinstance(words, Promise):  # what nobody named has the name of its column, which says nothing to a reader
                yield capfirst(str(words))


def security() -> list[str]:
    """Measures of safety (GDPR art. 32), as they are built."""
    return [
        _("sign-in by a code mailed for one browser, a second step for coordinators, sessions of twelve hours"),
        _("each network sees its own rows only; the database itself refuses links from one network to another"),
        _("what was done and read is written in a journal that nobody can change"),
        _("addresses in letters and logs are kept for a short time, then emptied by the program"),
        _("pages load nothing from another site; connections are encrypted"),
        _("backups are encrypted; a restored copy writes to nobody until somebody says so"),
    ]


def table() -> tuple[list[str], list[list[str]]]:
    """The register as a table of words, for a file."""
    head = [_("Processing"), _("Purpose"), _("People"), _("Data"), _("Fields"), _("Ground"), _("Who reads it"), _("Until when"),
            _("What then")]
    rows = [[str(cell) for cell in (
        one.rule.label, one.rule.purpose, one.rule.people, one.rule.data, ", ".join(one.fields), one.rule.ground.label, one.rule.readers,
        one.term, one.rule.action.label)] for one in lines()]
    return head, rows


def processors() -> list[Any]:
    """Who handles data for us today."""
    return list(Processor.objects.current())
