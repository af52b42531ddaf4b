"""Documents drawn from the code, so that they cannot lie: docs/states/*.md and docs/permissions.md.

    python tools/draw_docs.py            writes them
    python tools/draw_docs.py --check    says which are out of date; exit code 1 if any
"""
from __future__ import annotations

import inspect
import os
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"


def drawn() -> dict[Path, str]:
    """Every drawn document: file -> text."""
    from django.apps import apps

    from industrielles.kit.moves import Moving

    moving = [model for model in apps.get_models() if issubclass(model, Moving)]
    documents = {DOCS / "states" / f"{model._meta.model_name}.md": states(model) for model in moving}
    documents[DOCS / "permissions.md"] = permissions()
    return documents


def states(model: Any) -> str:
    """The life of a noun: a diagram, and the words people read."""
    names = {status: status.name.lower() for status in model.Status}
    first = model._meta.get_field("status").default
    lines = [f"# {model.__name__}", "", inspect.getdoc(model) or "", "", "```mermaid", "stateDiagram-v2"]
    lines += [f"    [*] --> {names[model.Status(first)]}"] if first in list(model.Status) else []
    lines += [f"    {names[before]} --> {names[model.Status(after)]}" for before in model.Status for after in model.MOVES[before]]
    lines += [f"    {names[status]} --> [*]" for status in model.Status if not model.MOVES[status]]
    lines += ["```", "", "| status | people read |", "|---|---|"]
    lines += [f"| `{names[status]}` | {status.label} |" for status in model.Status]
    return "\n".join([*lines, "", f"Drawn from `{model.__module__}` by `tools/draw_docs.py`.", ""])


def permissions() -> str:
    """Who may what: roles, policies, and the policy at each address."""
    from industrielles.network import roles

    lines = ["# Who may what", "", "Drawn from the code by `tools/draw_docs.py`.", "", "## Roles", "",
             "| role | sentence | runs | reads figures | may give |", "|---|---|---|---|---|"]
    for role in roles.Role:
        runs = "her network and those below" if role in roles.RUNS_BELOW else "her network" if role in roles.RUNS_ITSELF else ""
        gives = ", ".join(str(given.label) for given in roles.MAY_GIVE.get(role, ()))
        gives += f"; elsewhere {', '.join(str(one.label) for one in roles.MAY_GIVE_ELSEWHERE)}" if role in roles.RUNS_ITSELF else ""
        lines.append(f"| {role.label} | {roles.SENTENCES[role]} | {runs} | {'yes' if role in roles.READS_FIGURES else ''} | {gives} |")
    lines += ["", "## Policies", "", "| policy | who |", "|---|---|", *policies(), "", "## Doors", "",
              "| address | door | policy |", "|---|---|---|", *doors(), ""]
    return "\n".join(lines)


def policies() -> list[str]:
    """Every `can_…` of every room with its sentence."""
    import importlib

    found = []
    for file in sorted((ROOT / "src" / "industrielles").glob("*/policies.py")):
        module = importlib.import_module(f"industrielles.{file.parent.name}.policies")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_"):
                found.append(f"| `{file.parent.name}.{name}` | {(inspect.getdoc(function) or ' ').splitlines()[0]} |")
    return found


def doors() -> list[str]:
    """Every address with its door and the policy that guards it."""
    sys.path.insert(0, str(ROOT))
    from tests import house

    found = []
    for route, view in house.addresses():
        door = view.view_class
        policy = door.policy
        route = "/" + route.removeprefix("/en/").removeprefix("/")  # every page but a few stands under /en/ too
        found.append(f"| `{route}` | {door.__name__} | `{policy.__module__.split('.')[1]}.{policy.__name__}` |")
    return sorted(found)


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "industrielles.config.settings")
    import django
    from django.utils import translation

    django.setup()
    with translation.override("en"):
        documents = drawn()
    stale = [file for file, text in documents.items() if not file.exists() or file.read_text("utf-8") != text]
    stale += [file for file in (DOCS / "states").glob("*.md") if file not in documents]
    if "--check" in sys.argv:
        print("\n".join(f"out of date (python tools/draw_docs.py): {file.relative_to(ROOT)}" for file in stale))
        return 1 if stale else 0
    (DOCS / "states").mkdir(parents=True, exist_ok=True)
    for file in stale:
        if file in documents:
            file.write_text(documents[file], "utf-8")
        else:
            file.unlink()
        print(file.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
