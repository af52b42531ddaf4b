from django.db import migrations

from industrielles.kit.guards import AppendOnly


class Migration(migrations.Migration):
    """Nor who organised it."""

    dependencies = [("ledger", "0002_append_only")]
    operations = [AppendOnly("ledger_organisermember")]
