"""Her story line by line, her calendars, whether her profile is still true; photos already shown were agreed to with their form."""

import django.db.models.deletion
import industrielles.kit.clock
import industrielles.pool.models.role_models
from django.db import migrations, models
from django.db.models.functions import TruncDate

from industrielles.kit.guards import CompositeKey


def agree(apps, schema_editor):
    apps.get_model("pool", "RoleModel").objects.exclude(photo="").update(photo_agreed_on=TruncDate("made_at"))


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0002_keys'),
        ('pool', '0003_branches'),
    ]

    operations = [
        migrations.CreateModel(
            name='BusyDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('halves', models.PositiveSmallIntegerField()),
            ],
            options={
                'ordering': ['on'],
                "indexes": [
                    models.Index(fields=['on'], name='busy_days_on'),
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(('halves__gte', 1), ('halves__lte', 3)), name='busy_day_halves'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Calendar',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(blank=True, max_length=500)),
                ('added_at', models.DateTimeField(default=industrielles.kit.clock.now, editable=False)),
                ('tried_at', models.DateTimeField(editable=False, null=True)),
                ('read_at', models.DateTimeField(editable=False, null=True)),
                ('fault', models.CharField(blank=True, choices=[('unreachable', 'its server does not answer'), ('refused', 'this address is not one of a public calendar'), ('too large', 'it is larger than 1 MB'), ('unreadable', 'it is not a calendar file')], editable=False, max_length=12)),
            ],
            options={
                "indexes": [
                    models.Index(fields=['tried_at'], name='calendars_tried'),
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(('address', ''), ('address__startswith', 'http'), _connector='OR'), name='calendar_address'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Line',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(choices=[('path', 'My path'), ('day', 'A day at work'), ('question', 'Three questions')], max_length=8)),
                ('place', models.PositiveSmallIntegerField()),
                ('mark', models.CharField(max_length=8)),
                ('words', models.CharField(max_length=300)),
            ],
            options={
                'ordering': ['part', 'place'],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(models.Q(('words', ''), _negated=True), models.Q(('mark', ''), _negated=True)), name='line_says_something'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Rate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(max_length=32)),
                ('minute', models.DateTimeField()),
                ('pages', models.PositiveIntegerField(default=0)),
            ],
            options={
                "indexes": [
                    models.Index(fields=['minute'], name='rates_minute'),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=('place', 'minute'), name='one_rate'),
                ],
            },
        ),
        migrations.AddField(
            model_name='rolemodel',
            name='archived_on',
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='rolemodel',
            name='asked_on',
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='rolemodel',
            name='confirmed_on',
            field=models.DateField(default=industrielles.kit.clock.today, editable=False, verbose_name='last confirmed on'),
        ),
        migrations.AddField(
            model_name='rolemodel',
            name='feed_key',
            field=models.CharField(editable=False, max_length=22, null=True, unique=True),
        ),
        migrations.AddField(
            model_name='rolemodel',
            name='form',
            field=models.CharField(choices=[('feminine', 'in the feminine'), ('masculine', 'in the masculine'), ('epicene', 'in words that say neither')], default='feminine', max_length=10, verbose_name='how your job is written'),
        ),
        migrations.AddField(
            model_name='rolemodel',
            name='languages',
            field=models.JSONField(default=industrielles.pool.models.role_models.french, verbose_name='in which languages'),
        ),
        migrations.AddField(
            model_name='rolemodel',
            name='odd_half_days',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='half-days of odd weeks'),
        ),
        migrations.AddField(
            model_name='rolemodel',
            name='photo_agreed_on',
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='rolemodel',
            name='times_asked',
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name='rolemodel',
            name='topics',
            field=models.JSONField(blank=True, default=list, verbose_name='what you like to talk about'),
        ),
        migrations.AddConstraint(
            model_name='rolemodel',
            constraint=models.CheckConstraint(condition=models.Q(('odd_half_days', None), ('odd_half_days__lt', 16384), _connector='OR'), name='role_model_odd_half_days'),
        ),
        migrations.AddConstraint(
            model_name='rolemodel',
            constraint=models.CheckConstraint(condition=models.Q(('published_on', None), ('archived_on', None), _connector='OR'), name='role_model_archived_is_not_public'),
        ),
        migrations.AddConstraint(
            model_name='rolemodel',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('asked_on', None), ('times_asked', 0)), models.Q(('asked_on__isnull', False), ('times_asked__gt', 0)), _connector='OR'), name='role_model_asked'),
        ),
        migrations.AddField(
            model_name='busyday',
            name='network',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.network'),
        ),
        migrations.AddField(
            model_name='busyday',
            name='role_model',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='busy_days', to='pool.rolemodel'),
        ),
        migrations.AddField(
            model_name='calendar',
            name='network',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.network'),
        ),
        migrations.AddField(
            model_name='calendar',
            name='role_model',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='calendar', to='pool.rolemodel'),
        ),
        migrations.AddField(
            model_name='line',
            name='network',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.network'),
        ),
        migrations.AddField(
            model_name='line',
            name='role_model',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='pool.rolemodel'),
        ),
        migrations.AddConstraint(
            model_name='busyday',
            constraint=models.UniqueConstraint(fields=('role_model', 'on'), name='one_busy_day'),
        ),
        migrations.AddConstraint(
            model_name='line',
            constraint=models.UniqueConstraint(fields=('role_model', 'part', 'place'), name='line_place'),
        ),
        migrations.AddConstraint(
            model_name='line',
            constraint=models.UniqueConstraint(condition=models.Q(('part', 'question')), fields=('role_model', 'mark'), name='line_question_once'),
        ),
        migrations.AddConstraint(
            model_name='line',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('part', 'question'), ('place__lt', 3)), models.Q(('part__in', ('path', 'day')), ('place__lt', 6)), _connector='OR'), name='line_part_and_place'),
        ),
        CompositeKey("pool_line", ("role_model_id", "network_id"), "pool_rolemodel", ("id", "network_id")),
        CompositeKey("pool_calendar", ("role_model_id", "network_id"), "pool_rolemodel", ("id", "network_id")),
        CompositeKey("pool_busyday", ("role_model_id", "network_id"), "pool_rolemodel", ("id", "network_id")),
        migrations.RunPython(agree, migrations.RunPython.noop),
    ]
