"""Doors of coordination about territories: who is where, where nobody is, who could be next; the steps of one ambassador."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from industrielles.kit import clock
from industrielles.kit.doors import Door
from industrielles.network.models import Membership
from industrielles.network.roles import Role
from industrielles.places.models import Department

from .. import coverage, policies, verbs
from ..forms.territory import TerritoryForm, TrainForm
from ..models import Ambassador
from .team import Act, Section, address_of

PAGE = 50


class Reading(Door):
    """Base: for who runs a network."""

    policy = staticmethod(policies.reads_coverage)
    request: HttpRequest


class Ambassadors(Reading, TemplateView):
    """Every ambassador of her networks: how far she is, what she leads, whom she animates."""

    template_name = "pool/ambassadors.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        found = Ambassador.objects.visible_to(self.request.user).current().with_territory().with_animated()
        page = Paginator(found.by_stage(), PAGE).get_page(self.request.GET.get("page"))
        rows = list(page)
        leads = coverage.in_words(rows)
        stages = Ambassador.objects.visible_to(self.request.user).current().by_status()
        return super().get_context_data(
            page=page, rows=[(one, leads[one.pk]) for one in rows],
            stages=[(status.label, stages.get(status, 0)) for status in Ambassador.Status], **context)


class Coverage(Reading, TemplateView):
    """The map of France by ambassador, and the departments that wait for one."""

    template_name = "pool/coverage.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        found = coverage.covered(self.request.user)
        rows = [(one, found.people.get(one.pk, 0), found.partly.get(one.pk, 0)) for one in found.missing]
        page = Paginator(rows, PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(coverage=found, figure=coverage.figure(found), page=page, rows=list(page), **context)


class CoverageFile(Reading, View):
    """The figures of the map, as a spreadsheet reads them."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        table = coverage.figure(coverage.covered(request.user)).table
        name = _("coverage-%(day)s.csv") % {"day": clock.today().isoformat()}
        return HttpResponse(table.as_csv(), content_type="text/csv; charset=utf-8",
                            headers={"Content-Disposition": f'attachment; filename="{name}"'})


class InDepartment(Reading):
    """Base of what is about one department that counts for her."""

    @cached_property
    def coverage(self) -> coverage.Coverage:
        return coverage.covered(self.request.user)

    @cached_property
    def subject(self) -> Department:
        wanted = {one.pk: one for one in self.coverage.wanted} if self.request.user.is_authenticated else {}
        if self.kwargs["department"] not in wanted:
            raise Http404
        return wanted[self.kwargs["department"]]


class Candidates(InDepartment, TemplateView):
    """Who could lead this department, and why."""

    template_name = "pool/candidates.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        me, where = self.request.user, self.subject
        return super().get_context_data(**context) | {
            "department": where, "candidates": coverage.candidates(me, where), "elsewhere": coverage.elsewhere(me, where),
            "led": self.coverage.led.get(where.pk, 0)}


class AppointThere(InDepartment, View):
    """Name somebody ambassador of this department."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        named = {"network__slug": request.POST.get("network", ""), "person__code": request.POST.get("person", "")}
        member = Membership.objects.visible_to(request.user).current().select_related("person", "network").filter(**named).first()
        if member is None:
            raise Http404
        verbs.give(member, role=Role.AMBASSADOR, departments=[self.subject], by=request.user)
        messages.success(request, _("She is named ambassador; a letter tells her. Next, she signs the charter."))
        return HttpResponseRedirect(address_of(member))

    def get_refused_url(self) -> str:
        return reverse("pool:candidates", args=[self.subject.pk])


class Lead(Section):
    """The territory of an ambassador."""

    form_class = TerritoryForm
    section = "appoint"
    http_method_names = ["post"]

    def form_valid(self, form: TerritoryForm) -> HttpResponse:
        if self.charge is None:
            raise Http404
        verbs.appoint(self.subject, **form.cleaned_data, by=self.request.user)
        return self.back(_("Her territory is noted."))


class Train(Section):
    """A training she followed."""

    form_class = TrainForm
    section = "train"
    http_method_names = ["post"]

    def form_valid(self, form: TrainForm) -> HttpResponse:
        if self.charge is None:
            raise Http404
        verbs.train(self.charge, name=form.cleaned_data["name"], on=form.cleaned_data["on"], by=self.request.user)
        return self.back(_("Her training is noted."))


class Activate(Act):
    """She begins."""

    def act(self) -> str:
        charge = Ambassador.objects.visible_to(self.request.user).current().filter(membership=self.subject).first()
        if charge is None:
            raise Http404
        verbs.activate(charge, by=self.request.user)
        return _("She is active; a letter tells her.")
