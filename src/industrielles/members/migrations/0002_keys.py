from django.db import migrations

from industrielles.kit.guards import CompositeKey


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0001_begin'),
    ]

    operations = [
        CompositeKey('members_recipient', ('issue_id', 'network_id'), 'members_issue', ('id', 'network_id')),
    ]
