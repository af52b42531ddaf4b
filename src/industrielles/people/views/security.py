"""Doors: the security of one's account: its second step, its browsers, the accounts elsewhere that open it."""
from __future__ import annotations

from typing import Any
from urllib.parse import quote

import segno
from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, View

from industrielles.kit.doors import Door, FormDoor
from industrielles.kit.refusals import Refused

from .. import browser, oidc, passkeys, policies, totp, verbs
from ..forms import AppForm
from ..middleware import NEXT, PASSED, passed
from ..models import Authenticator, Identity, Passkey, RecoveryCode, SignIn
from ..sessions import hashed
from .account import Hers
from .arrivals import leading_away, ours

SEED = "industrielles.people.app"
HOUR = 3600


def square(words: str) -> dict[str, object]:
    """A QR code as a path of unit squares, its quiet border of four included; `size`: of its side."""
    drawn = segno.make(words, error="m", micro=False)
    rows = enumerate(drawn.matrix_iter(border=4))
    dark = "".join(f"M{x} {y}h1v1h-1z" for y, row in rows for x, module in enumerate(row) if module)
    return {"size": drawn.symbol_size(border=4)[0], "dark": dark}


class Mine(Hers, Door):
    """A door to the security of her own account."""

    policy = staticmethod(policies.can_secure)

    def get_refused_url(self) -> str:
        return reverse("people:security")


class Security(Mine, TemplateView):
    """What she signs in with, and where she is signed in."""

    template_name = "people/security.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        person, linked = self.subject, list(Identity.objects.filter(person=self.subject))
        known = oidc.providers()
        labels = {name: one.label for name, one in known.items()}
        return super().get_context_data(
            app=Authenticator.objects.filter(person=person).first(), passkeys=list(Passkey.objects.filter(person=person)),
            codes_left=RecoveryCode.objects.filter(person=person, used_at=None, works_from=None).count(),
            needed=policies.needs_second_step(person),
            identities=[(one, labels.get(one.provider, one.provider)) for one in linked],
            providers=[one for name, one in known.items() if name not in {id_.provider for id_ in linked}],
            sign_ins=list(SignIn.objects.of(person)[:20]), here=hashed(self.request.session.session_key), **context)

    def render_to_response(self, context: dict[str, Any], **options: Any) -> HttpResponse:
        return leading_away(super().render_to_response(context, **options), context["providers"])


class Making:
    """Mixin of doors that add a second step: she who needs one and has none comes here before anywhere else."""

    asks_again = True
    before_step = policies.SET_UP
    request: Any
    subject: Any

    def added(self, words: str) -> HttpResponse:
        """She has one now: this browser has passed it. Next come recovery codes, if she has none."""
        if PASSED not in self.request.session:
            passed(self.request)
        messages.success(self.request, words)
        enough = RecoveryCode.objects.filter(person=self.subject, used_at=None).exists()
        return HttpResponseRedirect(reverse("people:security" if enough else "people:recovery_codes"))


class App(Making, Mine, FormDoor, FormView):
    """Add an application that shows codes: scan the square or copy the key, then type the first code."""

    template_name = "people/app.html"
    form_class = AppForm

    def get_initial(self) -> dict[str, Any]:
        return {"seed": signing.dumps([self.subject.pk, totp.new_seed()], salt=SEED)}

    def seed(self, form: AppForm) -> str:
        """What the secret is made from: the same when the page comes back with an error. Raises Refused when it is too old or not hers."""
        try:
            owner, seed = signing.loads(form["seed"].value() or "", salt=SEED, max_age=HOUR)
        except (signing.BadSignature, ValueError, TypeError):
            owner, seed = 0, ""
        if owner != self.subject.pk:
            raise Refused(_("This page is too old: begin again."))
        return str(seed)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        context = super().get_context_data(**context)
        try:
            seed = self.seed(context["form"])
        except Refused:
            context["form"] = AppForm(initial=self.get_initial())
            seed = self.seed(context["form"])
        key = totp.secret(self.subject.pk, seed)
        return context | {"square": square(totp.address(key, self.subject.email or "")), "key": totp.readable(key)}

    def form_valid(self, form: AppForm) -> HttpResponse:
        try:
            seed = self.seed(form)
        except Refused as refusal:
            messages.error(self.request, str(refusal))
            return HttpResponseRedirect(reverse("people:app"))
        verbs.add_app(self.subject, seed=seed, code=form.cleaned_data["code"], session=hashed(self.request.session.session_key),
                      by=self.subject)
        return self.added(_("Your application is added."))


class PasskeyNew(Making, Mine, TemplateView):
    """Add a passkey: this telephone, this computer or a key for its USB port will recognise her."""

    template_name = "people/passkey.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = request.POST.get("answer", "")
        try:
            data, count = passkeys.made(request.session, answer)
            name = passkeys.named(answer)
        except passkeys.WrongAnswer:
            raise Refused(_("The passkey was not made. Try again, or choose the application that shows codes.")) from None
        verbs.add_passkey(self.subject, public_data=data, credential_id=name, sign_count=count, name=browser.described(request),
                          session=hashed(request.session.session_key), by=self.subject)
        return self.added(_("Your passkey is added."))

    def get_refused_url(self) -> str:
        return reverse("people:passkey_new")


class PasskeyNewQuestion(Making, Mine, View):
    """What her browser is asked to make a passkey."""

    http_method_names = ("post",)
    again_at = "people:passkey_new"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kept = [bytes(one.public_data) for one in Passkey.objects.filter(person=self.subject)]
        return JsonResponse(passkeys.ask_to_make(request.session, self.subject, kept))


class RecoveryCodes(Mine, TemplateView):
    """Ten codes on paper, for the day when the telephone is lost: made by a button, shown this once."""

    asks_again = True
    template_name = "people/recovery_codes.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(
            left=RecoveryCode.objects.filter(person=self.subject, used_at=None, works_from=None).count(),
            has_step=policies.has_second_step(self.subject),
            **{"codes": [], "file": "", "then": reverse("people:security")} | context)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not policies.has_second_step(self.subject):
            raise Refused(_("Recovery codes stand in for a second step: add an application or a passkey first."))
        codes = verbs.make_recovery_codes(self.subject, by=self.subject)
        then = ours(request, request.session.pop(NEXT, "")) or reverse("people:security")
        return self.render_to_response(self.get_context_data(codes=codes, file=quote("\n".join([*codes, ""])), then=then))


class Change(Mine, View):
    """A button that takes something away."""

    http_method_names = ("post",)
    again_at = "people:security"

    def change(self) -> None:
        """Do it, and say so. Raises Refused, Http404."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.change()
        return HttpResponseRedirect(reverse("people:security"))

    def own(self, rows: Any) -> Any:
        """The one of hers that the address names. Raises Http404."""
        found = rows.filter(person=self.subject, code=self.kwargs["code"]).first()
        if found is None:
            raise Http404
        return found


class Remove(Change):
    """Base of what takes a second step away. With the last one goes what it had opened: a role given later asks her at once."""

    asks_again = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = super().post(request, *args, **kwargs)
        if not policies.has_second_step(self.subject):
            request.session.pop(PASSED, None)
            verbs.end_others(self.subject, but=hashed(request.session.session_key), by=self.subject)
        return answer


class RemoveApp(Remove):
    """Her application is lost or replaced."""

    def change(self) -> None:
        verbs.remove_app(self.subject, by=self.subject)
        messages.success(self.request, _("Your application is removed."))


class RemovePasskey(Remove):
    """A passkey is lost or replaced."""

    def change(self) -> None:
        verbs.remove_passkey(self.own(Passkey.objects), by=self.subject)
        messages.success(self.request, _("Your passkey is removed."))


class Unlink(Change):
    """An account elsewhere opens hers no more."""

    asks_again = True

    def change(self) -> None:
        verbs.unlink(self.own(Identity.objects), by=self.subject)
        messages.success(self.request, _("That account no longer opens yours."))


class End(Change):
    """One of her browsers is signed out, at once."""

    def change(self) -> None:
        verbs.end(self.own(SignIn.objects), by=self.subject)
        messages.success(self.request, _("That browser is signed out."))


class EndOthers(Change):
    """All her other browsers are signed out, at once."""

    def change(self) -> None:
        verbs.end_others(self.subject, but=hashed(self.request.session.session_key), by=self.subject)
        messages.success(self.request, _("Your other browsers are signed out."))
