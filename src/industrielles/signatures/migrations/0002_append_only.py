"""What was signed is never changed nor removed: the database sees to it."""
from django.db import migrations

from industrielles.kit.guards import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("signatures", "0001_initial")]
    operations = [AppendOnly("signatures_document"), AppendOnly("signatures_signature")]
