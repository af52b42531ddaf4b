"""A membership points at an organisation of its own network, a role at a membership of its own network: the database sees to it."""
from django.db import migrations

from industrielles.kit.guards import CompositeKey


class Migration(migrations.Migration):
    dependencies = [("network", "0001_initial")]
    operations = [
        CompositeKey("network_membership", ("organisation_id", "network_id"), "network_organisation", ("id", "network_id")),
        CompositeKey("network_grant", ("membership_id", "network_id"), "network_membership", ("id", "network_id")),
    ]
