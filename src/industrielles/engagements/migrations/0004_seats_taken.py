from django.db import migrations


def count_who_comes(apps, schema_editor):
    """Whoever had accepted before there were seats has taken the only one."""
    agreed = apps.get_model("engagements", "Engagement").objects.filter(status__in=("confirmed", "held", "not held"))
    agreed.exclude(role_model=None).update(seats_taken=1)


class Migration(migrations.Migration):
    dependencies = [("engagements", "0003_speakers")]
    operations = [migrations.RunPython(count_who_comes, migrations.RunPython.noop)]
