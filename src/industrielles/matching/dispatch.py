"""Who could come to this class: every candidate scored at once. Arrays in, arrays out."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

EARTH = 6371.0088  # kilometres, mean radius (IUGG)

# Why a candidate is left out; 0: she is not. The first that applies is the one that is told.
IN, NOT_THIS_FORMAT, NOT_THIS_AUDIENCE, TOO_FAR, PAUSED, AWAY, MONTH_FULL, YEAR_FULL = range(8)

# Points out of 100. Near comes first because a volunteer who need not travel far says yes, and comes again; then a day on which she is
# usually free, and a load shared among all; a wish of the teacher counts when she made one.
NEAR, FREE, LOAD, BRANCH, LEVEL, NEW = 35.0, 20.0, 20.0, 10.0, 5.0, 10.0


@dataclass(frozen=True)
class Candidates:
    """n candidates. Places in degrees (NaN: unknown), `radius` in kilometres, limits and counts in visits."""

    latitude: NDArray[np.float64]
    longitude: NDArray[np.float64]
    radius: NDArray[np.float64]
    month_limit: NDArray[np.int64]
    year_limit: NDArray[np.int64]
    month: NDArray[np.int64]  # visits agreed or made in the month asked for
    year: NDArray[np.int64]  # in the school year
    met: NDArray[np.bool_]  # has met this school before
    branch: NDArray[np.bool_]  # of the branch wished; all true when none was
    level: NDArray[np.bool_]  # whose path speaks to this class
    takes_format: NDArray[np.bool_]
    takes_audience: NDArray[np.bool_]
    paused: NDArray[np.bool_]  # on every day asked for
    away: NDArray[np.bool_]  # she said so, for every day asked for
    free: NDArray[np.bool_]  # n x d: free on each of the d days asked for


@dataclass(frozen=True)
class Rating:
    """For each candidate: `points` 0 to 100, `kilometres` (NaN: unknown), `out` (why she is left out, 0: she is not)."""

    points: NDArray[np.int64]
    kilometres: NDArray[np.float64]
    out: NDArray[np.int64]


def kilometres(latitude: float, longitude: float, latitudes: NDArray[np.float64], longitudes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Great-circle distances (haversine) from one place to n others, all in degrees; NaN where one is unknown."""
    phi, phis = np.radians(latitude), np.radians(latitudes)
    half = np.sin((phis - phi) / 2) ** 2 + np.cos(phi) * np.cos(phis) * np.sin(np.radians(longitudes - longitude) / 2) ** 2
    return 2 * EARTH * np.arcsin(np.minimum(1.0, np.sqrt(half)))


def rate(who: Candidates, *, latitude: float, longitude: float, remote: bool) -> Rating:
    """Score n candidates for one request. `latitude`, `longitude`: the school, in degrees (NaN: unknown, then distance neither helps nor
    excludes); `remote`: nobody travels. O(n x d), no Python loop over people."""
    away = kilometres(latitude, longitude, who.latitude, who.longitude)
    share = who.free.sum(axis=1) / max(1, who.free.shape[1])
    near = np.full(away.shape, 0.5) if not remote else np.ones(away.shape)
    if not remote:
        known = ~np.isnan(away)
        near[known] = np.clip(1 - away[known] / np.maximum(who.radius[known], 1), 0, 1)
    load = 1 - np.maximum(who.month / np.maximum(who.month_limit, 1), who.year / np.maximum(who.year_limit, 1))
    points = (
        NEAR * near + FREE * np.sqrt(share) + LOAD * np.clip(load, 0, 1) + BRANCH * who.branch + LEVEL * who.level + NEW * ~who.met
    )
    out = np.select(
        [
            ~who.takes_format, ~who.takes_audience, np.zeros_like(away, bool) if remote else away > who.radius, who.paused,
            who.away, who.month >= who.month_limit, who.year >= who.year_limit,
        ],
        [NOT_THIS_FORMAT, NOT_THIS_AUDIENCE, TOO_FAR, PAUSED, AWAY, MONTH_FULL, YEAR_FULL],
        default=IN,
    )
    return Rating(np.rint(points).astype(np.int64), away, out)


def best(rating: Rating, limit: int) -> NDArray[np.int64]:
    """Rows of the best candidates not left out, best first; at equal points the nearer, then the first."""
    rows = np.flatnonzero(rating.out == IN)
    if rows.size > 4 * limit:
        least = np.partition(rating.points[rows], rows.size - limit)[rows.size - limit]
        rows = rows[rating.points[rows] >= least]
    order = np.lexsort((rows, np.nan_to_num(rating.kilometres[rows], nan=np.inf), -rating.points[rows]))
    return rows[order][:limit]
