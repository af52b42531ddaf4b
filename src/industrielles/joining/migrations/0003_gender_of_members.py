"""What members said of their gender and department when they joined is kept with their account, where they read and correct it."""
from django.db import migrations


def carry(apps, schema_editor):
    application, person = apps.get_model("joining", "Application"), apps.get_model("people", "Person")
    said = application.objects.exclude(person=None).order_by("confirmed_at", "pk").values_list("person", "gender", "department")
    for pk, gender, department in said.iterator():
        hers = {name: value for name, value in (("gender", gender), ("department", department)) if value}
        if hers:
            person.objects.filter(pk=pk, erased_at=None).update(**hers)


class Migration(migrations.Migration):

    dependencies = [
        ("joining", "0002_pending_lines"),
        ("people", "0005_gender_for_figures"),
    ]

    operations = [migrations.RunPython(carry, migrations.RunPython.noop)]
