"""How far two places are, on a sphere, and in which cell of the grid a place lies.

The grid is global: cells of a tenth of a degree, 3,600 to a row, numbered from the south-west corner. Places near one another on
a row have neighbouring numbers, so that a circle is a handful of ranges, one for each row it touches.
"""
from __future__ import annotations

from math import asin, ceil, cos, floor, radians, sin, sqrt

EARTH = 6371.0088  # kilometres, mean radius (IUGG)
COLUMNS = 3600
CELLS_A_DEGREE = 10
MOST_ROWS = 60  # a wider circle is one range over all its rows

# Travel time: as the crow flies, times 1.3 for the road (mean detour measured on French roads, 1.2 to 1.4), at a speed that grows
# with the distance. Ten minutes to leave and to park. An estimate, to be said as such wherever it is shown.
DETOUR = 1.3
SPEEDS = ((10.0, 30.0), (40.0, 60.0), (150.0, 85.0), (float("inf"), 100.0))  # (up to kilometres by road, km/h on that stretch)
SETTING_OUT = 10.0


def unit(latitude: float, longitude: float) -> tuple[float, float, float]:
    """The place as a point of the sphere of radius 1: distances become subtractions and products, no trigonometry in SQL."""
    lat, lon = radians(latitude), radians(longitude)
    return cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)


def row_of(latitude: float) -> int:
    return floor((latitude + 90) * CELLS_A_DEGREE)


def column_of(longitude: float) -> int:
    return floor((longitude + 180) * CELLS_A_DEGREE)


def cell(latitude: float, longitude: float) -> int:
    """The number of the place's cell."""
    return row_of(latitude) * COLUMNS + column_of(longitude)


def placed(latitude: float | None, longitude: float | None) -> dict[str, float | int | None]:
    """The six columns of a Located row, for one place in degrees (WGS 84); all None when it is unknown. ValueError off the globe."""
    if latitude is None or longitude is None:
        return dict.fromkeys(("latitude", "longitude", "x", "y", "z", "cell"))
    if not (-90 <= latitude <= 90 and -180 <= longitude < 180):
        raise ValueError(f"{latitude}, {longitude} is not a place on Earth.")
    x, y, z = unit(latitude, longitude)
    return {"latitude": latitude, "longitude": longitude, "x": x, "y": y, "z": z, "cell": cell(latitude, longitude)}


def squared_chord(km: float) -> float:
    """The square of the straight line between two points of the unit sphere `km` apart along the ground."""
    return (2 * sin(min(km / (2 * EARTH), radians(90)))) ** 2


def kilometres(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Great-circle distance in kilometres between two places in degrees."""
    a, b = unit(latitude, longitude), unit(other_latitude, other_longitude)
    return 2 * EARTH * asin(min(1.0, sqrt(sum((p - q) ** 2 for p, q in zip(a, b, strict=True))) / 2))


def kilometres_of_chord(squared: float) -> float:
    """Kilometres along the ground for a squared chord, as annotated by `near`."""
    return 2 * EARTH * asin(min(1.0, sqrt(squared) / 2))


def minutes(km: float) -> int:
    """Estimated travel time door to door, in minutes rounded up to five, for `km` as the crow flies. Knows no sea and no train."""
    left, done, time = km * DETOUR, 0.0, SETTING_OUT
    for bound, speed in SPEEDS:
        stretch = min(left, bound - done)
        time, left, done = time + stretch / speed * 60, left - stretch, bound
        if left <= 0:
            break
    return 5 * ceil(time / 5)


def ranges(latitude: float, longitude: float, km: float) -> list[tuple[int, int]]:
    """First and last cell of each row touched by the circle; they hold all of it, and a little more."""
    height = km / EARTH * 57.29577951308232 + 1e-9
    south, north = max(-90.0, latitude - height), min(90.0, latitude + height)
    first, last = row_of(south), row_of(north)
    shrink = cos(radians(max(abs(south), abs(north))))
    width = height / shrink if shrink > height / 180 else 360.0
    west, east = column_of(longitude - width), column_of(longitude + width)
    if west < 0 or east >= COLUMNS:
        west, east = 0, COLUMNS - 1
    if last - first >= MOST_ROWS:
        return [(first * COLUMNS + west, last * COLUMNS + east)]
    return [(row * COLUMNS + west, row * COLUMNS + east) for row in range(first, last + 1)]
