"""A meeting that was told by mistake is taken back."""
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0006_resources")]
    operations = [
        migrations.AlterField(model_name="meeting", name="status", field=models.CharField(choices=[
            ("proposed", "proposed"), ("agreed", "agreed"), ("held", "took place"), ("missed", "did not take place"),
            ("cancelled", "cancelled"), ("withdrawn", "noted by mistake")], default="proposed", editable=False, max_length=9)),
    ]
