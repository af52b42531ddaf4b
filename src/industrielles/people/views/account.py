"""Doors: one's account, its address."""
from __future__ import annotations

from typing import Any

from django.contrib import auth, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse, translate_url
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, UpdateView

from industrielles.kit import links
from industrielles.kit.doors import Door, FormDoor, anyone

from .. import browser, policies, verbs
from ..again import Again
from ..forms import AccountForm, AddressForm, CodeForm
from ..models import AddressChange, LoginCode, Person
from ..sessions import hashed
from ..verbs.addresses import PURPOSE


class Hers(Again):
    """Mixin of doors to her own account; those that change its security say `asks_again`."""

    asks_again = False

    @cached_property
    def subject(self) -> Person:
        return self.request.user  # type: ignore[no-any-return]


class Account(Hers, FormDoor, UpdateView):
    """Her name, telephone, language."""

    policy = staticmethod(policies.can_edit_account)
    template_name = "people/account.html"
    form_class = AccountForm

    def get_object(self, queryset: Any = None) -> Person:
        return Person.objects.get(pk=self.subject.pk)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.get_object()
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: AccountForm) -> HttpResponse:
        person = form.save()
        messages.success(self.request, _("Saved."))
        return HttpResponseRedirect(translate_url(reverse("people:account"), person.language))


class Address(Hers, FormDoor, FormView):
    """Give a new e-mail address: a code goes to it."""

    policy = staticmethod(policies.can_secure)
    asks_again = True
    template_name = "people/address.html"
    form_class = AddressForm

    def form_valid(self, form: AddressForm) -> HttpResponse:
        here = browser.of(self.request)
        address = verbs.ask_address(self.subject, form.cleaned_data["email"], secret=here.secret, by=self.subject)
        self.request.session["moving"] = address
        response = HttpResponseRedirect(reverse("people:address_code"))
        browser.remember(response, here)
        return response


class AddressCode(Hers, FormDoor, FormView):
    """Type the code that the new address received: from then on it is hers."""

    policy = staticmethod(policies.can_secure)
    asks_again = True
    template_name = "people/address_code.html"
    form_class = CodeForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "moving" not in request.session:
            return HttpResponseRedirect(reverse("people:address"))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(
            email=self.request.session.get("moving", ""), minutes=LoginCode.LIFE.seconds // 60, days=AddressChange.UNDO.days, **context)

    def form_valid(self, form: CodeForm) -> HttpResponse:
        request, here = self.request, browser.of(self.request)
        person, session = Person.objects.get(pk=self.subject.pk), hashed(request.session.session_key)
        email = request.session.get("moving", "")
        if not email or not verbs.change_address(person, email, form.cleaned_data["code"], secret=here.secret, session=session, by=person):
            form.add_error(
                "code", _("This code does not match, or it is too old. Copy it again from the latest e-mail, or ask for another one."))
            return self.form_invalid(form)
        request.session.pop("moving")
        auth.update_session_auth_hash(request, person)
        verbs.carry_over(session, to=hashed(request.session.session_key))
        messages.success(request, _("Your address is now %(email)s. Other browsers are signed out.") % {"email": person.email})
        response = HttpResponseRedirect(reverse("people:account"))
        browser.remember(response, here.having_let_in(person.email or ""))
        return response


class UndoAddress(Door, TemplateView):
    """The link sent to the old address: it is hers again."""

    policy = staticmethod(anyone)
    template_name = "people/undo_address.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.signed_link = True  # type: ignore[attr-defined]
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def change(self) -> AddressChange | None:
        """The change this link is about, as long as it can be taken back."""
        try:
            code, _version = links.read(PURPOSE, self.kwargs["token"], max_age=AddressChange.UNDO)
        except links.BadLink:
            return None
        return AddressChange.objects.filter(code=code, undone_at=None).select_related("person").first()

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(change=self.change, **context)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.change is None:
            return self.render_to_response(self.get_context_data(), status=410)
        verbs.undo_address(self.change)
        auth.logout(request)
        messages.success(request, _("Your address is %(email)s again, and every browser is signed out. Sign in.")
                         % {"email": self.change.old_email})
        return HttpResponseRedirect(reverse("people:login"))
