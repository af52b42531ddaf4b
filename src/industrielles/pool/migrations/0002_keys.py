"""Ambassadors, role models and their days stay within one network: the database sees to it."""
from django.db import migrations

from industrielles.kit.guards import CompositeKey


class Migration(migrations.Migration):
    dependencies = [("pool", "0001_initial"), ("network", "0002_keys")]
    operations = [
        CompositeKey("pool_ambassador", ("membership_id", "network_id"), "network_membership", ("id", "network_id")),
        CompositeKey("pool_rolemodel", ("membership_id", "network_id"), "network_membership", ("id", "network_id")),
        CompositeKey("pool_rolemodel", ("ambassador_id", "network_id"), "pool_ambassador", ("id", "network_id")),
        CompositeKey("pool_offdays", ("role_model_id", "network_id"), "pool_rolemodel", ("id", "network_id")),
    ]
