from django.db import migrations, models

from industrielles.places.search import indexed


def fill(apps, schema_editor):
    Person = apps.get_model("people", "Person")
    for person in Person.objects.filter(erased_at=None).order_by("pk").iterator(chunk_size=2000):
        said = filter(None, [person.first_name, person.last_name, person.email])
        Person.objects.filter(pk=person.pk).update(search_name=indexed(*said))


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0002_consents'),
    ]

    operations = [
        migrations.AddField(
            model_name='person',
            name='search_name',
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
