"""Doors of the tree: its networks, one of them, a new one."""
from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from industrielles.kit.doors import Door, FormDoor
from industrielles.network import verbs as network

from . import policies
from .forms import DescribeForm, FoundForm, PersonFields
from .models import Network


class Networks(Door, TemplateView):
    """The tree, as far as she answers for it: what each network is called, where it works, whether somebody runs it; nobody's name."""

    policy = staticmethod(policies.has_networks)
    template_name = "network/networks.html"
    request: HttpRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = Network.objects.placed_by(self.request.user).with_coordinators().prefetch_related("departments").order_by("path")
        return super().get_context_data(networks=list(found), **kwargs)


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
            welcome_form=(sent if sent and self.section == "welcome" else PersonFields()) if names_her else None, **context)

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


class Welcome(OneNetwork):
    """Name somebody who runs this network, by her address."""

    policy = staticmethod(policies.can_welcome)
    form_class = PersonFields
    section = "welcome"
    http_method_names = ["post"]

    def form_valid(self, form: PersonFields) -> HttpResponse:
        network.welcome(network=self.subject, role=policies.runs_as(self.subject), **form.person, by=self.request.user)
        return self.back(_("%(email)s coordinates %(network)s; a letter tells her to sign in.") % {
            "email": form.cleaned_data["email"], "network": self.subject.name})
