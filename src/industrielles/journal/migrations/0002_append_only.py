from django.db import migrations

from industrielles.kit.guards import AppendOnly


class Migration(migrations.Migration):
    """Nobody changes what was written down."""

    dependencies = [("journal", "0001_initial")]
    operations = [AppendOnly("journal_entry")]
