"""Scenarios of matching: weighed, computed, compared, published. Only for who runs the programme; nobody else is told of them."""
from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, View

from industrielles.kit import clock
from industrielles.kit.charts import Table
from industrielles.kit.doors import FormDoor

from .. import policies, tables, weighing
from .. import verbs as mentoring
from ..forms.matching import BeginForm, CompareForm, InstructForm, LiftForm, WeighForm
from ..models import Match, Mentee, Mentor, Scenario
from .desk import OneProgramme

RESULT = "#resultat"  # where what was found begins on the page of a scenario


def as_csv(table: Table, name: str) -> HttpResponse:
    """A table as a file that spreadsheets open."""
    answer = HttpResponse(table.as_csv(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}-{clock.today():%Y-%m-%d}.csv"'
    return answer


class Matching(OneProgramme):
    """Base of what is about matching in a programme she runs."""

    policy = staticmethod(policies.can_match)

    def found(self) -> Any:
        """Its scenarios that were not put aside."""
        return Scenario.objects.visible_to(self.request.user).filter(programme=self.subject).kept().whole()

    def to_confirm(self) -> int:
        """How many pairs wait for her."""
        return Match.objects.visible_to(self.request.user).filter(programme=self.subject).to_confirm().count()

    def get_refused_url(self) -> str:
        return reverse("mentoring:scenarios", args=[self.kwargs["code"]])


class Scenarios(Matching, FormDoor, FormView):
    """Who may be matched today, who may not and why; the scenarios that were made; a new one."""

    template_name = "mentoring/desk/scenarios.html"
    form_class = BeginForm

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        found = list(self.found())
        scenarios = [(one, tables.of_hundred(one.worst), tables.of_hundred(one.mean)) for one in found]
        computed = [one for one in found if one.status in (Scenario.Status.COMPUTED, Scenario.Status.PUBLISHED)]
        return super().get_context_data(
            scenarios=scenarios, today=tables.today(self.subject), to_confirm=self.to_confirm(),
            compare_form=CompareForm(scenarios=self.found().computed()) if len(computed) > 1 else None, **context)

    def form_valid(self, form: Any) -> HttpResponse:
        said = form.cleaned_data
        made = mentoring.begin_scenario(self.subject, name=said["name"], weights=weighing.defaults(), request_key=said["key"],
                                        by=self.request.user)
        return HttpResponseRedirect(reverse("mentoring:scenario", args=[self.subject.code, made.code]))


class OneScenario(Matching):
    """Base of what is about one scenario of the programme; elsewhere there is none."""

    @cached_property
    def scenario(self) -> Scenario:
        one = self.found().filter(code=self.kwargs["scenario"]).first()
        if one is None:
            raise Http404
        return one

    def back(self, words: str = "", *, at: str = "") -> HttpResponse:
        """To the page of the scenario, at a place of it."""
        if words:
            messages.success(self.request, words)
        return HttpResponseRedirect(self.get_refused_url() + at)

    def get_refused_url(self) -> str:
        return reverse("mentoring:scenario", args=[self.kwargs["code"], self.kwargs["scenario"]])


class ScenarioSection(OneScenario, FormDoor, FormView):
    """A form of the page of a scenario; when it does not pass, the whole page comes back with it."""

    template_name = "mentoring/desk/scenario.html"
    form_class: type[Any] = WeighForm
    section = ""
    http_method_names = ["post"]

    def instruct_kwargs(self) -> dict[str, Any]:
        """Whom she may name: those of the programme who may be matched."""
        me = self.request.user
        return {"mentees": Mentee.objects.visible_to(me).matchable().filter(programme=self.subject).select_related("department"),
                "mentors": Mentor.objects.visible_to(me).matchable().filter(programme=self.subject).select_related("department")}

    def get_form_kwargs(self) -> dict[str, Any]:
        people = self.instruct_kwargs() if issubclass(self.form_class, InstructForm) else {}
        return super().get_form_kwargs() | people | {"auto_id": f"{self.section}_%s"}

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        one, sent = self.scenario, context.pop("form", None)
        forms = {"weigh_form": WeighForm(initial={"name": one.name, **weighing.defaults(), **one.weights}, auto_id="weigh_%s"),
                 "instruct_form": InstructForm(auto_id="instruct_%s", **self.instruct_kwargs()),
                 "copy_form": BeginForm(initial={"name": _("%(name)s, again") % {"name": one.name}}, auto_id="copy_%s")}
        if sent is not None:
            forms[f"{self.section}_form"] = sent
        told = list(one.instructions.told())
        result = tables.result(one, self.request.GET.get("page"), told, reader=self.request.user) if one.ran_at else {}
        return super().get_context_data(scenario=one, form=sent, section=self.section, instructions=told, **result, **forms, **context)

    def at_row(self, form: Any) -> str:
        """Where in the page she was: at a pair of the list, if she decided there."""
        page = self.request.GET.get("page", "")
        return f"{'?page=' + page if page.isdecimal() else ''}#p-{form.cleaned_data['mentee'].code}" if "row" in self.request.POST else ""


class ScenarioPage(ScenarioSection):
    """Its sliders, what came of them, the pairs one by one, who stays alone and what would change that."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=None))


class Weigh(ScenarioSection):
    """Other weights; computed at once when she says so."""

    section = "weigh"

    def form_valid(self, form: Any) -> HttpResponse:
        mentoring.weigh(self.scenario, weights=form.weights, name=form.cleaned_data["name"], by=self.request.user)
        if "compute" in self.request.POST:
            mentoring.compute(self.scenario, by=self.request.user)
            return self.back(at=RESULT)
        return self.back(_("It is kept."))


class Instruct(ScenarioSection):
    """Two people together, or never together."""

    form_class = InstructForm
    section = "instruct"

    def form_valid(self, form: Any) -> HttpResponse:
        mentoring.instruct(self.scenario, by=self.request.user, **form.cleaned_data)
        return self.back(_("It is kept: compute again to see what it changes."), at=self.at_row(form))


class Lift(ScenarioSection):
    """Nothing is decided about these two any more."""

    form_class = LiftForm
    section = "instruct"

    def instruct_kwargs(self) -> dict[str, Any]:
        me = self.request.user
        return {"mentees": Mentee.objects.visible_to(me).filter(programme=self.subject),
                "mentors": Mentor.objects.visible_to(me).filter(programme=self.subject)}

    def form_valid(self, form: Any) -> HttpResponse:
        mentoring.lift(self.scenario, by=self.request.user, **form.cleaned_data)
        return self.back(_("It is lifted: compute again to see what it changes."), at=self.at_row(form))


class Compute(OneScenario, View):
    """The best pairs with these weights."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        mentoring.compute(self.scenario, by=request.user)
        return self.back(at=RESULT)


class CopyScenario(ScenarioSection):
    """The same weights, the same pairs fixed and forbidden, under another name."""

    form_class = BeginForm
    section = "copy"

    def form_valid(self, form: Any) -> HttpResponse:
        said, one = form.cleaned_data, self.scenario
        made = mentoring.begin_scenario(self.subject, name=said["name"], weights=one.weights, request_key=said["key"], copy_of=one,
                                        by=self.request.user)
        return HttpResponseRedirect(reverse("mentoring:scenario", args=[self.subject.code, made.code]))


class DropScenario(OneScenario, View):
    """Put aside: it is seen no more."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        mentoring.drop_scenario(self.scenario, by=request.user)
        messages.success(request, _("The scenario is put aside."))
        return HttpResponseRedirect(reverse("mentoring:scenarios", args=[self.subject.code]))


class Publish(OneScenario, TemplateView):
    """What publishing does, said before it is done."""

    template_name = "mentoring/desk/publish.html"

    def found(self) -> Any:
        """Those with a result."""
        return super().found().computed()

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(**context | {"scenario": self.scenario, "to_confirm": self.to_confirm()})

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        made = mentoring.publish(self.scenario, by=request.user)
        words = _("%(n)s pairs are proposed: confirm them one by one. Nobody has been written to.") % {"n": len(made)}
        messages.success(request, words)
        return HttpResponseRedirect(reverse("mentoring:matches", args=[self.subject.code]))


class Compare(Matching, TemplateView):
    """Two scenarios side by side: figures, how quality is spread, whom it changes something for."""

    template_name = "mentoring/desk/compare.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        form = CompareForm(self.request.GET, scenarios=self.found().computed())
        chosen = form.chosen()
        both = [chosen[name] for name in ("a", "b") if name in chosen]
        compared = tables.compare(*both, reader=self.request.user) if len(both) == 2 and both[0] != both[1] else None
        return super().get_context_data(compare_form=form, compared=compared, **context)


class ScenarioFile(OneScenario, View):
    """The pairs as a file, noted in the journal: a POST, because it leaves a trace."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        table = tables.as_file(self.scenario, reader=self.request.user)
        mentoring.export_scenario(self.scenario, rows=len(table.rows), by=request.user)
        return as_csv(table, "binomes")


class ScenarioQuality(OneScenario, View):
    """How quality is spread, as a file: counts, nobody's name. `?b=` sets another scenario beside."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        other = self.found().computed().filter(code=request.GET.get("b", ""))[:1]
        return as_csv(tables.quality([self.scenario, *other]).table, "qualite")
