from django.db import migrations, models

RUNS = ("coordinator", "umbrella coordinator")


def fill(apps, schema_editor):
    """Links made by who runs their network, or one above it, are the network's."""
    Link, Grant = apps.get_model("joining", "Link"), apps.get_model("network", "Grant")
    for link in Link.objects.select_related("network").iterator():
        held = Grant.objects.filter(membership__person=link.made_by_id, role__in=RUNS, ended_on=None)
        if any(link.network.path.startswith(path) for path in held.values_list("network__path", flat=True)):
            Link.objects.filter(pk=link.pk).update(of_network=True)


class Migration(migrations.Migration):

    dependencies = [
        ('joining', '0003_gender_of_members'),
        ('network', '0004_organisations'),
    ]

    operations = [
        migrations.AddField(
            model_name='link',
            name='of_network',
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
