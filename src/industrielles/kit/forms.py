"""Forms of the house: class names, hints and errors in plain words, numbers written as people write them, names without what nobody sees.

    class Ask(kit.forms.Form):
        headcount = kit.forms.NumberField(label=_("How many pupils?"), min_value=1, max_value=200)
        format = forms.ChoiceField(choices=…, widget=kit.forms.Radios(hints={"visit": _("One hour, in your school.")}))

Shown with `{% errors form %}` and `{% field form.headcount %}`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms.utils import flatatt, pretty_name
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _

from .lines import one_line

DASHES = "---------"  # of Django's empty choice
CHOSEN = (forms.ChoiceField, forms.ModelChoiceField)


class Slider(forms.NumberInput):
    """A number between two ends, with the number written beside it (site.js keeps it true) and words at both ends."""

    input_type = "range"

    def __init__(self, attrs: dict[str, Any] | None = None, *, ends: tuple[Any, Any] = ("", ""), unit: str = "") -> None:
        super().__init__(attrs)
        self.ends, self.unit = ends, unit

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        said = self.build_attrs(self.attrs, attrs)
        return format_html(
            '<div class="curseur"><input type="range" name="{}" value="{}"{}><strong><output for="{}">{}</output> {}</strong>'
            '<small><span>{}</span><span>{}</span></small></div>',
            name, value, flatatt(said), said.get("id", ""), value, self.unit, *self.ends)


BARE = (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple, forms.HiddenInput, forms.MultipleHiddenInput, Slider)


class Radios(forms.RadioSelect):
    """One choice among a few, all seen; `hints` (value -> words) explain under the label."""

    def __init__(self, *args: Any, hints: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hints = hints or {}


class Ticks(forms.CheckboxSelectMultiple):
    """Several choices among a few, all seen; `hints` as in Radios."""

    def __init__(self, *args: Any, hints: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hints = hints or {}


class Day(forms.DateInput):
    """The browser's own calendar; `first` and `last` bound it (the form still checks)."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "l-10", **(attrs or {})}, format="%Y-%m-%d")


class Hour(forms.TimeInput):
    """The browser's own clock."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "l-10", **(attrs or {})}, format="%H:%M")


class NumberField(forms.IntegerField):
    """A whole number that may be written “28”, “28 élèves”, “environ 28” or “1 200”."""

    widget = forms.TextInput
    default_error_messages = {"invalid": _("Write the number in figures, for example 28")}
    WRITTEN = re.compile(r"(?:[^\W\d]+\.?\s+)?(-?\d{1,3}(?:[\s\u00a0\u202f]\d{3})+|-?\d+)(?:\s*[^\W\d]+(?:\s+[^\W\d]+)*\.?)?")

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.validators = [check for check in self.validators if not isinstance(check, MinValueValidator | MaxValueValidator)]
        if self.min_value is not None:
            self.validators.append(MinValueValidator(self.min_value, _("Write a number of %(limit_value)s or more")))
        if self.max_value is not None:
            self.validators.append(MaxValueValidator(self.max_value, _("Write a number of %(limit_value)s or less")))

    def to_python(self, value: Any) -> int | None:
        if isinstance(value, str) and (found := self.WRITTEN.fullmatch(value.strip())):
            value = re.sub(r"\s", "", found[1])
        return super().to_python(value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "numeric", "class": "l-4", "maxlength": "20"}


class Dressed:
    """Mixin of every form: gives inputs their class and errors their words."""

    marks_optional = True  # False in filters: there everything is optional
    use_required_attribute = False  # our own words, not the browser's
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            _dress(name, field)

    def rename(self, name: str, label: Any) -> None:
        """Another label for a field, in its errors too, where they are those of the house."""
        field = self.fields[name]
        ours = [code for code, said in _words(name, field).items() if str(field.error_messages.get(code)) == str(said)]
        field.label = label
        field.error_messages.update({code: said for code, said in _words(name, field).items() if code in ours})


class Form(Dressed, forms.Form):
    """A form of the house."""


class ModelForm(Dressed, forms.ModelForm):
    """A form of the house that edits one row."""


class Listed(forms.Select):
    """A list of choices written without a template for each line: a page with a hundred departments is as quick as one with ten."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = self.format_value(value)
        lines = []
        for choice, words in self.choices:
            if isinstance(words, list | tuple):
                lines.append(f'<optgroup label="{_plain(choice)}">{"".join(_option(one, said, chosen) for one, said in words)}</optgroup>')
            else:
                lines.append(_option(choice, words, chosen))
        return format_html('<select name="{}"{}>{}</select>', name, flatatt(self.build_attrs(self.attrs, attrs)), mark_safe("".join(lines)))


def _option(choice: Any, words: Any, chosen: list[str]) -> str:
    key = "" if choice is None else str(choice)
    return f'<option value="{escape(key)}"{" selected" if key in chosen else ""}>{_plain(words)}</option>'


def _plain(words: Any) -> str:
    """The words, escaped unless they are markup of ours."""
    said = str(words)
    return said if isinstance(said, SafeString) else escape(said)


class Filters(Dressed, forms.Form):
    """What narrows a list: sent by GET, nothing required, what is wrong is left aside."""

    marks_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False
            if type(field.widget) is forms.Select:
                field.widget.__class__ = Listed

    def chosen(self) -> dict[str, Any]:
        """The filters that make sense, without the empty ones."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "", []) and name not in self.errors}


def _dress(name: str, field: forms.Field) -> None:
    widget = field.widget
    if isinstance(field, forms.CharField) and not isinstance(widget, forms.Textarea | forms.HiddenInput):
        _keep_to_one_line(field)
    if not isinstance(widget, BARE):
        widget.attrs["class"] = " ".join(filter(None, (widget.attrs.get("class"), "saisie")))
    if isinstance(field, forms.DateField) and type(widget) is forms.DateInput:
        field.widget = widget = Day()
        widget.attrs["class"] = "l-10 saisie"
    if field.label:
        field.label = capfirst(field.label)
    if isinstance(widget, Radios):
        _drop_dashes(field)
    if isinstance(widget, forms.Select) and not isinstance(widget, BARE):
        _say_choose(field)
    for code, words in _words(name, field).items():
        if _is_default(field, code):
            field.error_messages[code] = words


def _keep_to_one_line(field: Any) -> None:
    """What is typed on one line, a name first of all, is kept as the eye reads it (kit.lines)."""
    read = field.to_python
    field.to_python = lambda typed: read(one_line(typed) if isinstance(typed, str) else typed)


def _say_choose(field: Any) -> None:
    """The first line of a list says what to do, where Django draws a line of dashes."""
    if getattr(field, "empty_label", None) == DASHES:
        field.empty_label = _("Choose")
    elif not isinstance(field, forms.ModelChoiceField) and _begins_with_dashes(field):
        field.choices = [("", _("Choose")), *list(field.choices)[1:]]


def _drop_dashes(field: Any) -> None:
    """No tick says that nothing is chosen: a choice that is all seen needs no line for it."""
    if not isinstance(field, forms.ModelChoiceField) and _begins_with_dashes(field):
        field.choices = list(field.choices)[1:]


def _begins_with_dashes(field: Any) -> bool:
    """Whether its first choice is Django's empty one."""
    return [tuple(choice) for choice in list(field.choices)[:1]] == [("", DASHES)]


def _is_default(field: forms.Field, code: str) -> bool:
    """Whether the field says what Django would say."""
    if code not in field.error_messages:
        return True  # said by a validator
    for parent in type(field).__mro__:
        if code in (said := vars(parent).get("default_error_messages", {})):
            return parent.__module__.startswith("django.") and field.error_messages[code] is said[code]
    return False


def _words(name: str, field: forms.Field) -> dict[str, Any]:
    """What this house says instead of Django: what to write, never “invalid”."""
    label = field.label or pretty_name(name)
    required = _("Choose an answer: “{label}”") if isinstance(field, CHOSEN) else _("Fill in “{label}”")
    if isinstance(field, forms.BooleanField):
        required = _("Tick “{label}” to continue")
    words = {"required": format_lazy(required, label=label)}
    if isinstance(field, CHOSEN):
        words["invalid_choice"] = format_lazy(_("Choose one of the answers of “{label}”"), label=label)
    if isinstance(field, forms.EmailField):
        words["invalid"] = _("Write a whole e-mail address, for example claire.martin@example.org")
    if isinstance(field, forms.DateField):
        words["invalid"] = _("Write the date as 09/12/2026")
    if isinstance(field, forms.TimeField):
        words["invalid"] = _("Write the hour as 14:30")
    return words
