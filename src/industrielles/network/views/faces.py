"""Doors of what everybody sees of the networks: where they are, what one does, its colours, its logo, a word to it."""
from __future__ import annotations

import re
import uuid
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, View

from industrielles.kit import charts
from industrielles.kit.doors import Door, FormDoor, anyone
from industrielles.network import verbs as network
from industrielles.places.models import Department

from .. import colours, queries
from ..forms.faces import WhereFilters, WriteForm
from ..models import Network

YEAR = 365 * 86_400
DARKER = [1, 1, 2, 3]  # one network is two shades darker than none: the eye tells them apart
PARAGRAPHS = re.compile(r"\n\s*\n")


class Faces(Door, TemplateView):
    """The networks: all of them, or those of one department; where there is none, the regional ones and the national ones."""

    policy = staticmethod(anyone)
    template_name = "network/faces.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        departments = list(Department.objects.select_related("region").order_by("pk"))
        form = WhereFilters(self.request.GET or None, departments=departments)
        wanted = form.chosen().get("departement") if form.is_bound else None
        chosen = next((one for one in departments if one.pk == wanted), None)
        groups = queries.groups(chosen)
        counts = Network.objects.by_department()
        figure = charts.choropleth(counts, title=_("Networks by department"), unit=_("networks"), breaks=DARKER, href="?departement=",
                                   chosen=chosen.pk if chosen else "")
        return super().get_context_data(form=form, chosen=chosen, groups=groups, map=figure, **context)


class OneFace(Door):
    """Base: one network as everybody sees it. A closed one says that it is."""

    policy = staticmethod(anyone)
    request: HttpRequest

    @cached_property
    def subject(self) -> Network:
        found = Network.objects.ever().select_related("parent", "merged_into").filter(slug=self.kwargs["slug"]).first()
        if found is None:
            raise Http404
        return found


class Face(OneFace, TemplateView):
    """What a network is for, where it works, what it counts, how to join it."""

    def get_template_names(self) -> list[str]:
        return ["network/face_closed.html" if self.subject.closed_on else "network/face.html"]

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(**face_of(self.subject), **context)

    def render_to_response(self, context: dict[str, Any], **options: Any) -> HttpResponse:
        return super().render_to_response(context, **options, status=410 if self.subject.closed_on else 200)


def face_of(node: Network, **said: str) -> dict[str, Any]:
    """What the page of a network shows; `said`: what is not saved yet (mission, colour, colour_2)."""
    colour, second = said.get("colour", node.colour), said.get("colour_2", node.colour_2)
    mission = said.get("mission", node.mission)
    return {
        "network": node, "paragraphs": [part.strip() for part in PARAGRAPHS.split(mission.replace("\r\n", "\n")) if part.strip()],
        "sheet": sheet_address(colour, second) if colour else "", "heir": queries.heir_of(node) if node.closed_on else None,
        "departments": list(node.departments.order_by("pk")), "below": list(Network.objects.open().filter(parent=node)),
        "figures": import_string(settings.NETWORK_FIGURES)(node) if node.closed_on is None else []}


def sheet_address(colour: str, second: str) -> str:
    """The style sheet of these colours: they are in its address, so that it never changes."""
    return reverse("network:colours", args=["-".join(one.lstrip("#") for one in (colour, second) if one)])


class Colours(Door, View):
    """A style sheet that says the colours of its address, when texts are read on them."""

    policy = staticmethod(anyone)

    def get(self, request: HttpRequest, name: str) -> HttpResponse:
        try:
            found = [colours.read(one) for one in name.split("-")]
        except ValueError:
            raise Http404 from None
        if len(found) > 2 or not all(map(colours.is_readable, found)):
            raise Http404
        response = HttpResponse(colours.sheet(found[0], found[-1]), content_type="text/css; charset=utf-8")
        response["Cache-Control"] = f"public, max-age={YEAR}, immutable"
        return response


class Logo(OneFace, View):
    """The logo, drawn again when it came."""

    def get(self, request: HttpRequest, slug: str) -> FileResponse:
        if not self.subject.logo:
            raise Http404
        try:
            file = self.subject.logo.open("rb")
        except FileNotFoundError:
            raise Http404 from None
        response = FileResponse(file, content_type="image/webp", filename=f"{self.subject.slug}.webp")
        response["Cache-Control"] = "public, max-age=3600"
        return response


class Write(OneFace, FormDoor, FormView):
    """A word to a network: carried by us, its address is not shown."""

    template_name = "network/write.html"
    form_class = WriteForm

    @cached_property
    def subject(self) -> Network:
        node = super().subject
        if node.closed_on:
            raise Http404
        return node

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "key": uuid.uuid4()}

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        node = self.subject
        return super().get_context_data(network=node, sheet=sheet_address(node.colour, node.colour_2) if node.colour else "", **context)

    def form_valid(self, form: WriteForm) -> HttpResponse:
        said = form.cleaned_data
        network.write_to(self.subject, **said)
        messages.success(self.request, _("Your message has left. The answer comes to %(email)s.") % {"email": said["email"]})
        return HttpResponseRedirect(reverse("network:face", args=[self.subject.slug]))
