from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("engagements", "0004_seats_taken")]
    operations = [
        migrations.AddField(
            model_name="engagement", name="hour", field=models.TimeField(blank=True, null=True, verbose_name="at what time"),
        ),
    ]
