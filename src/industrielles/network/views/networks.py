"""Doors of the tree: its networks, one of them, a new one."""
from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, View

from industrielles.kit import clock
from industrielles.kit.doors import Door, FormDoor
from industrielles.network import verbs as network

from .. import policies
from ..forms import DescribeForm, FoundForm, PersonFields
from ..forms.decisions import NameForm
from ..forms.faces import LogoForm, PresentForm
from ..models import Decision, Network, Proposal
from ..verbs import faces as verbs
from .faces import face_of


class Networks(Door, TemplateView):
    """The tree, as far as she answers for it: what each network is called, where it works, whether somebody runs it; nobody's name."""

    policy = staticmethod(policies.has_networks)
    template_name = "network/networks.html"
    request: HttpRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = Network.objects.placed_by(self.request.user).with_coordinators().prefetch_related("departments").order_by("path")
        person = self.request.user
        national = policies.runs_the_umbrella(person)
        return super().get_context_data(
            networks=list(found), national=national, to_answer=Proposal.objects.visible_to(person).filter(status="waiting").count(),
            to_confirm=Decision.objects.visible_to(person).open(clock.now()).count(), **kwargs)


class Found(FormDoor, FormView):
    """A new network and, if she is known, its first coordinator."""

    policy = staticmethod(policies.has_networks)
    template_name = "network/found.html"
    form_class = FoundForm
    request: HttpRequest

    def get_form_kwargs(self) -> dict[str, Any]:
        parents = Network.objects.placed_by(self.request.user).order_by("path")
        return {**super().get_form_kwargs(), "parents": parents}

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "parent": self.request.GET.get("parent", "")}

    def form_valid(self, form: FoundForm) -> HttpResponse:
        said = form.cleaned_data
        made = network.establish(
            said["name"], parent=form.above, contact_email=said["contact_email"], departments=said["departments"],
            coordinator=form.coordinator, by=self.request.user)
        messages.success(self.request, _("%(network)s is founded.") % {"network": made.name})
        return HttpResponseRedirect(reverse("network:describe", args=[made.slug]))


class OneNetwork(FormDoor, FormView):
    """Base of the page of a network; when one of its forms does not pass, the whole page comes back with it."""

    policy = staticmethod(policies.can_describe)
    template_name = "network/network.html"
    section = ""
    request: HttpRequest

    @cached_property
    def subject(self) -> Network:
        found = Network.objects.placed_by(self.request.user).with_coordinators().select_related("parent")
        node = found.filter(slug=self.kwargs["slug"]).first()
        if node is None:
            raise Http404
        return node

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        node, sent = self.subject, context.pop("form", None)
        standing = {"name": node.name, "contact_email": node.contact_email, "departments": list(node.departments.all())}
        names_her = policies.can_welcome(self.request.user, node)
        return super().get_context_data(
            network=node, form=sent,
            describe_form=sent if sent and self.section == "describe" else DescribeForm(initial=standing),
            welcome_form=(sent if sent and self.section == "welcome" else self.naming()()) if names_her else None,
            present_form=sent if sent and self.section == "present" else PresentForm(initial=presented(node)),
            logo_form=sent if sent and self.section == "logo" else LogoForm(), ends=policies.can_close(self.request.user, node),
            moves=policies.can_move_here(self.request.user, node), two=self.two_people, **context)

    @cached_property
    def two_people(self) -> bool:
        """Whether two people name who runs it: the umbrella, once it has two."""
        return self.subject.parent_id is None and not policies.decides_alone(self.request.user)

    def naming(self) -> type[PersonFields]:
        return NameForm if self.subject.parent_id is None else PersonFields

    def back(self, words: str) -> HttpResponse:
        messages.success(self.request, words)
        return HttpResponseRedirect(reverse("network:describe", args=[self.subject.slug]))


class Describe(OneNetwork):
    """A network: what it is called, who answers for it, where it works; and naming who runs it."""

    form_class = DescribeForm
    section = "describe"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=None))

    def form_valid(self, form: DescribeForm) -> HttpResponse:
        network.describe(self.subject, **form.cleaned_data, by=self.request.user)
        return self.back(_("Saved."))


def presented(node: Network) -> dict[str, str]:
    """What it shows of itself today."""
    return {name: getattr(node, name) for name in ("mission_fr", "mission_en", "colour", "colour_2")}


class Present(OneNetwork):
    """What a network shows of itself; first, if she likes, as it will look."""

    form_class = PresentForm
    section = "present"
    http_method_names = ["post"]

    def form_valid(self, form: PresentForm) -> HttpResponse:
        said = form.cleaned_data
        if "preview" in self.request.POST:
            return self.preview(said)
        network.present(self.subject, **said, by=self.request.user)
        return self.back(_("Saved: this is what everybody sees."))

    def preview(self, said: dict[str, str]) -> HttpResponse:
        """The page with what is not saved yet; what could not be saved is refused here too."""
        colour, colour_2 = verbs.readable(said["colour"], "colour"), verbs.readable(said["colour_2"], "colour_2")
        shown = face_of(self.subject, mission=said["mission_fr"] or said["mission_en"], colour=colour, colour_2=colour_2)
        return render(self.request, "network/face.html", {**shown, "preview": True, "typed": said})


class AddLogo(OneNetwork):
    """A logo."""

    form_class = LogoForm
    section = "logo"
    http_method_names = ["post"]

    def form_valid(self, form: LogoForm) -> HttpResponse:
        network.add_logo(self.subject, logo=form.cleaned_data["logo"], by=self.request.user)
        return self.back(_("Your logo is on your page."))


class RemoveLogo(OneNetwork, View):
    """The logo taken off."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        network.remove_logo(self.subject, by=request.user)
        return self.back(_("Your page shows no logo."))


class Welcome(OneNetwork):
    """Name somebody who runs this network, by her address; for the umbrella, propose her to its other coordinators."""

    policy = staticmethod(policies.can_welcome)
    form_class = PersonFields
    section = "welcome"
    http_method_names = ["post"]

    def get_form_class(self) -> type[PersonFields]:
        return self.naming()

    def form_valid(self, form: PersonFields) -> HttpResponse:
        node, said = self.subject, {"email": form.cleaned_data["email"], "network": self.subject.name}
        if isinstance(form, NameForm):
            made = network.name(network=node, **form.person, reason=form.cleaned_data["reason"], by=self.request.user)
            if made:
                messages.success(self.request, _("Proposed: another coordinator of the collective confirms within seven days."))
                return HttpResponseRedirect(reverse("network:decision", args=[made.code]))
        else:
            network.welcome(network=node, role=policies.runs_as(node), **form.person, by=self.request.user)
        return self.back(_("%(email)s coordinates %(network)s; a letter tells her to sign in.") % said)
