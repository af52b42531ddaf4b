"""People found by keys that `Person.save` keeps, and sessions by whom they speak of: both are made true for what is there."""
import django.db.models.deletion
from django.db import migrations, models

from industrielles.letters.addresses import hashed
from industrielles.people.keys import mail_key, name_key, phone_key
from industrielles.people.sessions import SessionStore, mentioned


FIELDS = ["name_key", "mail_key", "phone_key", "address_hash"]
SLICE = 1000


def find_people(apps, schema_editor):
    Person = apps.get_model("people", "Person")
    waiting = []
    for one in Person.objects.filter(erased_at=None).order_by("pk").iterator(chunk_size=SLICE):
        one.name_key, one.mail_key = name_key(one.first_name, one.last_name), mail_key(one.email or "")
        one.phone_key, one.address_hash = phone_key(one.phone), hashed(one.email) if one.email else ""
        waiting.append(one)
        if len(waiting) == SLICE:
            Person.objects.bulk_update(waiting, FIELDS)
            waiting = []
    Person.objects.bulk_update(waiting, FIELDS)


def find_sessions(apps, schema_editor):
    Session, Mention = apps.get_model("sessions", "Session"), apps.get_model("people", "Mention")
    store = SessionStore()
    for row in Session.objects.order_by("pk").iterator(chunk_size=SLICE):
        Mention.objects.bulk_create([Mention(session_id=row.pk, who=one) for one in sorted(mentioned(store.decode(row.session_data)))])


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0006_told_codes'),
        ('places', '0003_industry_territories'),
        ('sessions', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Mention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('who', models.CharField(max_length=40)),
            ],
            options={
                "indexes": [
                    models.Index(fields=['who'], name='mentions_who'),
                ],
            },
        ),
        migrations.AddField(
            model_name='person',
            name='address_hash',
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name='person',
            name='mail_key',
            field=models.CharField(blank=True, editable=False, max_length=254),
        ),
        migrations.AddField(
            model_name='person',
            name='name_key',
            field=models.CharField(blank=True, editable=False, max_length=160),
        ),
        migrations.AddField(
            model_name='person',
            name='phone_key',
            field=models.CharField(blank=True, editable=False, max_length=9),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['name_key'], name='persons_name'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['mail_key'], name='persons_mail'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['phone_key'], name='persons_phone'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['address_hash'], name='persons_address'),
        ),
        migrations.AddField(
            model_name='mention',
            name='session',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='sessions.session'),
        ),
        migrations.AddConstraint(
            model_name='mention',
            constraint=models.UniqueConstraint(fields=('session', 'who'), name='mention_once'),
        ),
        migrations.RunPython(find_people, migrations.RunPython.noop),
        migrations.RunPython(find_sessions, migrations.RunPython.noop),
    ]
