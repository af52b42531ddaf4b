"""An organisation as another network knows it: of two networks that become one."""
from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q

from industrielles.kit.codes import new_code

from ..models import LogoRelease, Network, Organisation, Referent


def _twin_of(organisation: Organisation, network: Network) -> Organisation:
    """The same organisation in this network, made when it did not know it: then it takes the code over, and the logo. Those who answer for
    it, and the agreement to show its logo, go there; what members declared stays with their past membership."""
    twin = _known(organisation, network) or _copied(organisation, network)
    same = Q(person=OuterRef("person")) | Q(person=None, email=OuterRef("email"))
    there = Referent.objects.filter(same, organisation=twin, ended_on=None)
    Referent.objects.filter(~Exists(there), organisation=organisation, ended_on=None).update(organisation=twin, network=network)
    if not LogoRelease.objects.filter(organisation=twin, withdrawn_on=None).exists():
        LogoRelease.objects.filter(organisation=organisation, withdrawn_on=None).update(organisation=twin, network=network)
    return twin


def _known(organisation: Organisation, network: Network) -> Organisation | None:
    known = network.organisations.current().order_by("pk")
    if organisation.legal_id:
        return known.filter(legal=organisation.legal_id).first()
    return known.filter(legal=None, name__iexact=organisation.name, kind=organisation.kind).first()


def _copied(organisation: Organisation, network: Network) -> Organisation:
    code, logo = organisation.code, organisation.logo.name
    kept: dict[str, Any] = {
        one.attname: getattr(organisation, one.attname) for one in organisation._meta.concrete_fields
        if one.attname not in ("id", "code", "network_id", "logo")}
    organisation.code, organisation.logo = new_code(), ""
    organisation.save(update_fields=["code", "logo"])
    return Organisation.objects.create(**kept, network=network, code=code, logo=logo)
