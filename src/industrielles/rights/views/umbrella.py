"""Doors of the umbrella: how long things are kept, what was emptied, the register, breaches."""
from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic import FormView, TemplateView, View

from industrielles.kit import clock
from industrielles.kit.doors import Door, FormDoor
from industrielles.kit.refusals import Refused
from industrielles.kit.retention import Rule, declared

from .. import papers, policies, register, verbs
from ..forms import BreachForm, HoldForm, HoldPersonForm, ProcessorForm, TermForm, ToldForm, VisaForm, moment
from ..models import Breach, Hold, Processor, Sweep, Term
from .desk import person_of

PAGE = 50


class Umbrella(Door):
    """Base: the umbrella's coordinator alone."""

    policy = staticmethod(policies.can_set_terms)
    request: HttpRequest

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(umbrella=True, **context)  # type: ignore[misc]

    def done(self, words: str, name: str, *args: Any) -> HttpResponse:
        messages.success(self.request, words)
        return HttpResponseRedirect(reverse(name, args=args))


class Retention(Umbrella, FormDoor, FormView):
    """Every rule: what, from when, how long, what then, by what right; when it last ran, what is due now. The form holds somebody back."""

    template_name = "rights/desk/retention.html"
    form_class = HoldPersonForm

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        latest, held = Sweep.objects.latest(), {one.rule: one for one in Hold.objects.live().exclude(rule="")}
        rows = []
        for line in register.lines():
            due = verbs.due(line.rule)
            rows.append({"line": line, "last": latest.get(line.rule.code), "due": due.count() if due is not None else None,
                         "held": line.rule.code in held})
        return super().get_context_data(
            rows=rows, people=list(Hold.objects.live().filter(person__isnull=False).select_related("person")),
            sweeps=list(Sweep.objects.that_emptied()[:10]), proposed=list(Sweep.objects.proposed()), **context)

    def form_valid(self, form: HoldPersonForm) -> HttpResponse:
        person = person_of(form.cleaned_data["email"])
        if person is None:
            form.add_error("email", _("Nobody has this address here."))
            return self.form_invalid(form)
        verbs.hold(person=person, reason=form.cleaned_data["reason"], by=self.request.user)  # type: ignore[arg-type]
        return self.done(_("Nothing of hers is emptied any more, until you lift it."), "rights:retention")


class OneRule(Umbrella, FormDoor, FormView):
    """One rule: its history, its last passages, the number of days."""

    template_name = "rights/desk/rule.html"
    form_class: type[Any] = TermForm
    name = "term"

    @cached_property
    def subject(self) -> Rule:
        rule = declared().get(self.kwargs["rule"])
        if rule is None:
            raise Http404
        return rule

    def get_form_kwargs(self) -> dict[str, Any]:
        bounds = {"least": self.subject.least, "most": self.subject.most} if self.form_class is TermForm else {}
        return {**super().get_form_kwargs(), **bounds}

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        rule = self.subject
        form = context.pop("form", None) or self.get_form()
        term = TermForm(least=rule.least, most=rule.most, initial={"days": verbs.days_of(rule)})
        forms = {"term": term, "hold": HoldForm(), self.name: form}
        line = next(one for one in register.lines() if one.rule.code == rule.code)
        page = Paginator(Sweep.objects.finished().filter(rule=rule.code), PAGE).get_page(self.request.GET.get("page"))
        rows = verbs.due(rule)
        return super().get_context_data(
            line=line, rule=rule, forms=forms, form=form, terms=list(Term.objects.of(rule.code).select_related("set_by")), page=page,
            sweeps=list(page), held=Hold.objects.live().filter(rule=rule.code).first(), due=rows.count() if rows is not None else None,
            **context)

    def form_valid(self, form: Any) -> HttpResponse:
        verbs.set_term(self.subject.code, days=form.cleaned_data["days"], reason=form.cleaned_data["reason"], by=self.request.user)  # type: ignore[arg-type]
        return self.done(_("Kept for this long from now on."), "rights:rule", self.subject.code)


class HoldRule(OneRule):
    """Nothing of this rule is emptied until it is lifted."""

    form_class = HoldForm
    name = "hold"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(reverse("rights:rule", args=[self.subject.code]))

    def form_valid(self, form: Any) -> HttpResponse:
        verbs.hold(rule=self.subject.code, reason=form.cleaned_data["reason"], by=self.request.user)  # type: ignore[arg-type]
        return self.done(_("Held back: nothing of it is emptied until you lift it."), "rights:rule", self.subject.code)


class Lift(Umbrella, View):
    """It is emptied again when its day comes."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        verbs.lift(get_object_or_404(Hold, pk=self.kwargs["number"]), by=request.user)  # type: ignore[arg-type]
        return self.done(_("Lifted: it is emptied again when its day comes."), "rights:retention")


class Visa(Umbrella, FormDoor, FormView):
    """Public archives: the reference of the visa that allows a destruction."""

    template_name = "rights/desk/visa.html"
    form_class = VisaForm

    @cached_property
    def subject(self) -> Sweep:
        return get_object_or_404(Sweep.objects.proposed(), code=self.kwargs["code"])

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(sweep=self.subject, rule=declared().get(self.subject.rule), **context)

    def form_valid(self, form: VisaForm) -> HttpResponse:
        verbs.give_visa(self.subject, visa=form.cleaned_data["visa"], by=self.request.user)  # type: ignore[arg-type]
        return self.done(_("Noted: it is emptied at the next passage."), "rights:retention")


class Certificate(Umbrella, View):
    """What was emptied, when, by which rule and term: a PDF, or the JSON that its digest seals."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        sweep, kind = get_object_or_404(Sweep.objects.finished(), code=self.kwargs["code"]), self.kwargs["kind"]
        content = sweep.as_json() if kind == "json" else papers.certificate_pdf(sweep)
        return _file(content, f"application/{kind}", f"{pgettext('file name', 'certificate')}-{sweep.code}.{kind}")


class Register(Umbrella, TemplateView):
    """The register of processing (GDPR art. 30), and who handles data for us."""

    template_name = "rights/desk/register.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(
            lines=register.lines(), security=register.security(), processors=list(Processor.objects.all()), today=clock.today(), **context)


class RegisterFile(Umbrella, View):
    """The register as PDF or CSV."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        name = f"{pgettext('file name', 'register')}-{clock.today()}.{self.kwargs['kind']}"
        if self.kwargs["kind"] == "pdf":
            return _file(papers.register_pdf(), "application/pdf", name)
        return _file(papers.as_csv(*register.table()).encode(), "text/csv; charset=utf-8", name)


class OneProcessor(Umbrella, FormDoor, FormView):
    """A company that handles data for us: new, or changed."""

    template_name = "rights/desk/processor.html"
    form_class = ProcessorForm

    @cached_property
    def subject(self) -> Processor:
        return get_object_or_404(Processor, code=self.kwargs["code"]) if "code" in self.kwargs else Processor()

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.subject}

    def form_valid(self, form: ProcessorForm) -> HttpResponse:
        verbs.change_processor(form.save(commit=False), by=self.request.user)  # type: ignore[arg-type]
        return self.done(_("Saved."), "rights:register")


class Breaches(Umbrella, TemplateView):
    """The register of breaches (GDPR art. 33(5)), with the hours left to tell the CNIL."""

    template_name = "rights/desk/breaches.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        page = Paginator(Breach.objects.all(), PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(page=page, breaches=list(page), **context)


class Write(Umbrella, FormDoor, FormView):
    """Write a breach down."""

    template_name = "rights/desk/write_breach.html"
    form_class = BreachForm

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "known_on": clock.today()}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": Breach()}

    def form_valid(self, form: BreachForm) -> HttpResponse:
        breach = verbs.report_breach(form.cleaned_data["key"], by=self.request.user, **form.written())  # type: ignore[arg-type]
        return self.done(_("Written down. Look at what is still to be told, and to whom."), "rights:breach", breach.code)


class OneBreach(Umbrella, FormDoor, FormView):
    """One breach: facts, countdown, who was told."""

    template_name = "rights/desk/breach.html"
    form_class = ToldForm

    @cached_property
    def subject(self) -> Breach:
        return get_object_or_404(Breach.objects.select_related("told_by"), code=self.kwargs["code"])

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(breach=self.subject, whom="authority_told_at" if self.subject.needs_authority else "people_told_at",
                                        **context)

    def form_valid(self, form: ToldForm) -> HttpResponse:
        whom = "authority_told_at" if self.subject.needs_authority else "people_told_at"
        try:
            verbs.tell_breach(self.subject, whom=whom, at=moment(form.cleaned_data["on"], form.cleaned_data["hour"]), by=self.request.user)  # type: ignore[arg-type]
        except Refused as refusal:
            form.add_error("on", str(refusal))
            return self.form_invalid(form)
        return self.done(_("Noted."), "rights:breach", self.subject.code)


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
