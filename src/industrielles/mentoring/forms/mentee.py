"""Six short pages by which a girl, or a young person, applies: birth date first, tu, a phone, ten minutes."""
from __future__ import annotations

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from industrielles.kit import clock, typography
from industrielles.kit.forms import Form, Radios, Ticks
from industrielles.pool.availability import MORNING, unpacked
from industrielles.pool.forms.time import SHOWN_DAYS, HalfDaysField
from industrielles.pool.models import Branch, RoleModel
from industrielles.safeguarding.ages import Regime, regime

from ..models import Programme
from ..wishes import Class, Gender, Interest, Mode, Need, Wish
from .fields import PlaceForm, Rows, YouForm, a_name, address, birth, hidden, line, paragraph

WISHES = 3


class AgeStep(YouForm):
    """Her birth date, before anything else."""

    born_on = birth(pgettext_lazy("tu", "Your birth date"), help_text=pgettext_lazy(
        "tu", "We ask it first: before 18 a parent has to agree. You cannot change it later."))

    def asked(self) -> dict[str, Any]:
        """This page's part of the application."""
        return {"born_on": self.cleaned_data["born_on"]}

    def rows(self) -> Rows:
        """What was answered, as it is read back: (label, words)."""
        return [(self["born_on"].label, typography.day(self.cleaned_data["born_on"]))]


class WhoStep(YouForm):
    """Who she is; before 18, a parent to write to."""

    first_name = line(pgettext_lazy("tu", "Your first name"), most=80, autocomplete="given-name", validators=[a_name])
    last_name = line(pgettext_lazy("tu", "Your surname"), most=80, autocomplete="family-name",
                     help_text=pgettext_lazy("tu", "Only the people who run the programme read it, never your mentor."))
    called = line(pgettext_lazy("tu", "How would you like us to call you?"), most=80, required=False, validators=[a_name],
                  help_text=pgettext_lazy("tu", "Another first name, a nickname… Leave it empty if your first name is fine."))
    email = address(pgettext_lazy("tu", "Your e-mail address"),
                    help_text=pgettext_lazy("tu", "We send you a letter there: its button says that it is you."))
    parent_name = line(pgettext_lazy("tu", "A parent’s name"), help_text=pgettext_lazy(
        "tu", "Or whoever has parental authority: it is her or him we ask."))
    parent_email = address(pgettext_lazy("tu", "This parent’s e-mail address"))
    gender = forms.ChoiceField(label=pgettext_lazy("tu", "Your gender"), choices=Gender, required=False, widget=Radios,
                               help_text=pgettext_lazy("tu", "To count how many girls and boys we accompany, and for nothing else."))

    def __init__(self, *args: Any, born_on: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if born_on is None or regime(born_on, clock.today()) == Regime.FREE:
            del self.fields["parent_name"], self.fields["parent_email"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("email") and given.get("email", "").lower() == given.get("parent_email", "").lower():
            self.add_error("parent_email", pgettext("tu", "This is your own address: write your parent’s"))
        return given

    def asked(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.fields}

    def rows(self) -> Rows:
        data = self.cleaned_data
        rows: Rows = [(pgettext("tu", "You"), f"{data['first_name']} {data['last_name']}"), (self["email"].label, data["email"])]
        rows += [(pgettext("tu", "What we call you"), data["called"])] if data["called"] else []
        rows += [(pgettext("tu", "A parent"), f"{data['parent_name']}, {data['parent_email']}")] if "parent_name" in data else []
        return [*rows, (self["gender"].label, Gender(data["gender"]).label if data["gender"] else _("Not stated"))]


class SchoolStep(PlaceForm, YouForm):
    """Her studies, and where she lives."""

    level = forms.ChoiceField(label=pgettext_lazy("tu", "Where are you in your studies?"), choices=Class, widget=Radios)
    school = line(pgettext_lazy("tu", "Your school"), most=200, required=False,
                  help_text=pgettext_lazy("tu", "So that we propose nobody who works there."))
    uai = hidden()
    town = line(pgettext_lazy("tu", "Your town"), most=100, help_text=pgettext_lazy("tu", "Or its postcode. Your mentor never reads it."))
    commune = hidden()

    def asked(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"level": data["level"], "school": data["uai"], "school_name": data["school"], "commune": data["commune"],
                "department": data["commune"].department}

    def rows(self) -> Rows:
        data = self.cleaned_data
        return [(pgettext("tu", "Your studies"), Class(data["level"]).label), (self["school"].label, data["school"] or _("Not stated")),
                (self["town"].label, f"{data['commune']} – {data['commune'].department}")]


class LikesStep(YouForm):
    """What she likes, and what she wonders."""

    interests = forms.MultipleChoiceField(label=pgettext_lazy("tu", "What do you like?"), choices=Interest, widget=Ticks,
                                          help_text=pgettext_lazy("tu", "Tick as many as you like."))
    likes = paragraph(pgettext_lazy("tu", "In your words"), required=False, help_text=pgettext_lazy(
        "tu", "For example: I repair bikes with my aunt."))
    wonders = paragraph(pgettext_lazy("tu", "What would you like to know about work?"), required=False, help_text=pgettext_lazy(
        "tu", "There is no silly question. For example: can one work outdoors?"))

    def asked(self) -> dict[str, Any]:
        return dict(self.cleaned_data)

    def rows(self) -> Rows:
        data = self.cleaned_data
        return [(self["interests"].label, ", ".join(str(Interest(one).label) for one in data["interests"])),
                (self["likes"].label, data["likes"] or _("Not stated")), (self["wonders"].label, data["wonders"] or _("Not stated"))]


class WishesStep(YouForm):
    """Three wishes in order, and who is too near."""

    wish_1 = forms.ChoiceField(label=pgettext_lazy("tu", "First of all, I would like to meet"), choices=Wish, widget=Radios)
    words_1 = line(pgettext_lazy("tu", "Which one?"), most=80, required=False,
                   help_text=pgettext_lazy("tu", "A welder, an engineer who did a CAP first, somebody who was afraid of maths…"))
    wish_2 = forms.ChoiceField(label=pgettext_lazy("tu", "Then"), choices=[("", pgettext_lazy("tu", "Nothing else")), *Wish.choices],
                               required=False)
    words_2 = line(pgettext_lazy("tu", "Which one?"), most=80, required=False)
    wish_3 = forms.ChoiceField(label=pgettext_lazy("tu", "Then"), choices=[("", pgettext_lazy("tu", "Nothing else")), *Wish.choices],
                               required=False)
    words_3 = line(pgettext_lazy("tu", "Which one?"), most=80, required=False)
    branch = forms.ModelChoiceField(Branch.objects.all(), required=False,
                                    label=pgettext_lazy("tu", "Does a branch of industry attract you?"),
                                    empty_label=pgettext_lazy("tu", "I do not know yet"), widget=forms.Select({"class": "l-20"}))
    ties = line(pgettext_lazy("tu", "Where does your family work?"), most=160, required=False, help_text=pgettext_lazy(
        "tu", "If somebody works in industry: the name of the company. We propose nobody from there."))

    def asked(self) -> dict[str, Any]:
        return {"wishes": self.wishes(), "branch": self.cleaned_data["branch"], "ties": self.cleaned_data["ties"]}

    def wishes(self) -> list[list[str]]:
        """[kind, words], first to third."""
        data = self.cleaned_data
        return [[data[f"wish_{n}"], data[f"words_{n}"]] for n in range(1, WISHES + 1) if data[f"wish_{n}"]]

    def rows(self) -> Rows:
        data = self.cleaned_data
        wished = "\n".join(f"{n}. {Wish(kind).label}{' : ' if words else ''}{words}" for n, (kind, words) in enumerate(self.wishes(), 1))
        return [(pgettext("tu", "Your wishes"), wished),
                (pgettext("tu", "A branch"), data["branch"] or pgettext("tu", "I do not know yet")),
                (self["ties"].label, data["ties"] or _("Not stated"))]


class WhenStep(YouForm):
    """When and how she is at ease; what becomes of all this."""

    half_days = HalfDaysField(label=pgettext_lazy("tu", "When are you free?"), help_text=pgettext_lazy(
        "tu", "In an ordinary week. Leave it empty if it changes a lot."))
    modes = forms.MultipleChoiceField(label=pgettext_lazy("tu", "Where would you like to meet?"), choices=Mode, widget=Ticks)
    languages = forms.MultipleChoiceField(label=pgettext_lazy("tu", "In which language?"), choices=RoleModel.Language, widget=Ticks,
                                          initial=["fr"])
    needs = forms.MultipleChoiceField(label=pgettext_lazy("tu", "What would put you at ease?"), choices=Need, widget=Ticks, required=False)
    notice = forms.BooleanField(label=pgettext_lazy("tu", "I have read it, and I want to take part"))

    def __init__(self, *args: Any, programme: Programme | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if programme is not None:
            self.fields["modes"].choices = [one for one in Mode.choices if one[0] in programme.modes]  # type: ignore[attr-defined]

    def week(self) -> list[tuple[str, list[Any]]]:
        """(day, its two ticks)."""
        return week_of(self)

    def asked(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "notice"}

    def rows(self) -> Rows:
        data = self.cleaned_data
        return [(self["half_days"].label, half_days_in_words(data["half_days"])),
                (self["modes"].label, ", ".join(str(Mode(one).label) for one in data["modes"])),
                (self["languages"].label, ", ".join(str(RoleModel.Language(one).label) for one in data["languages"])),
                (self["needs"].label, ", ".join(str(Need(one).label) for one in data["needs"]) or _("Not stated"))]


def week_of(form: Any) -> list[tuple[str, list[Any]]]:
    """The ticks of the field `half_days`, day by day."""
    ticks = list(form["half_days"].subwidgets)
    return [(capfirst(str(WEEKDAYS[day])), ticks[2 * day: 2 * day + 2]) for day in SHOWN_DAYS]


def half_days_in_words(bits: int) -> str:
    """“Wednesday afternoon, Saturday morning”."""
    found = [f"{WEEKDAYS[day]} {_('morning') if half == MORNING else _('afternoon')}" for day, half in unpacked(bits)]
    return ", ".join(found) or _("Not stated")


class CheckStep(Form):
    """Everything read back; only the key of the draft travels, so that the same form sent again is the same application."""

    key = forms.UUIDField(widget=forms.HiddenInput)


STEPS: tuple[tuple[Any, type[Form]], ...] = (
    (pgettext_lazy("tu", "How old are you?"), AgeStep),
    (pgettext_lazy("tu", "Who are you?"), WhoStep),
    (pgettext_lazy("tu", "Your studies"), SchoolStep),
    (pgettext_lazy("tu", "What you like"), LikesStep),
    (pgettext_lazy("tu", "Whom would you like to meet?"), WishesStep),
    (pgettext_lazy("tu", "When, where, how"), WhenStep),
    (pgettext_lazy("tu", "Read your answers again"), CheckStep),
)
