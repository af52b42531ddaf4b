"""States of a noun: a table of moves beside the statuses; what is not in the table is refused, in words."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models, transaction
from django.utils.translation import gettext as _

from .refusals import Refused

if TYPE_CHECKING:
    class Base(models.Model):
        status: Any

        def get_status_display(self) -> str: ...
else:
    Base = object


class Moving(Base):
    """Mixin of a model whose `status` follows its table `MOVES` (status -> statuses that may follow).

    `REFUSALS` gives words for a refused move, by target status or by (from, to).
    """

    MOVES: ClassVar[Mapping[Any, Iterable[Any]]] = {}
    REFUSALS: ClassVar[Mapping[Any, Any]] = {}

    def may_move_to(self, status: str) -> bool:
        return status in self.MOVES.get(self.status, ())

    def move_to(self, status: str, **fields: Any) -> None:
        """Move this row, if nobody moved it meanwhile: one conditional UPDATE decides. Saves `fields` with it. Raises Refused."""
        before = self.status
        if not self.may_move_to(status):
            raise Refused(self.refusal(before, status))
        moved = type(self)._base_manager.filter(pk=self.pk, status=before).update(status=status, **fields)
        if not moved:
            self.refresh_from_db()
            raise Refused(self.refusal(self.status, status))
        self.status = status
        for name, value in fields.items():
            setattr(self, name, value)

    def refusal(self, before: str, after: str) -> object:
        words = self.REFUSALS.get((before, after)) or self.REFUSALS.get(after)
        return words or _("This is no longer possible: it is now “%(state)s”.") % {"state": self.get_status_display()}


def locked(row: Any) -> Any:
    """The same row, read again and held until the end of the transaction (SQLite: the transaction itself holds the database)."""
    assert transaction.get_connection().in_atomic_block, "locked() only inside transaction.atomic"
    return row._meta.model._base_manager.select_for_update(of=("self",)).get(pk=row.pk)
