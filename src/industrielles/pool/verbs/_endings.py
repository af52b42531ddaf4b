"""What ends with something else: a role laid down, a file deleted."""
from __future__ import annotations

from django.core.files.storage import default_storage
from django.db import transaction

from industrielles.network import verbs as network
from industrielles.network.models import Grant


def lay_down(membership_id: int, role: str) -> None:
    """The role ends with what it carried, when she still holds it."""
    for one in Grant.objects.filter(membership=membership_id, role=role, ended_on=None):
        network.revoke(one, by=None)


def delete_file(name: str | None) -> None:
    """Once the change is kept, the file goes."""
    if name:
        transaction.on_commit(lambda: default_storage.delete(name))
