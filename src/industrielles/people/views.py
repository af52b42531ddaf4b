"""Doors: sign in by a mailed code, sign out, one's account, its erasure."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import auth, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse, translate_url
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import FormView, UpdateView, View

from industrielles.kit.doors import Door, FormDoor, anyone

from . import browser, policies, verbs
from .forms import AccountForm, CodeForm, EraseForm, LoginForm
from .models import LoginCode, Person

BACKEND = "industrielles.people.backends.MailedCode"


def ours(request: HttpRequest, address: str) -> str:
    """The page to go to next when it is one of ours, else ""."""
    safe = url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return address if safe and address.startswith("/") else ""


class Login(FormDoor, FormView):
    """Ask for a code. The answer is the same whoever asks, for whatever address."""

    policy = staticmethod(anyone)
    template_name = "people/login.html"
    form_class = LoginForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return HttpResponseRedirect(ours(request, request.GET.get("next", "")) or resolve_url(settings.LOGIN_REDIRECT_URL))
        return super().get(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return {"next": ours(self.request, self.request.GET.get("next", ""))}

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
        auth.login(self.request, person, backend=BACKEND)
        self.request.session.pop("entering", None)
        response = HttpResponseRedirect(entering["next"] or resolve_url(settings.LOGIN_REDIRECT_URL))
        browser.remember(response, here.having_let_in(entering["email"]))
        return response


class Leave(Door, View):
    """Sign out."""

    policy = staticmethod(anyone)
    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        auth.logout(request)
        messages.success(request, _("You have signed out."))
        return HttpResponseRedirect(reverse("website:home"))


class Account(FormDoor, UpdateView):
    """Her name, telephone, language."""

    policy = staticmethod(policies.can_edit_account)
    template_name = "people/account.html"
    form_class = AccountForm

    @cached_property
    def subject(self) -> Person:
        return self.request.user  # type: ignore[return-value]

    def get_object(self, queryset: Any = None) -> Person:
        return Person.objects.get(pk=self.subject.pk)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.get_object()
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: AccountForm) -> HttpResponse:
        person = form.save()
        messages.success(self.request, _("Saved."))
        return HttpResponseRedirect(translate_url(reverse("people:account"), person.language))


class Erase(FormDoor, FormView):
    """Erase her account: what goes, what stays counted, then the act."""

    policy = staticmethod(policies.can_erase)
    template_name = "people/erase.html"
    form_class = EraseForm

    @cached_property
    def subject(self) -> Person:
        return self.request.user  # type: ignore[return-value]

    def form_valid(self, form: EraseForm) -> HttpResponse:
        person = self.request.user
        verbs.erase(person, by=person)  # type: ignore[arg-type]
        auth.logout(self.request)
        messages.success(self.request, _("Your account is erased. Thank you for what you did."))
        return HttpResponseRedirect(reverse("website:home"))
