"""One's own invitations: made, shown as an address and a square to scan, taken back."""
from __future__ import annotations

import io
from typing import Any

import segno
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView, View

from industrielles.kit.doors import Door, FormDoor
from industrielles.network.models import Membership, Network

from .. import addresses, policies
from .. import verbs as joining
from ..forms.desk import LinkForm
from ..models import Application, Link

PAGE = 20


def networks_of(person: Any) -> list[Network]:
    """Where she may invite: her own networks, and those she runs."""
    mine = {one.network_id for one in Membership.objects.of(person)}
    return list(Network.objects.open().filter(pk__in=mine).order_by("path"))


class Links(FormDoor, FormView):
    """My invitations, how many came by each, and a new one."""

    policy = staticmethod(policies.is_member)
    template_name = "joining/links.html"
    form_class = LinkForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"networks": networks_of(self.request.user)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        me = self.request.user
        page = Paginator(Link.objects.of(me), PAGE).get_page(self.request.GET.get("page"))
        named = Application.objects.confirmed_by(list(page))
        names: dict[int, list[str]] = {}
        for one in named:
            names.setdefault(one.link_id or 0, []).append(one.public_name)
        rows = [(link, settings.BASE_URL + addresses.invited(link), names.get(link.pk, [])) for link in page]
        return super().get_context_data(page=page, rows=rows, **kwargs)

    def form_valid(self, form: LinkForm) -> HttpResponse:
        said = form.cleaned_data
        joining.invite(form.node, label=said["label"], uses=said["uses"], days=said["days"], by=self.request.user)
        messages.success(self.request, _("Your invitation is ready: send its address, or print its square."))
        return HttpResponseRedirect(reverse("joining:links"))


class OneLink(Door):
    """Base of what is about one of her invitations."""

    policy = staticmethod(policies.can_revoke)
    request: HttpRequest

    @cached_property
    def subject(self) -> Link:
        link = Link.objects.of(self.request.user).filter(code=self.kwargs["code"]).first()
        if link is None:
            raise Http404
        return link

    def get_refused_url(self) -> str:
        return reverse("joining:links")


class Revoke(OneLink, View):
    """Taken back."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        joining.revoke(self.subject, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("This invitation no longer opens anything."))
        return HttpResponseRedirect(reverse("joining:links"))


class Square(OneLink, View):
    """The invitation as a square to scan: an image to show or to print."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        drawn = io.BytesIO()
        segno.make(settings.BASE_URL + addresses.invited(self.subject), error="m").save(drawn, kind="svg", scale=6, border=4, light="#fff")
        return HttpResponse(drawn.getvalue(), content_type="image/svg+xml", headers={"Content-Security-Policy": "default-src 'none'"})
