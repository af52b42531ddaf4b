"""Evidence: pieces copied word for word when something is reported, each sealed with the one before."""
from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any

from django.db import transaction

from industrielles.kit import clock
from industrielles.people.models import Person

from ..models import Evidence, Report


@transaction.atomic
def preserve(report: Report, *, kind: str, body: str, said_at: dt.datetime | None = None, author: Person | None = None, source: str = "",
             by: Person | None = None) -> Evidence:
    """Keep one piece of a report; the same `source` twice is kept once. Call it holding the report (it numbers its pieces)."""
    known = Evidence.objects.of(report).filter(source=source).first() if source else None
    if known:
        return known
    last = Evidence.objects.of(report).last()
    piece = Evidence(report=report, number=last.number + 1 if last else 1, kind=kind, author=author, said_at=said_at or clock.now(),
                     body=body, source=source[:101], kept_at=clock.now())
    piece.seal = seal(piece, last.seal if last else "")
    piece.save(force_insert=True)
    return piece


def seal(piece: Evidence, before: str) -> str:
    """SHA-256 of this piece and of the seal before, in hexadecimal."""
    said: list[Any] = [before, piece.report_id, piece.number, piece.kind, piece.author_id, piece.said_at.astimezone(dt.UTC).isoformat(),
                       piece.body, piece.source]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def verify(report: Report) -> list[int]:
    """Numbers of the pieces that are not what was kept; [] when not one byte was changed."""
    before, wrong = "", []
    for place, piece in enumerate(Evidence.objects.of(report), 1):
        if piece.number != place or piece.seal != seal(piece, before):
            wrong.append(piece.number)
        before = piece.seal
    return wrong
