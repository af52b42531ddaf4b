"""What a role model tells of herself: the steps of her path, a day at work, three questions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from industrielles.kit.forms import Form, Hour

from ..models import Line, RoleModel
from ..models.portraits import MOST
from ..verbs.stories import LONGEST_LINE, is_year

Part = Line.Part
HIDDEN = {Part.PATH: _("Year of step %s"), Part.DAY: _("Hour of line %s"), Part.QUESTION: _("Question %s")}
SAID = {Part.PATH: _("Step %s"), Part.DAY: _("What you do then, line %s"), Part.QUESTION: _("Your answer to question %s")}


class StoryForm(Form):
    """Lines of two fields each, `path_0_mark` and `path_0_words`; a line without words is left out."""

    marks_optional = False

    def __init__(self, *args: Any, role_model: RoleModel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told: dict[tuple[str, int], Line] = {(one.part, one.place): one for one in role_model.lines.all()}
        for part in Part:
            for place in range(MOST[part]):
                line = told.get((part, place))
                for end, field in (("mark", _mark(part, place)), ("words", _words(part, place))):
                    name = f"{part.value}_{place}_{end}"
                    self.fields[name] = field
                    field.widget.attrs["class"] = f"{field.widget.attrs.get('class', '')} saisie".strip()
                    if line:
                        self.initial[name] = getattr(line, end)

    def rows(self, part: str) -> list[tuple[Any, Any]]:
        """(mark, words) of each line of a part, as fields to show."""
        return [(self[f"{part}_{place}_mark"], self[f"{part}_{place}_words"]) for place in range(MOST[part])]

    def path(self) -> list[tuple[Any, Any]]:
        return self.rows(Part.PATH)

    def day(self) -> list[tuple[Any, Any]]:
        return self.rows(Part.DAY)

    def questions(self) -> list[tuple[Any, Any]]:
        return self.rows(Part.QUESTION)

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        missing = {
            Part.PATH: gettext("Write the year of this step, for example 2014"), Part.DAY: gettext("Write the hour as 08:30"),
            Part.QUESTION: gettext("Choose the question you answer")}
        asked: set[str] = set()
        for part in Part:
            for place in range(MOST[part]):
                name = f"{part.value}_{place}_mark"
                mark = said.get(name)
                if not said.get(f"{part.value}_{place}_words") or name in self.errors:
                    continue
                if not mark or (part is Part.PATH and not is_year(mark)):
                    self.add_error(name, missing[part])
                elif part is Part.QUESTION and mark in asked:
                    self.add_error(name, gettext("Choose another question: you have answered this one"))
                elif part is Part.QUESTION:
                    asked.add(mark)
        return said

    def said(self, part: str) -> list[tuple[str, str]]:
        """(mark, words) as the verb reads them."""
        lines = [(self.cleaned_data.get(f"{part}_{place}_mark"), self.cleaned_data.get(f"{part}_{place}_words") or "")
                 for place in range(MOST[part])]
        return [(mark if isinstance(mark, str) else f"{mark:%H:%M}" if mark else "", words) for mark, words in lines]


def _mark(part: str, place: int) -> forms.Field:
    label = HIDDEN[Part(part)] % (place + 1)
    if part == Part.QUESTION:
        return forms.ChoiceField(label=label, choices=[("", _("Choose a question")), *Line.Question.choices], required=False)
    if part == Part.DAY:
        return forms.TimeField(
            label=label, widget=Hour, required=False, error_messages={"invalid": _("Write the hour as 08:30")})
    return forms.CharField(
        label=label, max_length=4, required=False, widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "l-4", "maxlength": "4"}))


def _words(part: str, place: int) -> forms.Field:
    widget = forms.Textarea(attrs={"rows": 3}) if part == Part.QUESTION else forms.TextInput()
    return forms.CharField(label=SAID[Part(part)] % (place + 1), max_length=LONGEST_LINE, required=False, widget=widget)
