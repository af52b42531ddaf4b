"""Rules for the whole house (CONTRIBUTING.md). Each failure names where, and what to do."""
from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest
from django.db import models as fields
from django.utils.module_loading import import_string

from industrielles.kit.doors import Door
from industrielles.kit.moves import Moving
from industrielles.kit.personal import Personal
from industrielles.kit.retention import Action, declared
from industrielles.ledger.facts import DECLARED
from tests import house

sys.path.insert(0, str(house.ROOT / "tools"))

ABOUT_PEOPLE = re.compile(r"^(email|.*_email|phone|.*_phone|first_name|last_name|.*_name_of_person|birth.*|contact_name|head_name)$")
CHANGES = {"save", "create", "bulk_create", "bulk_update", "update", "delete", "move_to", "get_or_create", "update_or_create"}
PLAIN_QUESTIONS = {"all", "filter", "get", "exclude", "first", "last", "count", "exists", "order_by", "values", "values_list", "annotate",
                   "aggregate", "select_related", "prefetch_related", "in_bulk", "iterator", "distinct", "only", "defer"}
PRESENT = {"timezone.now", "datetime.now", "datetime.datetime.now", "dt.datetime.now", "datetime.utcnow", "date.today", "dt.date.today",
           "datetime.date.today", "datetime.today", "dt.datetime.today", "time.time"}
FORBIDDEN_NAMES = {"utils", "common", "helpers", "services", "managers", "signals", "constants", "enums"}
# What may write ready-made HTML, and why.
READY_MADE_HTML = {
    "kit": "components escape what they are given",
    "letters/templatetags/letters.py": "one source gives a text and an HTML part; contents are escaped by their template",
}
# Their addresses and telephones are those of an institution.
INSTITUTIONS = {"places.School", "network.Network", "network.Organisation"}
# Verbs that are one statement inside the transaction of the act they tell.
INSIDE_ANOTHER = {"journal.write"}
# Templates that Django itself looks for.
FOUND_BY_DJANGO = {"404.html", "403.html", "400.html", "500.html", "503.html", "robots.txt"}


def none(faults: list[str]) -> None:
    """Fails with one fault a line."""
    assert not faults, "\n" + "\n".join(faults)


def test_every_address_is_a_door_that_names_its_policy() -> None:
    faults = []
    for route, view in house.addresses():
        door = getattr(view, "view_class", None)
        if door is None or not issubclass(door, Door) or door.policy is None:
            faults.append(f"{route}: {view} is no kit.doors.Door, or names no policy")
    none(faults)


@pytest.mark.parametrize("model", [m for m in house.models() if issubclass(m, Moving)], ids=lambda m: m.__name__)
def test_a_status_moves_only_along_its_table(model: type) -> None:
    status = model._meta.get_field("status")  # type: ignore[attr-defined]
    assert not status.editable, "a status is editable=False: no form may write it"
    assert set(model.MOVES) == set(model.Status.values), "MOVES tells every status, even those that lead nowhere"  # type: ignore[attr-defined]
    assert {after for table in model.MOVES.values() for after in table} <= set(model.Status.values)  # type: ignore[attr-defined]


def test_a_model_with_statuses_has_a_table_of_moves() -> None:
    none([m.__name__ for m in house.models() if hasattr(m, "Status") and not issubclass(m, Moving)])


def test_nobody_writes_a_status_but_move_to() -> None:
    faults = []
    for file in house.modules():
        for node in ast.walk(house.tree(file)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AugAssign) else []
            if any(isinstance(target, ast.Attribute) and target.attr == "status" for target in targets):
                faults.append(f"{house.name_of(file)}:{node.lineno}")
    none([fault for fault in faults if not fault.startswith("kit/moves.py")])


@pytest.mark.parametrize("room", house.ROOMS)
def test_a_verb_is_atomic_takes_by_and_is_tested(room: str) -> None:
    tests = "\n".join(file.read_text("utf-8") for file in (house.ROOT / "tests").rglob("*.py"))
    faults = []
    for file, verb in house.verbs(room):
        where = f"{house.name_of(file)}:{verb.lineno} {verb.name}"
        changes = [name for name, _ in house.calls(verb) if name.rsplit(".", 1)[-1] in CHANGES and "." in name]
        atomic = "transaction.atomic" in house.decorators(verb) or f"{room}.{verb.name}" in INSIDE_ANOTHER
        if changes and not atomic:
            faults.append(f"{where} changes rows ({changes[0]}) outside transaction.atomic")
        if atomic and room not in house.GROUND and "by" not in [arg.arg for arg in verb.args.kwonlyargs]:
            faults.append(f"{where} does not take by=, the person who acts")
        if (atomic or changes) and not re.search(rf"\b{verb.name}\b", tests):
            faults.append(f"{where} is called by no test")
    none(faults)


@pytest.mark.parametrize("room", house.ROOMS)
def test_pages_ask_named_questions_about_rows_of_a_network(room: str) -> None:
    """`Engagement.objects.visible_to(person)`, or an adjective of its queries; never a question anybody could widen."""
    scoped = {model.__name__ for model in house.models() if hasattr(model._default_manager.all(), "visible_to")}
    faults = []
    for file in house.named(room, "views", "forms", "tables", "tasks"):
        for name, call in house.calls(house.tree(file)):
            parts = name.split(".")
            first = dict(zip(parts, parts[2:], strict=False)).get(parts[0]) if len(parts) > 2 and parts[1] == "objects" else None
            if parts[0] in scoped and first in PLAIN_QUESTIONS:
                faults.append(f"{house.name_of(file)}:{call.lineno} {name}: begin with visible_to(person) or a named query")
            if parts[-1] in ("get_object_or_404", "get_list_or_404") and call.args and house.dotted(call.args[0]) in scoped:
                faults.append(f"{house.name_of(file)}:{call.lineno} {name}({house.dotted(call.args[0])}): give it a visible_to queryset")
    none(faults)


@pytest.mark.parametrize("model", house.models(), ids=lambda m: m._meta.label)
def test_a_model_says_what_it_holds_about_people_and_until_when(model: type) -> None:
    personal = vars(model).get("personal")
    assert isinstance(personal, Personal), "declare `personal = Personal(...)`, or NOTHING (kit.personal)"
    own = {field.name for field in model._meta.get_fields()}  # type: ignore[attr-defined]
    assert set(personal.fields) <= own
    assert bool(personal.fields) == bool(personal.rule), "name the rule that says until when, and by what right (kit.retention)"
    for code in filter(None, (personal.rule, *personal.also)):
        assert code in declared(), f"no room declares the rule {code} (settings.RETENTION)"
        assert model._meta.label in declared()[code].models, f"the rule {code} does not name this model: the register would not show it"  # type: ignore[attr-defined]
    about = {f.name for f in model._meta.get_fields() if isinstance(f, fields.EmailField) or ABOUT_PEOPLE.match(f.name)}  # type: ignore[attr-defined]
    if model._meta.label not in INSTITUTIONS:  # type: ignore[attr-defined]
        assert about - set(personal.fields) == set(), "these fields say something about a person"


@pytest.mark.parametrize("code", declared())
def test_a_rule_of_retention_is_whole_and_its_models_name_it(code: str) -> None:
    rule = declared()[code]
    assert rule.least <= rule.days <= rule.most and rule.purpose and rule.people and rule.readers and rule.label and rule.trigger
    none([f"{model.__name__} does not name {code}" for model in rule.holders if code not in (model.personal.rule, *model.personal.also)])
    for dotted in filter(None, (rule.due, rule.apply, rule.stop)):
        assert callable(import_string(dotted))
    assert (rule.action == Action.NONE) != bool(rule.due and rule.apply), "what is emptied has `due` and `apply`; what stays has neither"


def test_every_model_has_a_factory() -> None:
    made = house.factories()
    none([model._meta.label for model in house.models() if model not in made])


def test_every_fact_is_counted_somewhere() -> None:
    text = {file: file.read_text("utf-8") for file in house.modules() if file.name != "facts.py"}
    faults = []
    for room in house.ROOMS:
        for file in house.named(room, "facts"):
            for node in house.tree(file).body:
                if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and house.dotted(node.value.func) == "Fact":
                    constant = house.dotted(node.targets[0])
                    if not any(f"facts.{constant}" in words or f"import {constant}" in words for words in text.values()):
                        faults.append(f"{house.name_of(file)}: {constant}")
    none(faults)
    assert all(fact.unit and fact.label for fact in DECLARED.values())


def test_every_template_is_used() -> None:
    words = {file: file.read_text("utf-8") for file in [*house.modules(), *house.templates().values()]}
    unused = []
    for name, file in house.templates().items():
        short = name.rsplit(".", 1)[0]
        quoted = re.compile(rf"[\"']{re.escape(short)}(\.\w+)?[\"']")
        if name not in FOUND_BY_DJANGO and not any(quoted.search(text) for place, text in words.items() if place != file):
            unused.append(name)
    none(unused)


def test_functions_fit_in_40_lines_and_files_in_400() -> None:
    faults = []
    for file in house.modules(tests=True):
        lines = len(file.read_text("utf-8").splitlines())
        if lines > 400:
            faults.append(f"{house.name_of(file)}: {lines} lines")
        for function in house.functions(file):
            length = (function.end_lineno or 0) - function.lineno + 1
            if length > 40:
                faults.append(f"{house.name_of(file)}:{function.lineno} {function.name}: {length} lines")
    faults += [f"{name}: {n} lines" for name, file in house.templates().items() if (n := len(file.read_text("utf-8").splitlines())) > 400]
    none(faults)


@pytest.mark.parametrize("room", house.ROOMS)
def test_the_french_is_complete(room: str, capsys: pytest.CaptureFixture[str]) -> None:
    import messages

    faults = messages.check(house.PACKAGE / room)
    assert not faults, capsys.readouterr().out


def test_the_rooms_speak_with_one_voice(capsys: pytest.CaptureFixture[str]) -> None:
    import messages

    faults = messages.check_one_voice([house.PACKAGE / room for room in house.ROOMS])
    assert not faults, capsys.readouterr().out


def test_nobody_asks_the_time_but_the_clock() -> None:
    """A rehearsal plays a year on kit.clock: whoever asks another clock lives in another year."""
    faults = [f"{house.name_of(file)}:{call.lineno} {name}" for file in house.modules() if file.is_relative_to(house.PACKAGE)
              for name, call in house.calls(house.tree(file)) if name in PRESENT]
    none([fault for fault in faults if not fault.startswith("kit/clock.py")])


def test_html_is_escaped_by_templates_only() -> None:
    faults = []
    for file in house.modules():
        where = house.name_of(file)
        if any(where.startswith(allowed) for allowed in READY_MADE_HTML) or not file.is_relative_to(house.PACKAGE):
            continue
        faults += [f"{where}:{call.lineno} {name}" for name, call in house.calls(house.tree(file))
                   if name.rsplit(".", 1)[-1] in ("mark_safe", "SafeString")]
    for name, file in house.templates().items():
        if re.search(r"\|\s*safe\b|\{%\s*autoescape off", file.read_text("utf-8")) and not name.startswith(("kit/", "letters/")):
            faults.append(name)
    none(faults)


def test_pages_hold_no_script_and_no_style() -> None:
    inline = re.compile(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=", re.I)
    faults = []
    for name, file in house.templates().items():
        if file.suffix == ".html" and not name.startswith("letters/mail"):
            faults += [f"{name}:{number} {line.strip()[:80]}" for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
                       if inline.search(line) and 'type="application/json"' not in line]
    none(faults)


def test_every_class_of_a_page_has_its_rule() -> None:
    """A class that no style sheet knows is a page that does not look as was meant, and nobody is told."""
    sheets = [file.read_text("utf-8") for file in house.PACKAGE.rglob("*.css")]
    known = set(re.findall(r"\.([a-zA-Z][\w-]*)", "\n".join(sheets)))
    faults = []
    for name, file in house.templates().items():
        plain = re.sub(r"{%.*?%}|{{.*?}}", "§", file.read_text("utf-8"), flags=re.S)  # what a tag completes is known when it is shown
        words = {word for words in re.findall(r'\bclass="([^"]*)"', plain) for word in words.split() if "-§" not in word}
        used = {part for word in words for part in word.split("§") if part}
        faults += [f"{name}: .{word} is in no style sheet" for word in sorted(used - known)]
    none(faults)


def test_words_are_asked_for_by_the_names_that_are_looked_for() -> None:
    """tools/messages.py knows functions by their names: under another, a word never reaches the catalogue and stays English."""
    faults = []
    for file in house.modules():
        for line in re.findall(r"^from django\.utils\.translation import .*$", file.read_text("utf-8"), flags=re.M):
            faults += [f"{house.name_of(file)}: {line}" for other in re.findall(r"\bas (\w+)", line) if other != "_"]
    none(faults)


def test_every_form_that_changes_something_carries_its_token() -> None:
    faults = []
    for name, file in house.templates().items():
        for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", file.read_text("utf-8"), re.S | re.I):
            if "csrf_token" not in form:
                faults.append(f"{name}: {form[:80]}")
    none(faults)


def test_modules_have_names_that_say_what_is_in_them() -> None:
    none([house.name_of(file) for file in house.modules() if file.stem in FORBIDDEN_NAMES])


def test_every_module_and_public_function_says_what_it_is_for() -> None:
    faults = []
    for file in house.modules():
        if file.name in ("__init__.py", "apps.py", "urls.py", "manage.py"):
            continue
        if not ast.get_docstring(house.tree(file)):
            faults.append(f"{house.name_of(file)}: no docstring")
        if file.stem in ("verbs", "policies") or file.parent.name == "verbs":
            faults += [f"{house.name_of(file)}:{f.lineno} {f.name}: no docstring" for f in house.functions(file)
                       if not f.name.startswith("_") and not ast.get_docstring(f)]
    none(faults)


def test_nothing_made_is_committed() -> None:
    import subprocess

    listed = subprocess.run(["git", "ls-files"], cwd=house.ROOT, capture_output=True, text=True, check=False).stdout.split()
    made = [name for name in listed if Path(name).suffix in {".mo", ".woff2", ".sqlite3"} or "/vendor/" in name or "/made/" in name]
    none(made)


def test_the_drawn_documents_are_up_to_date() -> None:
    import draw_docs
    from django.utils import translation

    with translation.override("en"):
        documents = draw_docs.drawn()
    stale = [str(file.relative_to(house.ROOT)) for file, text in documents.items() if not file.exists() or file.read_text("utf-8") != text]
    none([f"{name} (python tools/draw_docs.py)" for name in stale])
