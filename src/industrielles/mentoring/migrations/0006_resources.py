"""What a programme recommends to its pairs."""
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0005_rest")]
    operations = [
        migrations.AddField(model_name="programme", name="resources", field=models.JSONField(default=list, editable=False)),
    ]
