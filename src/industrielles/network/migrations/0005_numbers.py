"""The number of an organisation stands once for all networks; its name is folded to be found."""
from django.db import migrations

from industrielles.network.known import bare
from industrielles.places.search import indexed


def number(apps, schema_editor):
    """Each SIREN or UAI becomes one row; organisations point at it."""
    Organisation = apps.get_model("network", "Organisation")
    LegalEntity = apps.get_model("network", "LegalEntity")
    for one in Organisation.objects.order_by("pk").iterator():
        if one.siren or one.uai:
            key = {"siren": one.siren, "uai": ""} if one.siren else {"siren": "", "uai": one.uai}
            legal = LegalEntity.objects.get_or_create(**key)[0]
            if not Organisation.objects.filter(network=one.network_id, legal=legal).exists():
                one.legal = legal
        one.search_text = indexed(bare(one.name), one.name, one.siren, one.uai)[:300]
        one.save(update_fields=["legal", "search_text"])


def back(apps, schema_editor):
    """The numbers go back to the organisations."""
    for one in apps.get_model("network", "Organisation").objects.exclude(legal=None).select_related("legal"):
        one.siren, one.uai = one.legal.siren, one.legal.uai
        one.save(update_fields=["siren", "uai"])


class Migration(migrations.Migration):
    dependencies = [("network", "0004_organisations")]
    operations = [migrations.RunPython(number, back)]
