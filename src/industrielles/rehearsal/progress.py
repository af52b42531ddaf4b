"""Where a rehearsal is: kept in a file after each step, so that a play killed at any point goes on from there."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass
class Progress:
    """The day and step to play next, and the settings of the play, which may not change on the way."""

    settings: dict[str, object]
    day: int = 0
    step: int = 0
    seconds: float = 0.0

    @classmethod
    def of(cls, file: Path, settings: dict[str, object]) -> Progress:
        """What the file says, or a beginning. Raises ValueError when the file is of another play."""
        if not file.exists():
            return cls(settings)
        kept = cls(**json.loads(file.read_text(encoding="utf-8")))
        if kept.settings != settings:
            raise ValueError(f"{file}: another trial has begun here, with {kept.settings}. Remove its folder or choose another.")
        return kept

    def keep(self, file: Path) -> None:
        """Write it whole or not at all."""
        half = file.with_suffix(".half")
        with half.open("w", encoding="utf-8") as text:
            json.dump(asdict(self), text)
            text.flush()
            os.fsync(text.fileno())
        half.replace(file)
