"""A search among members: what may be chosen, and what it leaves. Nothing else of an address is read (trust 10)."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db.models import F, Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from industrielles.kit import clock
from industrielles.kit.forms import Filters
from industrielles.network.models import Membership, Network
from industrielles.network.roles import Role
from industrielles.people.consents import Purpose
from industrielles.places.models import Commune, Department
from industrielles.places.search import words
from industrielles.pool.models import Branch, Contribution, RoleModel

from . import queries

capfirst_lazy = lazy(capfirst, str)
SILENT = {"6": dt.timedelta(days=182), "12": dt.timedelta(days=365)}  # months without a visit
ACTIVITY = [
    ("", _("All the same")), ("never", _("Never met a class")), ("year", _("Met a class this school year")),
    ("silent-6", _("No visit for six months")), ("silent-12", _("No visit for a year")),
]
JOINED = {"new": (0, 92), "year": (0, 366), "long": (366, 40_000)}  # days since she joined: from, to
PROFILE = [
    ("", _("All the same")), ("none", _("No profile")), ("draft", _("Not published")), ("public", _("Published")), ("paused", _("Paused")),
]
ASKED = (Purpose.NEWS, Purpose.MEDIA, Purpose.CONTACT)
CONSENT = [("", _("All the same")), *((f"{said}{one.value}", words_) for one, yes, no in (
    (Purpose.NEWS, _("Agrees to the news"), _("No agreement to the news")),
    (Purpose.MEDIA, _("Agrees to be proposed to journalists"), _("No agreement to be proposed to journalists")),
    (Purpose.CONTACT, _("Agrees to be called"), _("No agreement to be called"))) for said, words_ in (("", yes), ("no-", no)))]
OFFERS = [  # what she would like to do (pool.Contribution.Offer), in few words
    ("", _("Whatever it is")), ("visits", _("Meeting classes")), ("mentoring", _("Accompanying a girl")),
    ("media", _("Speaking to the press")), ("sharing", _("Sharing what works in her company")), ("leading", _("Leading a territory")),
]
SORTS = {
    "name": ("person__last_name", "person__first_name"), "new": ("-started_on",), "visits": (F("visits").desc(nulls_last=True),),
    "last": (F("last_visit").asc(nulls_last=True),),
}
KM = [("", "25 km"), ("10", "10 km"), ("50", "50 km"), ("100", "100 km")]


class Search(Filters):
    """What narrows the list of members."""

    search = forms.CharField(label=_("Name or e-mail address"), max_length=80, widget=forms.SearchInput)
    job = forms.CharField(label=_("Job or words of the profile"), max_length=80)
    place = forms.ChoiceField(label=_("Department or region"))
    town = forms.CharField(label=_("Around a town"), max_length=80)
    km = forms.ChoiceField(label=_("Within"), choices=KM)
    branch = forms.ChoiceField(label=_("Branch"))
    role = forms.ChoiceField(label=_("Role"), choices=[("", _("Every role")), *((one.value, capfirst_lazy(one.label)) for one in Role)])
    activity = forms.ChoiceField(label=_("Visits"), choices=ACTIVITY)
    profile = forms.ChoiceField(label=_("Profile"), choices=PROFILE)
    consent = forms.ChoiceField(label=_("Agreement"), choices=CONSENT)
    offer = forms.ChoiceField(label=_("What she offers"), choices=OFFERS)
    organisation = forms.CharField(label=_("Organisation"), max_length=80)
    joined = forms.ChoiceField(label=_("Member"), choices=[
        ("", _("Since whenever")), ("new", _("For less than three months")), ("year", _("For less than a year")),
        ("long", _("For more than a year"))])
    network = forms.ChoiceField(label=_("Network"))
    sort = forms.ChoiceField(label=_("In order of"), choices=[
        ("", _("Name")), ("new", _("Arrival, newest first")), ("visits", _("Visits this school year")),
        ("last", _("Last visit, oldest first"))])

    def __init__(self, data: Any, *, networks: list[Network], known: dict[str, Any] | None = None) -> None:
        super().__init__(data)
        fields: Any = self.fields
        fields["network"].choices = [("", _("Every network")), *((one.slug, one.name) for one in networks)]
        for name, choices in (known or places_and_branches()).items():
            fields[name].choices = choices
        if len(networks) < 2:
            del self.fields["network"]

    @property
    def first(self) -> list[Any]:
        """The filters always shown; the others wait under “More criteria”."""
        return [self[name] for name in ("search", "place", "role", "activity", "network") if name in self.fields]

    @property
    def others(self) -> list[Any]:
        """The filters under “More criteria”."""
        return [self[name] for name in ("job", "branch", "town", "km", "organisation", "offer", "profile", "consent", "joined", "sort")]

    @property
    def is_detailed(self) -> bool:
        """Whether one of the others is chosen: they are then shown open."""
        return bool(set(self.chosen()) & {bound.name for bound in self.others} - {"km"})

    @property
    def is_narrowed(self) -> bool:
        return bool(set(self.chosen()) - {"sort", "km"})

    def unknown_town(self) -> str:
        """What was written as a town and is none: said on the page, for nobody is found then."""
        town = self.chosen().get("town", "")
        return town if town and self.commune() is None else ""

    def commune(self) -> Commune | None:
        """The town meant."""
        if not hasattr(self, "_commune"):
            town = self.chosen().get("town", "")
            self._commune = Commune.objects.meant(town) or next(iter(Commune.objects.best(town, 1)), None) if town else None
        return self._commune

    def narrow(self, memberships: Any) -> Any:
        """Of these memberships, those that fit what was chosen."""
        chosen = self.chosen()
        found = memberships.current().naming(chosen.get("search", ""))
        if "network" in chosen:
            found = found.filter(network__slug=chosen["network"])
        if "role" in chosen:
            found = found.holding(chosen["role"])
        if "organisation" in chosen:
            found = found.filter(organisation__name__icontains=chosen["organisation"])
        if "joined" in chosen:
            newest, oldest = (clock.today() - dt.timedelta(days=n) for n in JOINED[chosen["joined"]])
            found = found.filter(started_on__gt=oldest, started_on__lte=newest)
        if "offer" in chosen:
            found = queries.offering(found, chosen["offer"])
        if "consent" in chosen:
            purpose = chosen["consent"].removeprefix("no-")
            found = queries.agreeing(found, purpose, negated=purpose != chosen["consent"])
        return self._active(self._profiled(found, chosen), chosen)

    def _profiled(self, found: Any, chosen: dict[str, Any]) -> Any:
        """By what her current profile says; where she has none, by what she says she brings."""
        profile = RoleModel.objects.current()
        asked = set(chosen) & {"job", "branch", "place", "town"} or chosen.get("profile") not in (None, "none")
        if chosen.get("profile") == "none":
            found = found.exclude(pk__in=profile.values("membership"))
        if not asked:
            return found
        brought = Contribution.objects.current().exclude(membership__in=profile.values("membership"))
        fits = Q(pk__in=self._in_state(_narrowed(profile, chosen), chosen).values("membership"))
        if "town" not in chosen and chosen.get("profile") in (None, "none"):
            fits |= Q(pk__in=_narrowed(brought, chosen).values("membership"))
        return found.filter(fits)

    def _in_state(self, profile: Any, chosen: dict[str, Any]) -> Any:
        """Profiles in the state chosen, around the town chosen."""
        profile = _in_state(profile, chosen.get("profile", ""))
        if "town" not in chosen:
            return profile
        commune = self.commune()
        return profile.none() if commune is None or commune.latitude is None or commune.longitude is None else profile.near(
            commune.latitude, commune.longitude, float(chosen.get("km", "25")))

    def _active(self, found: Any, chosen: dict[str, Any]) -> Any:
        activity = chosen.get("activity", "")
        if activity == "never":
            return queries.met_since(found.holding(Role.ROLE_MODEL), negated=True)
        if activity == "year":
            return queries.met_since(found, year_start())
        if activity.startswith("silent-"):
            quiet = queries.met_since(found.holding(Role.ROLE_MODEL), clock.now() - SILENT[activity.removeprefix("silent-")], negated=True)
            return queries.met_since(quiet)
        return found

    def ordered(self, found: Any) -> Any:
        """In the order chosen; always a whole one, so that no page repeats another."""
        sort = self.chosen().get("sort", "name")
        if sort in ("visits", "last"):
            found = queries.with_activity(found, year_start())
        return found.order_by(*SORTS[sort], "person__last_name", "person__first_name", "pk")

    def query(self) -> str:
        """The filters, as an address says them: what a view keeps. Nothing that is not one of ours."""
        kept = QueryDict(mutable=True)
        for name, value in self.chosen().items():
            kept[name] = str(value)
        return kept.urlencode()

    def told(self) -> list[str]:
        """What was chosen, in words: “Role: ambassador”."""
        said = []
        for name, value in self.chosen().items():
            if name in ("sort", "km"):
                continue
            field: Any = self.fields[name]
            label = dict(flat(field.choices)).get(value, value) if isinstance(field, forms.ChoiceField) else value
            said.append(gettext("%(what)s: %(value)s") % {"what": field.label, "value": label})
        return said


def _narrowed(rows: Any, chosen: dict[str, Any]) -> Any:
    """Profiles, or what members bring, by job, branch and place: both say them in the same words."""
    if "job" in chosen:
        rows = rows.filter(*(Q(search_text__contains=word) for word in words(chosen["job"])))
    if "branch" in chosen:
        rows = rows.filter(branch=chosen["branch"])
    if "place" in chosen:
        kind, _dash, code = chosen["place"].partition("-")
        rows = rows.filter(**{"department__region" if kind == "r" else "department": code})
    return rows


def _in_state(profile: Any, state: str) -> Any:
    today = clock.today()
    return {
        "draft": lambda: profile.filter(published_on=None), "public": lambda: profile.exclude(published_on=None),
        "paused": lambda: profile.filter(paused_until__gt=today),
    }.get(state, lambda: profile)()


def flat(choices: Any) -> list[tuple[Any, Any]]:
    """The choices of a list, without its groups."""
    return [pair for value, label in choices for pair in (label if isinstance(label, list | tuple) else [(value, label)])]


def places_and_branches() -> dict[str, Any]:
    """The choices that are rows: asked once for many searches."""
    return {"branch": [("", _("Every branch")), *((one.pk, str(one)) for one in Branch.objects.all())], "place": places()}


def places() -> list[Any]:
    """Departments under their regions, each region whole first."""
    grouped: dict[Any, list[tuple[str, str]]] = {}
    for one in Department.objects.select_related("region").order_by("region__name", "code"):
        everywhere = (f"r-{one.region_id}", gettext("All of %(region)s") % {"region": one.region.name})
        grouped.setdefault(one.region.name, [everywhere]).append((f"d-{one.code}", str(one)))
    return [("", _("Everywhere")), *grouped.items()]


def year_start() -> dt.datetime:
    """The first of September before now, in Paris."""
    today = clock.today()
    first = dt.date(today.year if today.month >= 9 else today.year - 1, 9, 1)
    return dt.datetime.combine(first, dt.time(), timezone.get_default_timezone())


def found_by(person: Any, query: str, networks: list[Network] | None = None) -> QuerySet[Membership]:
    """The members that a kept search finds today, of the networks this person runs."""
    hers = list(Network.objects.run_by(person).open().order_by("path")) if networks is None else networks
    return Search(QueryDict(query), networks=hers).narrow(Membership.objects.visible_to(person))
