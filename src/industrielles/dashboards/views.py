"""Pages of figures: for everybody, down to the entries for those who read figures, and the targets."""
from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic import TemplateView, View

from industrielles.kit.doors import Door, anyone
from industrielles.kit.typography import month as month_words
from industrielles.ledger.disclosure import PUBLIC
from industrielles.ledger.models import Entry
from industrielles.network.models import Network

from . import policies, verbs
from .figures import Figures, Year, updated_at, years
from .forms import Choice, EntryFilters, TargetForm
from .indicators import (
    AUDIENCE,
    CLASSES,
    ENCOUNTERS,
    ENDS,
    INDICATORS,
    MEDIA,
    MEETINGS,
    MINUTES,
    PAIRS,
    PEOPLE,
    choosable,
    period_in_words,
    public_targets,
    umbrella,
)
from .members import Members
from .tables import fact_words, lines_of

PAGE = 50


class Chosen:
    """What a page of figures is about: a school year and a network, from its address. What makes no sense there is left aside."""

    request: HttpRequest

    @cached_property
    def whole(self) -> Network:
        found = umbrella()
        if found is None:
            raise Http404
        return found

    @cached_property
    def below(self) -> list[Network]:
        """The networks directly below the umbrella: those whose figures everybody may choose."""
        return list(Network.objects.open().filter(parent=self.whole))

    @cached_property
    def read(self) -> list[Network]:
        """Networks whose figures this reader sees, however small."""
        return list(Network.objects.counted_for(self.request.user)) if self.request.user.is_authenticated else []

    @cached_property
    def years(self) -> list[Year]:
        return years()

    @cached_property
    def choices(self) -> dict[str, Any]:
        networks = {network.pk: network for network in (self.whole, *self.below, *self.read)}
        return {"years": [str(year) for year in self.years], "networks": list(networks.values())}

    @cached_property
    def form(self) -> Choice:
        return Choice(self.request.GET or None, **self.choices)

    @cached_property
    def year(self) -> Year:
        wanted = self.form.chosen().get("year") if self.form.is_bound else None
        return next((year for year in self.years if str(year) == wanted), self.years[0])

    @cached_property
    def network(self) -> Network:
        wanted = self.form.chosen().get("network") if self.form.is_bound else None
        return next((network for network in self.choices["networks"] if network.slug == wanted), self.whole)

    @cached_property
    def members(self) -> Members:
        return Members(self.whole, self.below)

    @cached_property
    def figures(self) -> Figures:
        return Figures(self.whole, self.below, self.network, self.year, sees_all=self.network in self.read)


class FiguresPage(Door, Chosen, TemplateView):
    """The public figures: targets, people met, map, networks, how it was counted."""

    policy = staticmethod(anyone)
    template_name = "dashboards/figures.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if umbrella() is None:
            return super().get_context_data(targets=public_targets(), empty=True, **kwargs)
        figures, targets = self.figures, public_targets()
        form = Choice(initial={"year": str(self.year), "network": self.network.slug}, **self.choices)
        return super().get_context_data(
            targets=targets, period=period_in_words(targets), form=form, year=self.year, network=self.network, figures=figures,
            by_month=figures.by_month(),
            by_department=figures.by_department(), girls=figures.girls_in_words(), methods=figures.by_method(), genders=figures.by_gender(),
            networks=figures.by_network() if self.network == self.whole else None, updated_at=updated_at(), threshold=PUBLIC,
            kinds=figures.by_kind(), mentoring=figures.mentoring.tables(), pairs=PAIRS, members=self.members, counted=self.members.table(),
            reads=bool(self.read), sees_all=figures.sees_all,
            may_set=policies.can_set_target(self.request.user), classes=CLASSES,
            people=PEOPLE, query=f"?year={self.year}&network={self.network.slug}", empty=False,
            nothing=not (figures.people.figures or figures.classes.get(self.whole.pk) or figures.outside
                         or figures.mentoring.anything), **kwargs)


class FigureFile(Door, Chosen, View):
    """The table of a figure as a CSV file."""

    policy = staticmethod(anyone)

    def get(self, request: HttpRequest, name: str) -> HttpResponse:
        tables = {**self.figures.tables(), "members": self.members.table()}
        if name not in tables or (name == "networks" and self.network != self.whole):
            raise Http404
        response = HttpResponse(tables[name].as_csv(), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{file_names()[name]}-{self.network.slug}-{self.year}.csv"'
        return response


def file_names() -> dict[str, str]:
    """What the file of each table is called, in the language of the page: letters without accents, which any disk keeps."""
    return {
        "months": pgettext("file name", "months"), "departments": pgettext("file name", "departments"),
        "genders": pgettext("file name", "genders"), "methods": pgettext("file name", "methods"),
        "networks": pgettext("file name", "networks"), "members": pgettext("file name", "members-by-gender"),
        "kinds": pgettext("file name", "outside-classes"), "mentoring": pgettext("file name", "mentoring"),
        "mentoring_departments": pgettext("file name", "mentoring-departments"),
        "mentoring_genders": pgettext("file name", "mentoring-genders")}


def facts_in_words() -> dict[str, Any]:
    """The facts whose entries are read, by their code. Of mentoring: pairs, meetings and ends; never who is in a pair, nor her gender."""
    return {code: fact_words(code) for code in (CLASSES, PEOPLE, ENCOUNTERS, AUDIENCE, MEDIA, PAIRS, MEETINGS, MINUTES, *ENDS)}


class Method(Door, TemplateView):
    """How things are counted, and what is not published."""

    policy = staticmethod(anyone)
    template_name = "dashboards/method.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            indicators=INDICATORS.values(), methods=Entry.Method.labels, threshold=PUBLIC, updated_at=updated_at(), **kwargs)


class Entries(Door, Chosen, TemplateView):
    """The entries behind a figure, of the networks whose figures she reads."""

    policy = staticmethod(policies.can_read_entries)
    template_name = "dashboards/entries.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form, shown = self.filters()
        page = Paginator(self.entries(shown), PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(form=form, page=page, lines=lines_of(page.object_list), total=self.entries(shown).total(), **kwargs)

    def filters(self) -> tuple[EntryFilters, dict[str, Any]]:
        """The form as it is shown, and what was chosen in it."""
        months = [(f"{month:%Y%m}", month_words(month)) for month in (self.years[0].months if not self.request.GET else self.year.months)]
        options = {**self.choices, "networks": self.read, "months": months, "facts": facts_in_words()}
        sent = EntryFilters(self.request.GET, **options)
        shown = {"year": str(self.year), "network": self.read[0].slug, **sent.chosen()}
        return EntryFilters(initial=shown, **options), shown

    def entries(self, shown: dict[str, Any]) -> Any:
        network = next(network for network in self.read if network.slug == shown["network"])
        year = next(year for year in self.years if str(year) == shown["year"])
        found = Entry.objects.under(network.pk).between(year.first, year.last)
        wanted = {name: shown[name] for name in ("fact", "month", "department", "method") if shown.get(name)}
        return found.filter(**{"fact__in": facts_in_words(), **wanted}).order_by("-on", "-pk")


class Targets(Door, Chosen, TemplateView):
    """The targets, each with its form; then what one could be set for."""

    policy = staticmethod(policies.can_set_target)
    template_name = "dashboards/targets.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        standing, sent = public_targets(), kwargs.pop("sent", None)
        forms, others = ([(one, sent if sent and sent.prefix == TargetForm.of(one).prefix else TargetForm.of(one)) for one in some]
                         for some in (standing, choosable()))
        return super().get_context_data(forms=forms, others=others, sent=sent, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        self.bound_form = form = TargetForm.sent(request.POST)
        if form is None:
            raise Http404
        if not form.is_valid():
            return self.form_invalid(form)
        chosen = form.cleaned_data
        verbs.set_target(
            chosen["indicator"], network=self.whole, goal=chosen["goal"], starts_on=chosen["starts_on"], ends_on=chosen["ends_on"],
            by=request.user)
        messages.success(request, _("The target is set."))
        return HttpResponseRedirect(reverse("dashboards:targets"))

    def form_invalid(self, form: TargetForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(sent=form), status=422)
