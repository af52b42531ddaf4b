"""The roles of whom a report accuses may wait for a second person to confirm."""
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("safeguarding", "0003_one_paper")]
    operations = [
        migrations.AddField(model_name="report", name="waits_since", field=models.DateTimeField(editable=False, null=True)),
    ]
