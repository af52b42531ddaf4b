"""A pair may rest before its first meeting too, and one that a report holds is said to rest like any other."""
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0004_matching")]
    operations = [
        migrations.RemoveConstraint(model_name="pair", name="pair_met_first"),
        migrations.AlterField(
            model_name="pair",
            name="status",
            field=models.CharField(
                choices=[("signing", "charter to be signed"), ("meeting", "first meeting to come"), ("active", "under way"),
                         ("paused", "paused"), ("frozen", "paused"), ("ending", "to be closed"), ("closed", "closed")],
                default="signing", editable=False, max_length=8),
        ),
        migrations.AddConstraint(
            model_name="pair",
            constraint=models.CheckConstraint(condition=~models.Q(status="active") | models.Q(first_met_on__isnull=False),
                                              name="pair_met_first"),
        ),
    ]
