"""Referents, releases and declarations keep to the organisations of their network: the database sees to it."""
from django.db import migrations

from industrielles.kit.guards import CompositeKey

ORGANISATION = ("network_organisation", ("id", "network_id"))


class Migration(migrations.Migration):
    dependencies = [("network", "0005_numbers")]
    operations = [
        migrations.RemoveConstraint("organisation", "organisation_once_by_siren"),
        migrations.RemoveField("organisation", "siren"),
        migrations.RemoveField("organisation", "uai"),
        CompositeKey("network_referent", ("organisation_id", "network_id"), *ORGANISATION),
        CompositeKey("network_logorelease", ("organisation_id", "network_id"), *ORGANISATION),
        CompositeKey("network_declaration", ("organisation_id", "network_id"), *ORGANISATION),
        CompositeKey("network_organisation", ("merged_into_id", "network_id"), *ORGANISATION),
        CompositeKey("network_declaration", ("membership_id", "network_id"), "network_membership", ("id", "network_id")),
    ]
