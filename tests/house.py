"""What the house is made of, for tests/test_house.py: rooms, modules, functions, templates, models, addresses."""
from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "industrielles"
ROOMS = sorted(folder.name for folder in PACKAGE.iterdir() if (folder / "__init__.py").exists())
GROUND = {"kit", "ledger", "journal", "letters", "places", "matching", "signatures"}  # they know no people, so nobody acts in them
Function = ast.FunctionDef | ast.AsyncFunctionDef


def name_of(file: Path) -> str:
    """A file, as we speak of it: "pool/verbs.py"."""
    return file.relative_to(PACKAGE if file.is_relative_to(PACKAGE) else ROOT).as_posix()


@cache
def modules(*, tests: bool = False) -> list[Path]:
    """Every Python file of the product (and of its tests), migrations apart."""
    places = [PACKAGE, ROOT / "tools", *([ROOT / "tests", ROOT / "benchmarks"] if tests else [])]
    found = [file for place in places for file in place.rglob("*.py") if "migrations" not in file.parts]
    return sorted([*found, ROOT / "bootstrap.py"])


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"))


def functions(file: Path) -> Iterator[Function]:
    """Every function of a file, methods included."""
    return (node for node in ast.walk(tree(file)) if isinstance(node, Function))


def calls(node: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """(dotted name, call) of each call inside; "….objects.filter" for what is called on something computed."""
    for call in ast.walk(node):
        if isinstance(call, ast.Call):
            yield dotted(call.func), call


def dotted(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "…"


def named(room: str, *names: str) -> list[Path]:
    """Files of a room with one of these names, be it a module or a folder: `verbs.py`, `verbs/invitations.py`."""
    files = [PACKAGE / room / f"{name}.py" for name in names] + [f for name in names for f in (PACKAGE / room / name).rglob("*.py")]
    return sorted(file for file in files if file.exists())


def verbs(room: str) -> Iterator[tuple[Path, Function]]:
    """Public functions of the room's verbs; a module `_turns.py` is for the other verbs of its folder alone."""
    for file in (file for file in named(room, "verbs") if not re.match(r"_[a-z]", file.name)):
        for node in tree(file).body:
            if isinstance(node, Function) and not node.name.startswith("_"):
                yield file, node


def decorators(function: Function) -> set[str]:
    return {dotted(d.func if isinstance(d, ast.Call) else d) for d in function.decorator_list}


@cache
def templates() -> dict[str, Path]:
    """Every template, by the name it is called by."""
    return {
        file.relative_to(folder).as_posix(): file
        for folder in PACKAGE.glob("*/templates") for file in sorted(folder.rglob("*")) if file.suffix in {".html", ".txt", ".xml", ".svg"}
    }


def models() -> list[type[Any]]:
    """Our own models, tables made by Django for many-to-many fields apart."""
    return [model for model in apps.get_models() if model.__module__.startswith("industrielles.")]


def factories() -> set[type[Any]]:
    """Models that have a factory in tests/factories."""
    import factory

    for file in (ROOT / "tests" / "factories").glob("*.py"):
        importlib.import_module(f"tests.factories.{file.stem}")
    found: set[type[Any]] = set()
    left = list(factory.django.DjangoModelFactory.__subclasses__())
    while left:
        one = left.pop()
        left += one.__subclasses__()
        if one._meta.model:
            found.add(one._meta.model)
    return found


def factories_by_model() -> dict[type[Any], Any]:
    """The factory of each model."""
    import factory

    factories()
    found: dict[type[Any], Any] = {}
    left = list(factory.django.DjangoModelFactory.__subclasses__())
    while left:
        one = left.pop()
        left += one.__subclasses__()
        if one._meta.model and not one._meta.abstract and one._meta.model not in found:
            found[one._meta.model] = one
    return found


def addresses() -> list[tuple[str, Any]]:
    """(route, view) of every address."""
    found: list[tuple[str, Any]] = []

    def walk(patterns: Any, before: str) -> None:
        for pattern in patterns:
            route = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                walk(pattern.url_patterns, route)
            elif isinstance(pattern, URLPattern):
                found.append((route, pattern.callback))

    walk(get_resolver().url_patterns, "/")
    return found


def none(faults: list[str]) -> None:
    """Fails with one fault a line."""
    assert not faults, "\n" + "\n".join(faults)
