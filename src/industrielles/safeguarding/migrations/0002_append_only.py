"""Evidence and readings are never changed; they are removed with a report past its term only: the database sees to it."""
from django.db import migrations

from industrielles.kit.guards import Ageing, AppendOnly

CLEARED = "EXISTS (SELECT 1 FROM safeguarding_report r WHERE r.id = OLD.report_id AND r.cleared_at IS NOT NULL)"


class Migration(migrations.Migration):
    dependencies = [("safeguarding", "0001_initial")]
    operations = [
        AppendOnly("safeguarding_evidence"), Ageing("safeguarding_evidence", CLEARED),
        AppendOnly("safeguarding_reading"), Ageing("safeguarding_reading", CLEARED),
    ]
