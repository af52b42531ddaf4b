from django.db import migrations

from industrielles.kit.guards import AppendOnly


class Migration(migrations.Migration):
    """Nobody changes what was counted."""

    dependencies = [("ledger", "0001_initial")]
    operations = [AppendOnly("ledger_entry")]
