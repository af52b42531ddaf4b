"""The forms and links of a page, read as a browser reads them, and filled as somebody would who has nothing to hide."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from tests.canaries import EVENING

SOON = (EVENING + dt.timedelta(days=45)).date()
TYPED = {  # by type of field, when the page proposes nothing
    "email": "quelquune@exemple.invalid",
    "tel": "06 12 34 56 78",
    "number": "3",
    "date": SOON.isoformat(),
    "time": "10:00",
    "url": "https://exemple.invalid/",
    "search": "",
    "password": "123456",
}
PAST = (EVENING - dt.timedelta(days=10)).date().isoformat()
BY_NAME = (  # by the name of the field, when its type says too little; what comes first wins
    (re.compile(r"^date[23]$|^window_|^moment[23]$|^uai$|^number$|^origins$|^colour_2$|_mark$|^academies$|^territories$|^colleague_"), ""),
    (re.compile(r"agreed_on|^on$"), PAST),
    (re.compile(r"date|_on$|_by$|until|day$"), TYPED["date"]),
    (re.compile(r"email"), TYPED["email"]),
    (re.compile(r"phone"), TYPED["tel"]),
    (re.compile(r"colour"), "#1B5E3F"),
    (re.compile(r"headcount|people|size|days"), "28"),
    (re.compile(r"girls|boys|count|number|minutes"), "13"),
    (re.compile(r"departments"), "59"),
    (re.compile(r"town"), "Lille"),
    (re.compile(r"address|website|link"), TYPED["url"]),
    (re.compile(r"postcode"), "59000"),
    (re.compile(r"^code$"), "123456"),
    (re.compile(r"hour|^at$"), "10:00"),
)
WORDS = "Quelques mots de raison"


@dataclass
class Form:
    """A form of a page: where it goes, what it sends when its reader changes nothing."""

    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    empty: dict[str, str] = field(default_factory=dict)  # fields left empty, with their type
    choices: dict[str, list[str]] = field(default_factory=dict)  # selects and radios where nothing is chosen
    boxes: dict[str, list[str]] = field(default_factory=dict)  # boxes nobody ticked
    buttons: list[tuple[str, str, str]] = field(default_factory=list)  # name, value, formaction
    files: dict[str, str] = field(default_factory=dict)  # upload fields, with what they accept

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(sorted({*self.fields, *self.empty, *self.choices, *self.boxes, *self.files} - {"csrfmiddlewaretoken"}))

    def filled(self, *, ticked: bool = True) -> dict[str, list[str]]:
        """A body with what the page proposes, the first choice of each list, a plausible word in each empty field."""
        body = {name: list(values) for name, values in self.fields.items() if name != "csrfmiddlewaretoken"}
        for name, kind in self.empty.items():
            body[name] = [typed(name, kind)]
        for name, values in self.choices.items():
            body[name] = values[:1]
        if ticked:
            for name, values in self.boxes.items():
                body.setdefault(name, values[:1])
        return body


def typed(name: str, kind: str) -> str:
    """What somebody writes in an empty field."""
    return next((value for pattern, value in BY_NAME if pattern.search(name)), TYPED.get(kind, WORDS))


class Page(HTMLParser):
    """Forms and links of a page."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self.links: list[str] = []
        self._outside: dict[str, Form] = {}
        self._form: Form | None = None
        self._select: tuple[Form, str, bool] | None = None
        self._area: tuple[Form, str] | None = None
        self._said = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attr: dict[str, Any] = {name: value if value is not None else "" for name, value in attrs}
        if tag == "a" and attr.get("href"):
            self.links.append(attr["href"])
        if tag == "form":
            self._form = Form(attr.get("action", ""), attr.get("method", "get").lower())
            self.forms.append(self._form)
            self._outside[attr.get("id", "")] = self._form
        form = self._outside.get(attr["form"]) if attr.get("form") else self._form
        if form is not None and "disabled" not in attr:
            self._control(form, tag, attr)

    def _control(self, form: Form, tag: str, attr: dict[str, Any]) -> None:
        name, kind = attr.get("name", ""), attr.get("type", "text" if tag == "input" else "").lower()
        if tag == "button" or kind == "submit":
            if kind in ("submit", ""):
                form.buttons.append((name, attr.get("value", ""), attr.get("formaction", "")))
        elif tag == "option" and self._select:
            form, name, _ = self._select
            if "selected" in attr and attr.get("value"):
                form.fields.setdefault(name, []).append(attr.get("value", ""))
                form.choices.pop(name, None)
            elif name not in form.fields and attr.get("value"):
                form.choices.setdefault(name, []).append(attr["value"])
        elif not name:
            return
        elif tag == "select":
            self._select = (form, name, "multiple" in attr)
        elif tag == "textarea":
            self._area, self._said = (form, name), ""
        elif tag == "input":
            self._input(form, name, kind, attr)

    def _input(self, form: Form, name: str, kind: str, attr: dict[str, Any]) -> None:
        if kind == "file":
            form.files[name] = attr.get("accept", "")
        elif kind in ("checkbox", "radio"):
            value = attr.get("value", "on")
            if "checked" in attr:
                form.fields.setdefault(name, []).append(value)
                form.choices.pop(name, None)
            elif name not in form.fields and value:
                (form.choices if kind == "radio" else form.boxes).setdefault(name, []).append(value)
        elif attr.get("value") or kind == "hidden":
            form.fields.setdefault(name, []).append(attr.get("value", ""))
        else:
            form.empty[name] = kind

    def handle_data(self, data: str) -> None:
        if self._area:
            self._said += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea" and self._area:
            (form, name), self._area = self._area, None
            if self._said.strip():
                form.fields[name] = [self._said.strip("\n")]
            else:
                form.empty[name] = "textarea"
