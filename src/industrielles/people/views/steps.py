"""Doors: the second step, and passkeys that are both steps at once."""
from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import auth, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView, View

from industrielles.kit.doors import Door, FormDoor, anyone, signed_in

from .. import passkeys, policies, verbs
from ..again import is_recent
from ..forms import StepForm
from ..middleware import PASSED, passed
from ..models import Authenticator, Passkey
from .arrivals import let_in, onward, sign_in_of


class Step(FormDoor, FormView):
    """The second step: typed by who has one, made by whose role asks for one."""

    policy = staticmethod(signed_in)
    before_step = "always"
    template_name = "people/step.html"
    form_class = StepForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.step = policies.step_before(request.user) if request.user.is_authenticated else policies.ASK
        done = self.step != policies.ASK if PASSED in request.session else not self.step
        if request.user.is_authenticated and (done or (is_recent(request) and request.method == "GET")):
            return HttpResponseRedirect(onward(request, request.user))
        return super().dispatch(request, *args, **kwargs)

    def get_template_names(self) -> list[str]:
        return ["people/step_missing.html" if self.step == policies.SET_UP else self.template_name]

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        person: Any = self.request.user
        return super().get_context_data(
            has_app=Authenticator.objects.filter(person=person).exists(), has_passkey=Passkey.objects.filter(person=person).exists(),
            lost=reverse(settings.LOST_STEP_URL), code_now=verbs.code_now(person) if settings.MODE == "development" else "", **context)

    def form_valid(self, form: StepForm) -> HttpResponse:
        sign_in = sign_in_of(self.request)
        outcome = verbs.take_step(sign_in, form.cleaned_data["code"]) if sign_in else verbs.Outcome.ENDED
        if outcome == verbs.Outcome.RIGHT:
            passed(self.request)
            if policies.has_been_told(self.request.user):
                messages.info(self.request, _("Now add the application of your new telephone: it takes the place of all that you lost."))
                return HttpResponseRedirect(reverse("people:app"))
            return HttpResponseRedirect(onward(self.request, self.request.user))
        if outcome == verbs.Outcome.ENDED:
            return sent_out(self.request)
        form.add_error(
            "code", _("This code does not match. Wait for the next six digits, or use a recovery code that you have not used yet."))
        return self.form_invalid(form)


def sent_out(request: HttpRequest) -> HttpResponse:
    """Too many wrong codes: she begins again."""
    auth.logout(request)
    messages.error(request, _("Too many wrong codes: you are signed out. Begin again; recovery codes and passkeys work too."))
    return HttpResponseRedirect(reverse("people:login"))


class PasskeyQuestion(Door, View):
    """What her browser has to sign: with one of her keys when she has passed the first step, with any key of this site otherwise."""

    policy = staticmethod(anyone)
    before_step = "always"
    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        hers = Passkey.objects.filter(person_id=request.user.pk) if request.user.is_authenticated else Passkey.objects.none()
        return JsonResponse(passkeys.ask_to_sign(request.session, [bytes(key.public_data) for key in hers]))


class PasskeyEnter(Door, View):
    """Her browser has signed: she is in, both steps at once; or past the second one."""

    policy = staticmethod(anyone)
    before_step = "always"
    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = self.key(request)
        if key is None:
            messages.error(request, _("This passkey was not recognised here. Try again, or choose another way."))
            return HttpResponseRedirect(reverse("people:step" if request.user.is_authenticated else "people:login"))
        if not request.user.is_authenticated:
            return let_in(request, key.person, whole=True)
        sign_in = sign_in_of(request)
        if sign_in is None or not verbs.pass_by_passkey(sign_in):
            return sent_out(request)
        passed(request)
        return HttpResponseRedirect(onward(request, request.user))

    def key(self, request: HttpRequest) -> Passkey | None:
        """The key that signed; of a living person, of this one when she has passed the first step."""
        answer = request.POST.get("answer", "")
        try:
            named = Passkey.objects.filter(credential_id=passkeys.named(answer), person__is_active=True)
            if request.user.is_authenticated:
                named = named.filter(person_id=request.user.pk)
            key = named.select_related("person").first()
            if key is None:
                return None
            count = passkeys.signed(request.session, answer, bytes(key.public_data))
        except passkeys.WrongAnswer:
            return None
        return key if verbs.use_passkey(key, sign_count=count) else None
