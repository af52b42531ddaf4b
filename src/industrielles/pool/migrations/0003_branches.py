"""The industry branches are there from the start."""
from django.db import migrations

from industrielles.pool import branches


def load(apps, schema_editor):
    branches.load(apps.get_model("pool", "Branch"))


class Migration(migrations.Migration):
    dependencies = [("pool", "0002_keys")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
