"""Coordinators' programmes: found, written, opened, closed."""
from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, UpdateView, View

from industrielles.kit.doors import Door, FormDoor
from industrielles.network.models import Network

from .. import policies, resources, stages
from .. import verbs as mentoring
from ..forms.desk import CharterForm, FoundForm, ModuleForm, ProgrammeForm, ResourcesForm, StagesForm
from ..models import Charter, Group, Match, Mentee, Mentor, Module, Programme

PAGE = 30


class Desk(Door, TemplateView):
    """The programmes she runs or watches over: how many applied, how many may be matched."""

    policy = staticmethod(policies.watches_mentoring)
    template_name = "mentoring/desk/programmes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        me = self.request.user
        found = Programme.objects.visible_to(me).counted().running_first()
        return super().get_context_data(page=Paginator(found, PAGE).get_page(self.request.GET.get("page")),
                                        founds=policies.runs_mentoring(me), **kwargs)


class Found(FormDoor, FormView):
    """A programme from a template."""

    policy = staticmethod(policies.runs_mentoring)
    template_name = "mentoring/desk/found.html"
    form_class = FoundForm

    def get_form_kwargs(self) -> dict[str, Any]:
        mine = Network.objects.run_by(self.request.user).open().order_by("path")
        return super().get_form_kwargs() | {"networks": list(mine)}

    def form_valid(self, form: FoundForm) -> HttpResponse:
        said = form.cleaned_data
        made = mentoring.found(form.node, template=said["template"], name=said["name"], dpia_on=said["dpia_on"], dpia_by=said["dpia_by"],
                               by=self.request.user)
        messages.success(self.request, _("The programme is written: read it again, then open it."))
        return HttpResponseRedirect(reverse("mentoring:programme", args=[made.code]))


class OneProgramme(Door):
    """Base of what is about one programme; elsewhere it does not exist."""

    policy = staticmethod(policies.can_watch)
    request: Any

    @cached_property
    def subject(self) -> Programme:
        found = Programme.objects.visible_to(self.request.user).counted().filter(code=self.kwargs["code"]).first()
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(programme=self.subject, runs=policies.can_run(self.request.user, self.subject), **kwargs)  # type: ignore[misc]

    def here(self) -> HttpResponse:
        return HttpResponseRedirect(self.get_refused_url())

    def get_refused_url(self) -> str:
        return reverse("mentoring:programme", args=[self.kwargs["code"]])


class ProgrammePage(OneProgramme, TemplateView):
    """Where it stands, what is missing, and who applied: mentors, mentees or schools."""

    template_name = "mentoring/desk/programme.html"
    TABS = ("mentores", "mentorees", "groupes")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        me, one = self.request.user, self.subject
        tab = self.request.GET.get("liste", "")
        tab = tab if tab in self.TABS else self.TABS[0]
        rows: Any = {
            "mentores": lambda: Mentor.objects.visible_to(me).filter(programme=one).to_do_first().whole(),
            "mentorees": lambda: Mentee.objects.visible_to(me).filter(programme=one).to_do_first().whole(),
            "groupes": lambda: Group.objects.visible_to(me).filter(programme=one).counted(),
        }[tab]()
        lacks = mentoring.lacks(one) if one.status == Programme.Status.DRAFT else []
        return super().get_context_data(
            tab=tab, page=Paginator(rows, PAGE).get_page(self.request.GET.get("page")), lacks=lacks, charters=Charter.Party.choices,
            modules=list(one.modules.all()), phases=list(one.phases.all()), departments=list(one.departments.all()),
            to_confirm=Match.objects.visible_to(me).filter(programme=one).to_confirm().count(), **kwargs)


class Running(OneProgramme):
    """Base of what only who runs the programme does."""

    policy = staticmethod(policies.can_edit)


class Edit(Running, FormDoor, UpdateView):
    """All it says of itself."""

    form_class = ProgrammeForm
    template_name = "mentoring/desk/edit.html"
    object: Programme

    def get_object(self, queryset: Any = None) -> Programme:
        return self.subject

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.subject
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        mentoring.edit_programme(self.object, said=form.cleaned_data, by=self.request.user)
        messages.success(self.request, _("It is kept."))
        return self.here()


class Stages(Running, FormDoor, FormView):
    """The phases and their activities."""

    form_class = StagesForm
    template_name = "mentoring/desk/stages.html"

    def get_initial(self) -> dict[str, Any]:
        return {"text": stages.written(self.subject.phases.all())}

    def form_valid(self, form: Any) -> HttpResponse:
        mentoring.keep_phases(self.subject, phases=form.cleaned_data["text"], by=self.request.user)
        messages.success(self.request, _("It is kept."))
        return self.here()


class Resources(Running, FormDoor, FormView):
    """What it recommends to its pairs."""

    form_class = ResourcesForm
    template_name = "mentoring/desk/resources.html"

    def get_initial(self) -> dict[str, Any]:
        return {"text": resources.written(self.subject.resources)}

    def form_valid(self, form: Any) -> HttpResponse:
        mentoring.keep_resources(self.subject, resources=form.cleaned_data["text"], by=self.request.user)
        messages.success(self.request, _("It is kept."))
        return self.here()


class OneModule(Running, FormDoor, FormView):
    """A part of the training, new or changed."""

    form_class = ModuleForm
    template_name = "mentoring/desk/module.html"

    @cached_property
    def module(self) -> Module | None:
        number = self.kwargs.get("number")
        if number is None:
            return None
        found = self.subject.modules.filter(number=number).first()
        if found is None:
            raise Http404
        return found

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": self.module}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(module=self.module, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        mentoring.keep_module(self.subject, module=self.module, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("It is kept."))
        return self.here()


class WriteCharter(Running, FormDoor, FormView):
    """What one party promises: a change is a new version."""

    form_class = CharterForm
    template_name = "mentoring/desk/charter.html"

    @cached_property
    def charter(self) -> Charter | None:
        return mentoring.charter_of(self.subject, self.party)

    @property
    def party(self) -> str:
        if self.kwargs["party"] not in Charter.Party.values:
            raise Http404
        return self.kwargs["party"]

    def get_initial(self) -> dict[str, Any]:
        return {"body_fr": self.charter.body_fr, "body_en": self.charter.body_en} if self.charter else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(charter=self.charter, party=Charter.Party(self.party).label, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        mentoring.write_charter(self.subject, party=self.party, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("It is kept."))
        return self.here()


class Open(Running, View):
    """Applications may come."""

    policy = staticmethod(policies.can_open)
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        mentoring.open_programme(self.subject, by=request.user)
        messages.success(request, _("The programme is open: its page is public."))
        return self.here()


class Close(Running, View):
    """No more applications."""

    policy = staticmethod(policies.can_close)
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        mentoring.close_programme(self.subject, by=request.user)
        messages.success(request, _("No more applications; those that came go on."))
        return self.here()


class End(Running, View):
    """It is over."""

    policy = staticmethod(policies.can_end)
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        mentoring.end_programme(self.subject, by=request.user)
        messages.success(request, _("The programme is over; in a year, the words of who applied are erased."))
        return self.here()
