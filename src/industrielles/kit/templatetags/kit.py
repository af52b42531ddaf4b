"""Tags and filters of every template (a builtin library: nothing to load). All shown on /gallery/."""

from __future__ import annotations

from typing import Any

from django import forms, template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from .. import typography

register = template.Library()
for name in ("typo", "number", "percent", "day", "month", "hour", "moment"):
    register.filter(name, getattr(typography, name))


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawn sign of the sprite (lucide), hidden from screen readers: words stand beside it."""
    drawing = '<svg class="ic" aria-hidden="true" width="20" height="20"><use href="{}#{}"/></svg>'
    return format_html(drawing, static("made/icons.svg"), name)


@register.simple_tag
def tile(name: str) -> str:
    """Address of a tile of the mosaic of trades, for example "regleuse"."""
    return static(f"made/tiles/{name}.svg")


@register.inclusion_tag("kit/_field.html")
def field(bound: forms.BoundField) -> dict[str, Any]:
    """A field whole: label, “(optional)”, hint, errors beside it, the input."""
    widget = bound.field.widget
    group = isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    return {
        "field": bound,
        "group": group,
        "tick": isinstance(widget, forms.CheckboxInput),
        "hints": getattr(widget, "hints", {}),
        "optional": _optional(bound),
    }


def _optional(bound: forms.BoundField) -> bool:
    marks = getattr(bound.form, "marks_optional", True)
    return marks and not bound.field.required and not isinstance(bound.field.widget, forms.CheckboxInput)


@register.inclusion_tag("kit/_errors.html")
def errors(forms_: forms.BaseForm | list[forms.BaseForm]) -> dict[str, Any]:
    """The summary of errors above a form, or several sent together: takes focus, links to each field, same words as beside it."""
    asked = forms_ if isinstance(forms_, list) else [forms_]
    return {"rows": [(_target(form, name), words) for form in asked for name, found in form.errors.items() for words in found]}


def _target(form: forms.BaseForm, name: str) -> str:
    """Id of what the person must change; "" for an error of the whole form."""
    if name == "__all__" or form[name].is_hidden:
        return ""
    bound = form[name]
    grouped = isinstance(bound.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    return f"{bound.auto_id}_0" if grouped else bound.id_for_label


@register.inclusion_tag("kit/_combo.html")
def combo(bound: forms.BoundField, url: str, param: str = "q", code: forms.BoundField | None = None) -> dict[str, Any]:
    """A text field with suggestions from `url`?`param`=…, an answer of <li role="option" id data-value data-code>.

    Choosing one writes `data-value` here and `data-code` into the hidden field `code`; typing again empties that. Free text stays possible.
    """
    attrs: dict[str, str | bool] = {
        "role": "combobox",
        "aria-expanded": "false",
        "aria-autocomplete": "list",
        "autocomplete": "off",
        "aria-controls": f"{bound.auto_id}_list",
    }
    return {"field": bound, "url": url, "param": param, "code": code, "input": bound.as_widget(attrs=attrs), "optional": _optional(bound)}


@register.inclusion_tag("kit/_figure.html")
def figure(fig: Any, csv_url: str = "") -> dict[str, Any]:
    """A chart with its title, legend, sentence, table, and the address of its CSV file."""
    return {"fig": fig, "csv_url": csv_url}


@register.inclusion_tag("kit/_rule.html")
def rule(target: Any) -> dict[str, Any]:
    """The steel rule of a target: an object with label, value, goal, percent, detail."""
    from .. import charts

    return {"target": target, "fig": charts.rule(target.value, target.goal, str(target.label))}


@register.simple_tag(takes_context=True)
def page_query(context: template.Context, **changes: object) -> str:
    """The query string of this page with some parameters changed (None takes one away): for filters and pages of a list."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value not in (None, ""):
            query[name] = str(value)
    return f"?{query.urlencode()}" if query else "?"
