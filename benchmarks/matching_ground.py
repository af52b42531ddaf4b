"""Ground of the benchmarks of matching: invented people spread as France is, and the graphs of who could meet whom.

Communes weigh their population to the power 0.95 and people are scattered 2 to 15 km around; 20 branches, 15 jobs in each; 8 languages,
21 half-days, 32 interests; companies of all sizes; 30 % accept to meet at a distance; 75 % of mentors are cleared, 40 % of mentees are
minors. Capacity 1, 2 or 3 (60, 30, 10 %).
"""
from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME / "src"))

from industrielles.matching import Mentees, Mentors  # noqa: E402

# Mentors for each mentee. 1.5 places a mentee; as many places as mentees; 0.6 of them.
RATIOS = {"ample": 1.0, "tight": 0.667, "scarce": 0.4}


def _communes() -> tuple[Any, Any, Any]:
    """Latitudes, longitudes and weights of the communes of the mainland."""
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "industrielles.config.settings")
    django.setup()
    from industrielles.places import ground

    points = ground.coordinates(ground.town_halls_file())
    listed = json.loads((HOME / "node_modules/@etalab/decoupage-administratif/data/communes.json").read_text())
    rows = [(*points[one["code"]], one.get("population", 0)) for one in listed
            if one["type"] == "commune-actuelle" and one["code"] in points and one.get("zone") == "metro"]
    table = np.array(rows, float)
    weight = table[:, 2] ** 0.95
    return table[:, 0], table[:, 1], weight / weight.sum()


def communes() -> tuple[Any, Any, Any]:
    """The same, kept beside the other caches: a second benchmark does not read 35,000 outlines again."""
    kept = HOME / ".cache" / "benchmark-communes.npy"
    if not kept.exists():
        kept.parent.mkdir(exist_ok=True)
        np.save(kept, np.stack(_communes()))
    latitude, longitude, weight = np.load(kept)
    return latitude, longitude, weight


def _side(count: int, dice: np.random.Generator) -> dict[str, Any]:
    """The columns that both sides have."""
    latitude, longitude, weight = communes()
    town = dice.choice(weight.size, count, p=weight)
    away, turn = dice.uniform(2, 15, count), dice.uniform(0, 2 * np.pi, count)
    zipf = 1 / np.arange(1, 21)
    companies = 1 / np.arange(1, max(50, count // 20)) ** 0.8
    sector = dice.choice(20, count, p=zipf / zipf.sum())
    return {
        "latitude": latitude[town] + away * np.sin(turn) / 111.2,
        "longitude": longitude[town] + away * np.cos(turn) / (111.2 * np.cos(np.radians(latitude[town]))),
        "remote": dice.random(count) < 0.3,
        "sector": sector.astype(np.int32),
        "job": (15 * sector + dice.integers(0, 15, count)).astype(np.int32),
        "languages": _bits(8, 0.05, count, dice) | np.where(dice.random(count) < 0.97, 1, 2).astype(np.uint64),
        "half_days": _bits(21, 0.15, count, dice),
        "interests": _bits(32, 0.12, count, dice),
        "organisation": dice.choice(companies.size, count, p=companies / companies.sum()).astype(np.int32),
    }


def _bits(width: int, share: float, count: int, dice: np.random.Generator) -> Any:
    found = np.zeros(count, np.uint64)
    for bit in range(width):
        found |= (dice.random(count) < share).astype(np.uint64) << np.uint64(bit)
    return found


def people(mentees: int, capacities: str = "tight", seed: int = 1) -> tuple[Mentees, Mentors]:
    """Invented mentees and mentors; capacities are `ample`, `tight` or `scarce`."""
    dice = np.random.default_rng(seed)
    mentors = max(1, round(mentees * RATIOS[capacities]))
    young, theirs = _side(mentees, dice), _side(mentors, dice)
    return (Mentees(**young, minor=dice.random(mentees) < 0.4),
            Mentors(**theirs, cleared=dice.random(mentors) < 0.75,
                    capacity=dice.choice(np.array([1, 2, 3]), mentors, p=[0.6, 0.3, 0.1])))
