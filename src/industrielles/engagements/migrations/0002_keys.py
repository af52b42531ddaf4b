"""Invitations and lendings stay among the networks that take part, and a role model is invited for her own: the database sees to it."""
from django.db import migrations

from industrielles.kit.guards import CompositeKey

PARTNER = ("engagements_partner", ("engagement_id", "network_id"))


class Migration(migrations.Migration):
    dependencies = [("engagements", "0001_initial"), ("pool", "0002_keys")]
    operations = [
        CompositeKey("engagements_invitation", ("engagement_id", "network_id"), *PARTNER),
        CompositeKey("engagements_invitation", ("role_model_id", "network_id"), "pool_rolemodel", ("id", "network_id")),
        CompositeKey("engagements_lending", ("engagement_id", "network_id"), *PARTNER),
    ]
