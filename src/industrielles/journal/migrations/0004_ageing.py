from django.db import migrations

from industrielles.kit.guards import Ageing, AppendOnly

OLD_ENOUGH = (
    "OLD.at < (SELECT max(c.before) FROM journal_closing c "
    "WHERE c.traces = (OLD.verb LIKE '%.enter%' OR OLD.verb LIKE '%.read%'))"
)


class Migration(migrations.Migration):
    """What is past its term goes, and that it went stays written."""

    dependencies = [("journal", "0003_closing")]
    operations = [AppendOnly("journal_closing"), Ageing("journal_entry", OLD_ENOUGH)]
