"""Doors of organisations: those of the networks she runs, one of them, what members declare, and the few logos that everybody may see."""
from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, View

from industrielles.journal import verbs as journal
from industrielles.journal.models import Entry
from industrielles.kit.doors import Door, FormDoor, anyone, signed_in
from industrielles.network import verbs as network
from industrielles.people.models import Person

from .. import policies
from ..forms.organisations import AbsorbForm, AmendForm, DeclareForm, KnowForm, LogoForm, OrganisationFilters, ReferentForm
from ..models import Declaration, Membership, Network, Organisation, Referent
from ..wording import ACTS

PAGE = 50
HISTORY = 30  # acts shown of one organisation
SOME = 10  # members shown of one organisation, and organisations that may be the same


class Running(Door):
    """Base: the open networks she runs."""

    policy = staticmethod(policies.runs_some)
    request: HttpRequest

    @cached_property
    def subject(self) -> list[Network]:
        return list(Network.objects.run_by(self.request.user).open().order_by("path"))


class Organisations(Running, TemplateView):
    """The organisations of her networks."""

    template_name = "network/organisations.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        filters = OrganisationFilters(self.request.GET, networks=self.subject)
        found = filters.narrow(Organisation.objects.visible_to(self.request.user).current())
        page = Paginator(found.with_people().order_by("name", "pk"), PAGE).get_page(self.request.GET.get("page"))
        declared = Declaration.objects.visible_to(self.request.user).open().count()
        return super().get_context_data(
            filters=filters, page=page, organisations=list(page), networks=self.subject, declared=declared, **context)


class Know(Running, FormDoor, FormView):
    """An organisation to note."""

    template_name = "network/know.html"
    form_class = KnowForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "networks": self.subject}

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "name": self.request.GET.get("nom", "")[:160]}

    def form_valid(self, form: KnowForm) -> HttpResponse:
        node = form.node
        made = network.know(node, **form.cleaned_data, by=self.request.user)
        messages.success(self.request, _("%(organisation)s is noted.") % {"organisation": made.name})
        return HttpResponseRedirect(made.get_absolute_url())


class OneOrganisation(FormDoor, FormView):
    """Base of the page of an organisation; when one of its forms does not pass, the whole page comes back with it."""

    policy = staticmethod(policies.can_know)
    template_name = "network/organisation.html"
    section = ""
    request: HttpRequest

    @cached_property
    def subject(self) -> Organisation:
        found = Organisation.objects.visible_to(self.request.user).select_related("network", "legal", "merged_into")
        organisation = found.filter(code=self.kwargs["code"]).first()
        if organisation is None:
            raise Http404
        return organisation

    @cached_property
    def members(self) -> list[Membership]:
        found = Membership.objects.visible_to(self.request.user).current().filter(organisation=self.subject)
        return list(found.select_related("person", "network").order_by("person__last_name", "pk")[:100])

    @cached_property
    def others(self) -> Any:
        mine = Organisation.objects.visible_to(self.request.user).current().filter(network=self.subject.network_id)
        return mine.exclude(pk=self.subject.pk)

    def more(self, form_class: Any) -> dict[str, Any]:
        """What a form of the page needs to be drawn or read."""
        said = {"name": self.subject.name, "kind": self.subject.kind, "town": self.subject.town, "website": self.subject.website,
                "notes": self.subject.notes, "number": self.subject.siren or self.subject.uai}
        wants: dict[Any, dict[str, Any]] = {
            AmendForm: {"initial": said}, ReferentForm: {"members": self.members}, AbsorbForm: {"others": self.others}}
        return wants.get(form_class, {})

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), **self.more(self.form_class)}

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        sent = context.pop("form", None)
        forms = {"amend": AmendForm, "referent": ReferentForm, "logo": LogoForm, "absorb": AbsorbForm}
        drawn = {f"{name}_form": sent if sent and self.section == name else one(**self.more(one)) for name, one in forms.items()}
        releases = list(self.subject.releases.order_by("-agreed_on", "-pk"))
        return super().get_context_data(
            organisation=self.subject, form=sent, section=self.section, members=self.members[:SOME], members_in_all=len(self.members),
            referents=list(self.subject.referents.select_related("person").order_by("ended_on", "started_on", "pk")),
            release=next((one for one in releases if one.withdrawn_on is None), None), past_releases=releases,
            alike=list(self.others.like(self.subject.name)[:SOME]), many=self.others.exists(), history=self.history(), **drawn, **context)

    def history(self) -> list[tuple[str, Any, Any]]:
        """(who, what, when) of what was done to it, the latest first."""
        found = list(Entry.objects.of(self.subject)[:HISTORY])
        people = Person.objects.in_bulk({one.by_id for one in found if one.by_id})
        return [(str(people[one.by_id]) if one.by_id in people else "", ACTS.get(one.verb, one.verb), one.at) for one in found]

    def back(self, words: str) -> HttpResponse:
        messages.success(self.request, words)
        return HttpResponseRedirect(self.subject.get_absolute_url())

    def get_refused_url(self) -> str:
        return self.subject.get_absolute_url()


class Amend(OneOrganisation):
    """An organisation: what it is, who answers for it, who works there, its logo, its history."""

    form_class = AmendForm
    section = "amend"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.subject.merged_into:
            return HttpResponseRedirect(self.subject.merged_into.get_absolute_url())
        journal.note_reading("network.read_organisation", self.subject, by=request.user, network_id=self.subject.network_id)
        return self.render_to_response(self.get_context_data(form=None))

    def form_valid(self, form: AmendForm) -> HttpResponse:
        network.amend(self.subject, **form.cleaned_data, by=self.request.user)
        return self.back(_("Saved."))


class NameReferent(OneOrganisation):
    """Somebody who answers for it."""

    form_class = ReferentForm
    section = "referent"
    http_method_names = ["post"]

    def form_valid(self, form: ReferentForm) -> HttpResponse:
        network.name_referent(self.subject, **form.said, by=self.request.user)
        return self.back(_("She answers for %(organisation)s.") % {"organisation": self.subject.name})


class ShowLogo(OneOrganisation):
    """Its logo, with the agreement to show it."""

    form_class = LogoForm
    section = "logo"
    http_method_names = ["post"]

    def form_valid(self, form: LogoForm) -> HttpResponse:
        network.show_logo(self.subject, **form.cleaned_data, by=self.request.user)
        return self.back(_("The logo may be shown."))


class Absorb(OneOrganisation):
    """Another row that is the same organisation."""

    form_class = AbsorbForm
    section = "absorb"
    http_method_names = ["post"]

    def form_valid(self, form: AbsorbForm) -> HttpResponse:
        network.absorb(self.subject, other=form.cleaned_data["other"], by=self.request.user)
        return self.back(_("They are one: its members and referents are here."))


class EndReferent(OneOrganisation, View):
    """She answers for it no more."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = Referent.objects.visible_to(request.user).filter(organisation=self.subject, code=kwargs["referent"]).first()
        if found is None:
            raise Http404
        network.end_referent(found, by=request.user)
        return self.back(_("She answers for it no more, from today."))


class HideLogo(OneOrganisation, View):
    """The logo is shown no more."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        network.hide_logo(self.subject, by=request.user)
        return self.back(_("The logo is shown no more."))


class Declarations(Running, TemplateView):
    """Where members say they work, to be linked to an organisation."""

    template_name = "network/declarations.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        found = Declaration.objects.visible_to(self.request.user).open().select_related("membership__person", "network")
        page = Paginator(found.order_by("declared_at", "pk"), SOME).get_page(self.request.GET.get("page"))
        mine = Organisation.objects.visible_to(self.request.user)
        rows = [(one, list(mine.like(one.words).filter(network=one.network_id).order_by("name", "pk")[:5])) for one in page]
        return super().get_context_data(page=page, rows=rows, **context)


class Qualify(Door, View):
    """It is this organisation; or one to note first; or nothing."""

    policy = staticmethod(policies.can_qualify)
    http_method_names = ["post"]

    @cached_property
    def subject(self) -> Declaration:
        found = Declaration.objects.visible_to(self.request.user).select_related("network", "membership__person")
        declaration = found.filter(code=self.kwargs["code"]).first()
        if declaration is None:
            raise Http404
        return declaration

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        chosen = request.POST.get("organisation", "")
        organisation = None
        if chosen:
            mine = Organisation.objects.visible_to(request.user).current().filter(network=self.subject.network_id)
            organisation = mine.filter(code=chosen).first() if chosen != "new" else self._noted(request)
            if organisation is None:
                raise Http404
        network.qualify(self.subject, organisation=organisation, by=request.user)
        messages.success(request, _("%(person)s works at %(organisation)s.") % {
            "person": self.subject.membership.person, "organisation": organisation.name} if organisation else _("Set aside."))
        return HttpResponseRedirect(reverse("network:declarations"))

    def _noted(self, request: HttpRequest) -> Organisation:
        kind = request.POST.get("kind", "")
        wanted = kind if kind in Organisation.Kind.values else Organisation.Kind.COMPANY
        return network.know(self.subject.network, name=self.subject.words, kind=wanted, by=request.user)

    def get_refused_url(self) -> str:
        return reverse("network:declarations")


class Declare(FormDoor, FormView):
    """Where I work, told to one of my networks."""

    policy = staticmethod(policies.can_declare)
    template_name = "network/declare.html"
    form_class = DeclareForm
    request: HttpRequest

    @cached_property
    def subject(self) -> Membership:
        found = Membership.objects.of(self.request.user).filter(network__slug=self.kwargs["slug"]) if signed_in(self.request.user) else None
        member = found.select_related("network", "organisation").first() if found is not None else None
        if member is None:
            raise Http404
        return member

    def get_initial(self) -> dict[str, Any]:
        waiting = self.subject.declarations.filter(settled_at=None).first()
        known = self.subject.organisation.name if self.subject.organisation else ""
        return {"words": waiting.words if waiting else known}

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        waiting = self.subject.declarations.filter(settled_at=None).first()
        return super().get_context_data(member=self.subject, waiting=waiting, **context)

    def form_valid(self, form: DeclareForm) -> HttpResponse:
        known = self.subject.organisation
        if known is None or form.cleaned_data["words"] != known.name:
            network.declare(self.subject, words=form.cleaned_data["words"], by=self.request.user)
        messages.success(self.request, _("Thank you. Your coordinator links it to an organisation."))
        return HttpResponseRedirect(reverse("pool:networks"))


class Partners(Door, TemplateView):
    """The organisations that agreed to show that they are with us."""

    policy = staticmethod(anyone)
    template_name = "network/partners.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        found = Organisation.objects.shown().order_by("name", "pk")
        page = Paginator(found, PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(page=page, organisations=list(page), **context)


class Logo(Door, View):
    """A logo: to everybody while they agree, to those who run the network before and after."""

    policy = staticmethod(policies.can_see_logo)
    needs_person = False

    @cached_property
    def subject(self) -> Organisation:
        found = Organisation.objects.with_logo().filter(code=self.kwargs["code"]).first()
        if found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            with self.subject.logo.open("rb") as file:
                response = HttpResponse(file.read(), content_type="image/webp")
        except FileNotFoundError:
            raise Http404 from None
        response["Cache-Control"] = "private, max-age=600"
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        return response
