"""Doors: sign in by a mailed code, show that a letter is hers, sign out."""
from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import auth, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, View

from industrielles.kit.doors import Door, FormDoor, anyone

from .. import browser, oidc, verbs
from ..forms import CodeForm, LoginForm
from ..models import LoginCode
from .arrivals import leading_away, let_in, ours, sign_in_of


class Login(FormDoor, FormView):
    """Ask for a code, or choose another way in. The answer is the same whoever asks, for whatever address."""

    policy = staticmethod(anyone)
    template_name = "people/login.html"
    form_class = LoginForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return HttpResponseRedirect(ours(request, request.GET.get("next", "")) or resolve_url(settings.LOGIN_REDIRECT_URL))
        return super().get(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return {"next": ours(self.request, self.request.GET.get("next", ""))}

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(providers=list(oidc.providers().values()), **context)

    def render_to_response(self, context: dict[str, Any], **options: Any) -> HttpResponse:
        return leading_away(super().render_to_response(context, **options), context["providers"])

    def form_valid(self, form: LoginForm) -> HttpResponse:
        email, here = form.cleaned_data["email"], browser.of(self.request)
        verbs.send_code(email, browser=here.secret, known=here.knows(email), language=(get_language() or "fr")[:2])
        self.request.session["entering"] = {"email": email, "next": ours(self.request, form.cleaned_data["next"])}
        response = HttpResponseRedirect(reverse("people:code"))
        browser.remember(response, here)
        return response


class Code(FormDoor, FormView):
    """Type the code; it works in the browser that asked for it, and only there."""

    policy = staticmethod(anyone)
    template_name = "people/code.html"
    form_class = CodeForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "entering" not in request.session:
            return HttpResponseRedirect(reverse("people:login"))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        entering = self.request.session.get("entering", {})
        return super().get_context_data(email=entering.get("email", ""), minutes=LoginCode.LIFE.seconds // 60, **context)

    def form_valid(self, form: CodeForm) -> HttpResponse:
        entering, here = self.request.session.get("entering", {"email": "", "next": ""}), browser.of(self.request)
        person = verbs.enter(entering["email"], form.cleaned_data["code"], browser=here.secret)
        if person is None:
            form.add_error(
                "code", _("This code does not match, or it is too old. Copy it again from the latest e-mail, or ask for another one.")
            )
            return self.form_invalid(form)
        if "arrival" in entering:  # she came from a provider that had not verified this address: now it is
            verbs.link(person, verbs.Arrival(**entering["arrival"]), by=person)
        return let_in(self.request, person, then=entering["next"])


class Trust(Door, TemplateView):
    """The link of a letter that brought a code: this browser is hers too, and a code can be sent for it, whoever else uses up hers."""

    policy = staticmethod(anyone)
    template_name = "people/trust.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.signed_link = True  # type: ignore[attr-defined]
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(live=verbs.proven(self.kwargs["token"]) is not None, **context)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person = verbs.proven(self.kwargs["token"])
        if person is None or not person.email:
            return self.render_to_response(self.get_context_data(), status=410)
        here = browser.of(request).having_let_in(person.email)
        verbs.send_code(person.email, browser=here.secret, known=True)
        request.session["entering"] = {"email": person.email, "next": ""}
        response = HttpResponseRedirect(reverse("people:code"))
        browser.remember(response, here)
        return response


class Leave(Door, View):
    """Sign out."""

    policy = staticmethod(anyone)
    http_method_names = ("post",)
    before_step = "always"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        sign_in = sign_in_of(request) if request.user.is_authenticated else None
        if sign_in:
            verbs.end(sign_in, by=sign_in.person)
        auth.logout(request)
        messages.success(request, _("You have signed out."))
        return HttpResponseRedirect(reverse("website:home"))
