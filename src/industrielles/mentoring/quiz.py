"""A quiz as a coordinator writes it: "? " before a question, "- " before an answer, "* " before the right one, "> " before the reason."""
from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _


class Unclear(ValueError):
    """What was written is no quiz; its text says which line, in words."""


def read(text: str) -> list[dict[str, Any]]:
    """The questions: [{"ask", "answers", "right" (position), "why"}]. Raises Unclear."""
    questions: list[dict[str, Any]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        mark, _space, words = line.strip().partition(" ")
        words = words.strip()
        if not mark:
            continue
        if mark not in ("?", "-", "*", ">") or not words or (mark != "?" and not questions):
            raise Unclear(_("Line %(number)s: begin with “? ” a question, “- ” an answer, “* ” the right one, “> ” the reason.")
                          % {"number": number})
        if mark == "?":
            questions.append({"ask": words, "answers": [], "right": -1, "why": ""})
            continue
        _add(questions[-1], mark, words, number)
    for question in questions:
        if len(question["answers"]) < 2 or question["right"] < 0:
            raise Unclear(_("“%(question)s” needs two answers at least, one of them right.") % {"question": question["ask"]})
    return questions


def _add(question: dict[str, Any], mark: str, words: str, number: int) -> None:
    if mark == ">":
        question["why"] = f"{question['why']} {words}".strip()
        return
    if mark == "*" and question["right"] >= 0:
        raise Unclear(_("Line %(number)s: this question has two right answers.") % {"number": number})
    if mark == "*":
        question["right"] = len(question["answers"])
    question["answers"].append(words)


def written(questions: list[dict[str, Any]]) -> str:
    """The questions as one writes them."""
    lines: list[str] = []
    for one in questions:
        lines.append(f"? {one['ask']}")
        lines += [f"{'*' if n == one['right'] else '-'} {answer}" for n, answer in enumerate(one["answers"])]
        lines += [f"> {one['why']}"] if one["why"] else []
        lines.append("")
    return "\n".join(lines).strip()
