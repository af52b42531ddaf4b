"""What `doctor` asks of the ledger."""
from __future__ import annotations

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from .models import Entry, Lineage, OrganiserScope, OrganiserSet
from .verbs import scope_of

SAME = ("fact", "source_type", "source_key", "revision", "line", "organisers", "department", "kind", "audience", "gender", "method")


def faults() -> list[str]:
    """What is wrong with the ledger, in words; empty when every figure can be believed. `doctor` asks for its guards with the others."""
    return unlike_reversals() + twice_standing() + wrong_months() + wrong_scopes() + wrong_lineage()


def unlike_reversals() -> list[str]:
    """Reversals that are not the exact opposite of what they reverse, or that reverse a reversal."""
    tally = Q(tally=F("reverses__tally")) | Q(tally=None, reverses__tally=None)
    same = tally & Q(quantity=-F("reverses__quantity"), reverses__reverses__isnull=True, **{name: F(f"reverses__{name}") for name in SAME})
    wrong = Entry.objects.filter(reverses__isnull=False).exclude(same).values_list("pk", flat=True)
    return [_("Ledger entry %(entry)s is not the opposite of the entry it reverses.") % {"entry": pk} for pk in wrong]


def twice_standing() -> list[str]:
    """Sources counted in two revisions at once."""
    standing = Entry.objects.filter(reverses=None, reversals=None).order_by()
    twice = standing.values_list("fact", "source_type", "source_key").annotate(n=Count("revision", distinct=True)).filter(n__gt=1)
    return [_("%(fact)s of %(kind)s %(key)s is counted in %(n)s revisions at once.") % {"fact": fact, "kind": kind, "key": key, "n": n}
            for fact, kind, key, n in twice]


def wrong_months() -> list[str]:
    """Entries whose month is not that of their day."""
    wrong = Entry.objects.exclude(month=F("on__year") * 100 + F("on__month")).values_list("pk", flat=True)
    return [_("Ledger entry %(entry)s stands in another month than its day.") % {"entry": pk} for pk in wrong]


def wrong_scopes() -> list[str]:
    """Organiser sets that do not count under exactly their networks and those above."""
    wanted = scope_of(OrganiserSet.objects.values_list("pk", flat=True))
    present = set(OrganiserScope.objects.values_list("organisers", "node"))
    return [_("Organiser set %(organisers)s counts wrongly under network %(node)s.") % {"organisers": organisers, "node": node}
            for organisers, node in sorted(wanted ^ present)]


def wrong_lineage() -> list[str]:
    """Nodes whose ancestors are not those of their parent and themselves."""
    rows = set(Lineage.objects.values_list("node", "ancestor", "depth"))
    parent = {node: ancestor for node, ancestor, depth in rows if depth == 1}
    wanted = set()
    for node in {row[0] for row in rows}:
        above: int | None = node
        depth = 0
        while above is not None and depth <= len(parent):
            wanted.add((node, above, depth))
            above, depth = parent.get(above), depth + 1
    words = _("Network %(node)s has a wrong ancestor %(ancestor)s at depth %(depth)s.")
    return [words % {"node": node, "ancestor": ancestor, "depth": depth} for node, ancestor, depth in sorted(wanted ^ rows)]
