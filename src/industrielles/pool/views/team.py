"""Doors of a team: the people of the networks a coordinator runs, one of them, what each may be given or taken."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import FormView, TemplateView, View

from industrielles.journal import verbs as journal
from industrielles.kit.doors import Door, FormDoor, signed_in
from industrielles.network.models import Grant, Membership, Network
from industrielles.network.policies import can_leave, can_look, can_revoke, roles_to_give, runs_some, was_seen
from industrielles.network.roles import SENTENCES, Role
from industrielles.people.consents import Purpose
from industrielles.people.models import Consent
from industrielles.signatures.models import Signature

from .. import policies, territories, verbs
from ..forms.team import GiveForm, TeamFilters, WelcomeForm
from ..forms.territory import TerritoryForm, TrainForm
from ..models import Ambassador, Contribution, RoleModel

PAGE = 50
MOST_OFFERED = 100  # role models offered to one ambassador at once


class Running(Door):
    """Base: the open networks she runs."""

    policy = staticmethod(runs_some)
    request: HttpRequest

    @cached_property
    def subject(self) -> list[Network]:
        return list(Network.objects.run_by(self.request.user).open().order_by("path"))


class Team(Running, TemplateView):
    """Who is in her networks, in what role, since when."""

    template_name = "pool/team.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        journal.note_reading("pool.read_team", self.subject[0], by=request.user, network_id=self.subject[0].pk)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        filters = TeamFilters(self.request.GET, networks=self.subject)
        found = filters.narrow(Membership.objects.visible_to(self.request.user).with_roles())
        found = found.order_by("person__last_name", "person__first_name", "pk")
        page = Paginator(found, PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(filters=filters, page=page, members=list(page), networks=self.subject, **context)


class Welcome(Running, FormDoor, FormView):
    """Add somebody by her address."""

    template_name = "pool/welcome.html"
    form_class = WelcomeForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "networks": self.subject, "roles": roles_to_give(self.request.user, self.subject)}

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "role": self.request.GET.get("role", ""), "network": self.request.GET.get("network", "")}

    def form_valid(self, form: WelcomeForm) -> HttpResponse:
        role = form.cleaned_data["role"]
        member = verbs.welcome(
            form.node, **form.person, role=role, departments=form.led, reason=form.cleaned_data["reason"], by=self.request.user)
        messages.success(self.request, _("%(email)s is in the team as %(role)s; a letter tells her to sign in.") % {
            "email": form.cleaned_data["email"], "role": Role(role).label})
        return HttpResponseRedirect(address_of(member))


def address_of(member: Membership) -> str:
    """The page of a member."""
    return reverse("pool:member", args=[member.network.slug, member.person.code])


class OneMember(Door):
    """Base of what is about one member of a network she runs; elsewhere nobody is there."""

    policy = staticmethod(policies.can_lead)
    request: HttpRequest

    @cached_property
    def subject(self) -> Membership:
        named = {"network__slug": self.kwargs["network"], "person__code": self.kwargs["code"]}
        found = Membership.objects.visible_to(self.request.user).with_roles().filter(**named)
        member = found.current().first() or found.order_by("-ended_on", "-pk").first()
        if member is None:
            raise Http404
        return member

    def back(self, words: str) -> HttpResponse:
        messages.success(self.request, words)
        still = policies.can_lead(self.request.user, self.subject)
        return HttpResponseRedirect(self.get_refused_url() if still else reverse("website:mine"))

    def get_refused_url(self) -> str:
        return address_of(self.subject)


class Section(OneMember, FormDoor, FormView):
    """A form of the member's page; when it does not pass, the whole page comes back with it."""

    template_name = "pool/member.html"
    form_class: type[Any] = GiveForm
    section = ""

    @cached_property
    def charge(self) -> Ambassador | None:
        return Ambassador.objects.visible_to(self.request.user).current().with_territory().filter(membership=self.subject).first()

    @cached_property
    def roles(self) -> list[Role]:
        """Those she may be given: within the right of who looks, and not hers yet."""
        member, me = self.subject, self.request.user
        if member.ended_on:
            return []
        wanted = policies.roles_for(me, member)
        return [role for role in wanted if role not in {one.role for one in member.roles}]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), **({"roles": self.roles} if self.form_class is GiveForm else {})}

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        member, me, sent = self.subject, self.request.user, context.pop("form", None)
        looks = can_look(me, member)
        held = [(one, SENTENCES[Role(one.role)], can_revoke(me, one)) for one in member.roles]
        past = Grant.objects.visible_to(me).ended().filter(membership=member).with_givers().order_by("-ended_on", "pk")
        if self.roles:
            context["give_form"] = sent if self.section == "give" and sent else GiveForm(roles=self.roles)
        if self.charge:
            context |= self.territory(sent)
        brings = Contribution.objects.visible_to(me).filter(membership=member).select_related("branch", "department").first()
        return super().get_context_data(
            member=member, person=member.person, shown=member.shown_name or member.person.email or "", looks=looks, held=held, past=past,
            form=sent, ends=can_leave(me, member) and not member.ended_on, role_model=self.role_model(), charge=self.charge,
            brings=brings, phone=self.phone(), **context)

    def phone(self) -> str:
        """Her telephone, when she agreed that those who run this network call her."""
        member = self.subject
        agreed = Consent.objects.to(Purpose.CONTACT, member.network_id).filter(person=member.person_id)
        return member.person.phone if member.is_introduced and not member.ended_on and member.person.phone and agreed.exists() else ""

    def role_model(self) -> RoleModel | None:
        hers = RoleModel.objects.visible_to(self.request.user).current().filter(membership=self.subject)
        return hers.select_related("person", "branch", "department", "ambassador__person").first()

    def territory(self, sent: Any) -> dict[str, Any]:
        """Whom an ambassador leads, and whom she could: the role models of her network in her departments."""
        charge = self.charge
        assert charge is not None
        said = {name: list(getattr(charge, name).all()) for name in ("departments", "academies", "territories")}
        people = RoleModel.objects.visible_to(self.request.user).of_network(charge.network_id).with_ambassador()
        near = people.filter(territories.ground_of([charge]).within()).not_of(charge)
        steps = {"appoint": (TerritoryForm, {"initial": said}), "train": (TrainForm, {})}
        forms = {f"{name}_form": sent if self.section == name and sent else one(**more) for name, (one, more) in steps.items()}
        return {
            **forms, "animated": people.filter(ambassador=charge), "offered": near[:MOST_OFFERED], "offered_in_all": near.count(),
            "trainings": list(charge.trainings.select_related("noted_by").order_by("-on", "-pk")),
            "signature": Signature.objects.about(charge).signed().order_by("-number").first(),
            "to_activate": charge.status == Ambassador.Status.TRAINED, "section": self.section}


class Member(Section):
    """A member: her roles with their dates, her profile, her charge."""

    section = "give"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        member = self.subject
        if member.person_id != request.user.pk:
            journal.note_reading("pool.read_member", member, by=request.user, network_id=member.network_id, person=member.person_id)
        return self.render_to_response(self.get_context_data(form=None))

    def form_valid(self, form: GiveForm) -> HttpResponse:
        role = form.cleaned_data["role"]
        verbs.give(self.subject, role=role, departments=form.led, reason=form.cleaned_data["reason"], by=self.request.user)
        return self.back(_("She is now %(role)s; a letter tells her.") % {"role": Role(role).label})


class Act(OneMember, View):
    """Base of the buttons of the page: a POST, one verb."""

    http_method_names = ["post"]

    def act(self) -> str:
        """Calls the verb; says what was done."""
        raise NotImplementedError

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.back(self.act())

    def theirs(self) -> Any:
        """Role models of this network whose codes were sent."""
        codes = self.request.POST.getlist("role_model")
        return RoleModel.objects.visible_to(self.request.user).of_network(self.subject.network_id).filter(code__in=codes)


class Take(Act):
    """A role less."""

    def act(self) -> str:
        wanted = self.request.POST.get("role", "")
        for one in self.subject.roles:
            if one.role == wanted:
                verbs.take(one, reason=self.request.POST.get("reason", ""), by=self.request.user)
        return _("This role is no longer hers.")


class Part(Act):
    """The end of a membership."""

    def act(self) -> str:
        verbs.part(self.subject, reason=self.request.POST.get("reason", ""), by=self.request.user)
        return _("Her membership is ended, with her roles.")


class Entrust(Act):
    """Role models entrusted to this ambassador."""

    def act(self) -> str:
        charge = Ambassador.objects.visible_to(self.request.user).current().filter(membership=self.subject).first()
        if charge is None:
            raise Http404
        n = verbs.entrust_all(charge, role_models=self.theirs(), by=self.request.user)
        return ngettext("%(n)s role model is entrusted to her.", "%(n)s role models are entrusted to her.", n) % {"n": n}


class Withhold(Act):
    """Role models no longer entrusted to this ambassador."""

    def act(self) -> str:
        for role_model in self.theirs().filter(ambassador__membership=self.subject):
            verbs.entrust(role_model, ambassador=None, by=self.request.user)
        return _("She no longer animates her.")


class Mine(Door):
    """Base: her own memberships."""

    policy = staticmethod(signed_in)
    request: HttpRequest

    @cached_property
    def subject(self) -> Any:
        return Membership.objects.of(self.request.user).with_roles().order_by("network__name", "pk")


class Networks(Mine, TemplateView):
    """Where I am a member, in what role, and the way out."""

    template_name = "pool/networks.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        person = self.request.user
        past = Grant.objects.of(person).ended().with_givers().order_by("-ended_on", "pk")
        return super().get_context_data(members=list(self.subject), past=list(past), seen=was_seen(person), **context)


class Leave(Mine, View):
    """I leave a network."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        member = self.subject.filter(network__slug=request.POST.get("network", "")).first()
        if member is not None:
            verbs.part(member, by=request.user)
            messages.success(request, _("You have left %(network)s. Thank you for what you did.") % {"network": member.network.name})
        return HttpResponseRedirect(reverse("pool:networks"))

    def get_refused_url(self) -> str:
        return reverse("pool:networks")
