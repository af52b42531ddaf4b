"""Members are counted by gender once a quarter. What the ledger takes is what everybody may read (docs/decisions/0019)."""
from __future__ import annotations

import datetime as dt

from django.db import models, transaction

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.ledger import verbs as ledger
from industrielles.ledger.disclosure import KNOWN, hide
from industrielles.ledger.facts import Amount
from industrielles.ledger.models import Entry
from industrielles.people.models import Person
from industrielles.places.models import Region

from .. import facts
from ..census import ALL, GENDERS, lines, present, quarter_before, told_members
from ..models import Network


@transaction.atomic
def count_members(*, by: Person | None = None) -> int:
    """Count the members of the last complete quarter by gender, for the umbrella, its regions and the networks just below it. A figure
    moves by eleven people at least, or stays as it was; others stay beside it where a subtraction would give it back. Counted twice, it
    is counted once. Returns how many figures moved."""
    on = quarter_before(clock.today())
    whole = Network.objects.filter(kind=Network.Kind.UMBRELLA).first()
    if whole is None or Entry.objects.of(facts.MEMBERS).filter(on__gte=on).exists():
        return 0
    ledger.hold_source(whole)
    parts = list(Network.objects.open().filter(parent=whole))
    told, now = told_members(), present(whole, parts, on)
    moved = {key: abs(now.get(key, 0) - told.get(key, 0)) for key in {*now, *told}}
    sums = lines(moved, whole.pk)
    held = hide({total: KNOWN for total, _terms in sums} | moved, sums)
    new = {key: told.get(key, 0) if key in held else now.get(key, 0) for key in moved}
    sources: dict[tuple[int, str], models.Model] = {(one.pk, ALL): one for one in (whole, *parts)}
    sources |= {(whole.pk, region.pk): region for region in Region.objects.order_by("pk")}
    for (network, place), source in sources.items():
        _tell(source, {gender: new.get((network, place, gender), 0) for gender in GENDERS},
              {gender: told.get((network, place, gender), 0) for gender in GENDERS}, network=network, on=on)
    changed = sum(new[key] != told.get(key, 0) for key in new)
    if changed:
        journal.write("network.count_members", whole, by=by, network_id=whole.pk, on=on, figures=changed)
    return changed


def _tell(source: models.Model, new: dict[str, int], old: dict[str, int], *, network: int, on: dt.date) -> None:
    """One row of figures takes the place of the one before, which stays readable for its own days."""
    if new == old:
        return
    counted = Entry.objects.of(facts.MEMBERS).filter(source_type=source._meta.label_lower, source_key=str(source.pk))
    revision = counted.aggregate(last=models.Max("revision"))["last"] or 0
    if any(old.values()):
        ledger.reverse(facts.MEMBERS, source, revision=revision, on=on)
    ledger.record(facts.MEMBERS, [Amount(n, gender=gender) for gender, n in new.items()], on=on, source=source, organisers=[network],
                  method=Entry.Method.RECORDED, revision=revision + 1)
