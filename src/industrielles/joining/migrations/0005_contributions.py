"""What members said when they joined, and is not emptied yet, is theirs to change: a contribution for each membership of today."""
from typing import Any

from django.db import migrations

from industrielles.places.search import indexed


def forwards(apps: Any, schema_editor: Any) -> None:
    """The last application of each first; twice is once."""
    Application, Contribution = apps.get_model("joining", "Application"), apps.get_model("pool", "Contribution")
    Membership = apps.get_model("network", "Membership")
    said = Application.objects.filter(person__isnull=False, emptied_at=None, status__in=["waiting", "handed", "welcomed"])
    for one in said.select_related("branch", "network").order_by("-pk").iterator(chunk_size=500):
        networks = [one.network_id, one.network.merged_into_id]
        membership = Membership.objects.filter(person=one.person_id, network__in=[key for key in networks if key], ended_on=None).first()
        if membership is None:
            continue
        branch = (one.branch.name_fr, one.branch.name_en) if one.branch else ()
        Contribution.objects.get_or_create(membership=membership, defaults={
            "network_id": membership.network_id, "situation": "" if one.via == "sheet" else one.situation, "job": one.job,
            "position": one.level, "branch": one.branch, "department_id": one.department_id, "offers": one.offers,
            "search_text": indexed(*filter(None, (one.job, *branch)))})


class Migration(migrations.Migration):
    dependencies = [("joining", "0004_link_of_network"), ("pool", "0006_contributions"), ("network", "0008_safeguarding_referent")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
