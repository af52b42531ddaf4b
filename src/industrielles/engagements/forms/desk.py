"""What a coordinator chooses and writes on her desk."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from industrielles.kit.forms import Day, Filters, Form, Hour, Radios
from industrielles.kit.typography import day, moment
from industrielles.network.models import Network
from industrielles.places.models import Department
from industrielles.places.search import words
from industrielles.pool.models import Branch

from .. import ways
from ..models import ClassGroup, Engagement
from ..stages import PATIENCE, STAGES, working_days_ago
from .ask import ClassLabelsField, ClassStep, ContactStep, WishStep
from .fields import capitals, email_field, phone_field, text_field

LEND, CLOSE, CANCEL = "id_lend_%s", "id_close_%s", "id_off_%s"  # ids of the forms that stand on one page


class DeskFilters(Filters):
    """The same for columns, list and calendar."""

    AGES = (("", _("Any")), (str(PATIENCE), _("More than 3 working days")), ("10", _("More than two weeks")))

    search = forms.CharField(label=_("Search"), max_length=100, widget=forms.SearchInput({"class": "l-10"}))
    kind = forms.ChoiceField(label=_("Kind of meeting"), choices=[("", _("All")), *capitals(Engagement.Kind)])
    department = forms.ModelChoiceField(Department.objects.none(), label=_("Department"), empty_label=_("All"))
    branch = forms.ModelChoiceField(Branch.objects.all(), label=_("Branch"), empty_label=_("All"))
    level = forms.ChoiceField(label=_("Level"), choices=[("", _("All")), *Engagement.Level.choices])
    age = forms.ChoiceField(label=_("Asked for"), choices=AGES)
    way = forms.ChoiceField(label=_("Way"), choices=[("", _("All")), *capitals(ways.Way)])
    network = forms.ModelChoiceField(Network.objects.none(), label=_("Network"), to_field_name="slug", empty_label=_("All"))
    stage = forms.ChoiceField(label=_("State"), choices=[("", _("In progress")), *STAGES.items(), ("past", _("Finished"))])

    def __init__(self, *args: Any, departments: QuerySet, networks: list[Network], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = departments  # type: ignore[attr-defined]
        self.networks = networks
        if len(networks) < 2:
            del self.fields["network"]
        else:
            self.fields["network"] = forms.ChoiceField(
                label=_("Network"), required=False, choices=[("", _("All")), *((one.slug, one.name) for one in networks)],
                widget=forms.Select({"class": "saisie"}))

    def narrow(self, engagements: Any) -> Any:
        """Of these requests, those that fit what was chosen (the state aside: each view has its own)."""
        chosen = self.chosen()
        for word in words(chosen.get("search", "")):
            engagements = engagements.filter(
                Q(school__search_text__contains=word) | Q(commune__search_text__contains=word) | Q(school_name__icontains=word)
                | Q(title__icontains=word)
                | Q(pk__in=ClassGroup.objects.filter(label__icontains=word).values("engagement")) | Q(code__iexact=word))
        plain: dict[str, Any] = {name: chosen[name] for name in ("kind", "department", "branch", "level") if name in chosen}
        if "age" in chosen:
            plain["confirmed_at__lt"] = working_days_ago(int(chosen["age"]))
        if "way" in chosen:
            engagements = ways.narrowed(engagements, chosen["way"])
        if "network" in chosen:
            engagements = engagements.with_partners_of([one.pk for one in self.networks if one.slug == chosen["network"]])
        return engagements.filter(**plain)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.chosen())


class WordsForm(Form):
    """Why, in a few words that others will read."""

    words = forms.CharField(label=_("Why, in a few words"), max_length=300, help_text=_("Who asked reads these words."),
                            widget=forms.Textarea({"rows": 3}))


def for_her(engagement: Engagement) -> dict[str, Any]:
    """What the coordinator may do now for a teacher who telephones: other dates, calling it off (its form), erasing her details."""
    Status = Engagement.Status
    under_way = engagement.status in (*Engagement.OPEN, Status.CONFIRMED)
    ahead = under_way and not engagement.is_over
    return {
        "dates": ahead,
        "places": ahead and engagement.status != Status.SENT,
        "cancel": WordsForm(auto_id=CANCEL) if ahead else None,
        "forget": not under_way and not engagement.forgotten_at,
    }


class LendForm(Form):
    """Which network is asked to lend someone."""

    lender = forms.ModelChoiceField(
        Network.objects.none(), label=_("Network of the same territory"), to_field_name="code", empty_label=_("Choose"))
    words = forms.CharField(label=_("A word to its coordinator"), max_length=300, required=False, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, lenders: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lender"].queryset = lenders  # type: ignore[attr-defined]


class LendingAnswerForm(Form):
    """Yes or no to a network that asks for someone."""

    answer = forms.ChoiceField(
        label=_("Your answer"), choices=(("agree", _("Yes, we lend someone")), ("refuse", _("Not this time"))), widget=Radios)
    words = forms.CharField(label=_("A word back"), max_length=300, required=False, widget=forms.Textarea({"rows": 2}))


class AnswerForHerForm(Form):
    """What a role model answered on the telephone."""

    NO, OTHER, AGREED = "no", "other", "agreed"

    answer = forms.ChoiceField(label=_("What did she answer?"), widget=Radios)
    on = forms.DateField(label=_("Day, if it is another one"), required=False, widget=Day)
    at = forms.TimeField(label=_("Hour"), required=False, widget=Hour)
    anyway = forms.BooleanField(label=_("She accepts even if it is above her limits, or close to another visit"), required=False)

    def __init__(self, *args: Any, engagement: Engagement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.engagement = engagement
        self.agreed = engagement.starts_at if engagement.status == Engagement.Status.CONFIRMED else None
        if self.agreed:  # of a panel: others have accepted this day, and she was asked for no other
            del self.fields["on"], self.fields["at"]
            words = gettext("Yes: %(day)s") % {"day": moment(self.agreed)}
            self.fields["answer"].choices = [(self.AGREED, words), (self.NO, _("No, she declines"))]  # type: ignore[attr-defined]
            return
        self.dates = {f"{one.on:%Y-%m-%d} {one.moment}": one for one in engagement.proposed_dates.all()}
        days = [(value, f"{day(one.on)}, {one.get_moment_display()}") for value, one in self.dates.items()]
        self.fields["answer"].choices = [  # type: ignore[attr-defined]
            *((value, gettext("Yes: %(day)s") % {"day": words}) for value, words in days),
            (self.OTHER, _("Yes, on another day that was agreed to")), (self.NO, _("No, she declines"))]

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("answer") == self.OTHER and not (data.get("on") and data.get("at")) and not self.errors:
            self.add_error("on", _("Give the day and the hour"))
        return data

    @property
    def starts_at(self) -> dt.datetime | None:
        """When the visit starts; None when she declines."""
        data = self.cleaned_data
        if data["answer"] == self.NO:
            return None
        if data["answer"] == self.AGREED:
            return self.agreed
        if data["answer"] == self.OTHER:
            return dt.datetime.combine(data["on"], data["at"], self.engagement.zone)
        return self.dates[data["answer"]].starts_at


class TypedClass(ClassStep):
    """The teacher's questions about her class, asked by somebody else."""

    class_labels = ClassLabelsField(
        label=_("Class or classes"), max_length=300, widget=forms.TextInput({"class": "l-20"}),
        help_text=_("As they are called in the school, separated by commas. No pupil’s name."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {"found": _("Choose the school, or say that it is none of these"), "department": _("Choose the department of the school")}
        for name in words.keys() & self.fields.keys():
            self.fields[name].error_messages["required"] = words[name]


class TypedWish(WishStep):
    """The same for what her class would like."""

    aims = forms.CharField(
        label=_("What should the pupils take away?"), required=False, max_length=900, widget=forms.Textarea({"rows": 4}),
        help_text=_("One or two sentences, as the teacher says it."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form"].choices = ((self.ON_SITE, _("In the school")), (self.REMOTE, _("Remotely, by video")))  # type: ignore[attr-defined]


class TypedContact(ContactStep):
    """The same for who she is."""

    contact_name = text_field(_("First name and surname of the teacher"))
    contact_role = text_field(_("Role of the teacher in the school"), required=False, help_text=_("For example: teacher of technology."))
    contact_email = email_field(
        _("E-mail address of the teacher"), autocomplete="off",
        help_text=_("We write to this address; without it nobody can follow the request."))
    contact_phone = phone_field(_("Telephone of the teacher"), help_text=_("Given only to the person who comes, for the day itself."))


class TypedFor(Form):
    """In which network a request typed by hand enters."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    network_slug = forms.ChoiceField(label=_("Network"), widget=forms.Select({"class": "l-20"}))

    def __init__(self, *args: Any, networks: list[Network], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.networks = {one.slug: one for one in networks}
        self.fields["network_slug"].choices = [(slug, one.name) for slug, one in self.networks.items()]  # type: ignore[attr-defined]

    @property
    def network(self) -> Network:
        return self.networks[self.cleaned_data["network_slug"]]
