"""One paper that was seen is written down once; of those written twice, the first stays."""
from typing import Any

from django.db import migrations, models
from django.db.models import Q

PAPER = ("person", "network", "kind", "seen_on", "until", "outcome")


def keep_the_first(apps: Any, _schema_editor: Any) -> None:
    clearances = apps.get_model("safeguarding", "Clearance").objects
    known: set[tuple[Any, ...]] = set()
    for key, noted_at, *paper in clearances.filter(withdrawn_at=None).order_by("pk").values_list("pk", "noted_at", *PAPER):
        if tuple(paper) in known:
            clearances.filter(pk=key).update(withdrawn_at=noted_at)
        known.add(tuple(paper))


class Migration(migrations.Migration):
    dependencies = [("safeguarding", "0002_append_only")]
    operations = [
        migrations.RunPython(keep_the_first, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="clearance",
            constraint=models.UniqueConstraint(condition=Q(withdrawn_at=None), fields=PAPER, name="clearance_noted_once")),
    ]
