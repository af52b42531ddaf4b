"""The form inside the page of a partner; and, for coordinators, where it may be shown."""
from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from csp.constants import NONE, SELF
from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import FormView, View

from industrielles.kit.doors import Door, FormDoor, anyone
from industrielles.kit.refusals import Refused
from industrielles.network.models import Network
from industrielles.network.policies import coordinates

from .. import policies
from .. import verbs as joining
from ..forms.desk import FrameForm
from ..forms.steps import ShortForm
from ..models import Application, Frame

PAGE = 20
SALT = "industrielles.joining.frame"
LIFE = dt.timedelta(hours=3)  # to fill in one page


@method_decorator((csrf_exempt, xframe_options_exempt), name="dispatch")
class Framed(FormDoor, FormView):
    """The short form. It knows nobody: no session is read, no cookie is set, so there is no right of a visitor that another site could
    borrow, which is what a CSRF token guards (and its cookie would be refused inside a frame). A signed token says instead that the form
    was given by us, for this frame, less than three hours ago; its key makes it one application however often it is sent; the origin
    of the sending page must be ours. Only the sites the network wrote down may frame it (docs/decisions)."""

    policy = staticmethod(anyone)
    needs_person = False
    template_name = "joining/frame.html"
    form_class = ShortForm

    @cached_property
    def subject(self) -> Frame:
        frame = Frame.objects.public().filter(code=self.kwargs["code"]).first()
        if frame is None:
            raise Http404
        return frame

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().dispatch(request, *args, **kwargs)
        response._csp_replace = {  # type: ignore[attr-defined]
            "default-src": [NONE], "style-src": [SELF], "script-src": [SELF], "font-src": [SELF], "img-src": [SELF], "connect-src": [SELF],
            "form-action": [SELF], "base-uri": [NONE], "frame-ancestors": [SELF, *self.subject.origins]}
        response["Cache-Control"] = "no-store"
        return response

    def get_initial(self) -> dict[str, Any]:
        return {"token": signing.dumps([self.subject.code, str(uuid.uuid4())], salt=SALT)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(frame=self.subject, site=settings.BASE_URL, **kwargs)

    def form_valid(self, form: ShortForm) -> HttpResponse:
        key = self.key(form)
        joining.admit(self.subject)
        asked = form.asked()
        joining.apply(asked.pop("email"), request_key=key, frame=self.subject, via=Application.Via.FRAME,
                      language=(get_language() or "fr")[:2], **asked)
        return render(self.request, "joining/framed.html", {"email": form.cleaned_data["email"], "frame": self.subject})

    def key(self, form: ShortForm) -> uuid.UUID:
        """The key of this sending. Raises Refused for a token that is not ours, too old, of another frame, or sent from another site."""
        again = _("This page was open too long. Send it again: your answers are still here.")
        origin, ours = self.request.headers.get("Origin"), f"{self.request.scheme}://{self.request.get_host()}"
        try:
            code, key = signing.loads(form.cleaned_data["token"], salt=SALT, max_age=LIFE)
        except (signing.BadSignature, ValueError, TypeError):
            code, key = "", ""
        if code != self.subject.code or origin != ours:
            form.data = form.data.copy()  # type: ignore[attr-defined]
            form.data["token"] = self.get_initial()["token"]  # type: ignore[index]
            raise Refused(again)
        return uuid.UUID(key)


class Frames(FormDoor, FormView):
    """Where our form is shown, what to paste there, and a new place."""

    policy = staticmethod(coordinates)
    template_name = "joining/desk/frames.html"
    form_class = FrameForm
    request: HttpRequest

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"networks": list(Network.objects.run_by(self.request.user).open().order_by("path"))}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(Frame.objects.visible_to(self.request.user).counted(), PAGE).get_page(self.request.GET.get("page"))
        rows = [(frame, settings.BASE_URL + reverse("joining:framed", args=[frame.code])) for frame in page]
        return super().get_context_data(page=page, rows=rows, **kwargs)

    def form_valid(self, form: FrameForm) -> HttpResponse:
        said = form.cleaned_data
        joining.frame(form.node, partner=said["partner"], origins=said["origins"].split(), by=self.request.user)  # type: ignore[arg-type]
        messages.success(self.request, _("The form is ready: give the partner the lines to paste."))
        return HttpResponseRedirect(reverse("joining:frames"))


class Close(Door, View):
    """No longer shown."""

    policy = staticmethod(policies.can_close)
    http_method_names = ["post"]

    @cached_property
    def subject(self) -> Frame:
        frame = Frame.objects.visible_to(self.request.user).select_related("network").filter(code=self.kwargs["code"]).first()
        if frame is None:
            raise Http404
        return frame

    def get_refused_url(self) -> str:
        return reverse("joining:frames")

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        joining.close(self.subject, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("This page of the partner shows nothing any more."))
        return HttpResponseRedirect(reverse("joining:frames"))
