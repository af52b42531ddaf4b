"""Doors of an ambassador: her territory and her week, the lycées never met, her kit, her charter."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, View

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.doors import Door, FormDoor
from industrielles.signatures import sealing
from industrielles.signatures.models import Signature
from industrielles.signatures.texts import asked, blocks

from .. import coverage, policies, territories, verbs, weekly
from ..charter import CHARTER
from ..forms.territory import RefuseForm, SignForm
from ..models import Ambassador, RoleModel, Training

PAGE = 25  # lycées, and role models
SHOWN_SALT = "industrielles.pool.charter"


class Leading(Door):
    """Base: her charges, with all they lead."""

    policy = staticmethod(policies.has_territory)
    request: HttpRequest

    @cached_property
    def charges(self) -> list[Ambassador]:
        return list(Ambassador.objects.of(self.request.user).with_territory().order_by("pk"))

    @cached_property
    def ground(self) -> territories.Ground:
        return territories.ground_of(self.charges)

    def people(self) -> Any:
        """Whom she animates, with what each does this month."""
        first, after = month_of(clock.today())
        found = RoleModel.objects.entrusted_to(self.request.user).with_load(first, after)
        return found.select_related("person", "branch", "department").order_by("person__last_name", "pk")


class Territory(Leading, TemplateView):
    """What to do this week, her departments, and the role models she animates: how much each does, since when nobody called."""

    template_name = "pool/territory.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        people = list(self.people())
        met = territories.never_met(self.ground).count()
        leads = coverage.in_words(self.charges)
        return super().get_context_data(
            charges=[(one, leads[one.pk], stages(one)) for one in self.charges], people=people, never_met=met,
            tasks=weekly.tasks(self.charges, people, self.ground, schools=met),
            trainings=list(Training.objects.of(self.request.user).order_by("-on", "-pk")[:5]),
            signed=list(Signature.objects.signed_by(self.request.user).signed(CHARTER).select_related("document")[:3]), **context)


def stages(charge: Ambassador) -> list[tuple[str, bool]]:
    """The steps of an ambassador, each with whether she has passed it."""
    order = list(Ambassador.Status)
    here = order.index(Ambassador.Status(charge.status))
    return [(str(one.label), place <= here) for place, one in enumerate(order)]


class Schools(Leading, TemplateView):
    """Lycées that nobody of her networks met for three years, the nearest to one of her role models first."""

    template_name = "pool/schools.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        found = territories.by_distance(territories.never_met(self.ground), self.people())
        page = Paginator(found, PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(page=page, rows=list(page), departments=territories.departments_of(self.ground), **context)


class Kit(Leading, TemplateView):
    """What to say, what to print, where to look."""

    template_name = "pool/kit.html"


class Charter(FormDoor, FormView):
    """The charter, to read, sign or refuse; for herself."""

    policy = staticmethod(policies.can_sign_charter)
    template_name = "pool/charter.html"
    form_class: type[Any] = SignForm
    section = "sign"
    request: HttpRequest

    @cached_property
    def subject(self) -> Ambassador:
        mine = getattr(self.request.user, "pk", None)
        found = Ambassador.objects.of(mine).with_territory().filter(code=self.kwargs["code"]).first() if mine else None
        if found is None:
            raise Http404
        return found

    @cached_property
    def shown_at(self) -> dt.datetime:
        """When the text was put before her, as the page itself remembers it, signed; now when it does not."""
        try:
            said = signing.loads(self.request.POST.get("shown", ""), salt=SHOWN_SALT)
            return min(dt.datetime.fromisoformat(said), clock.now())
        except (signing.BadSignature, ValueError, TypeError):
            return clock.now()

    @property
    def address(self) -> str:
        return self.request.META.get("REMOTE_ADDR", "")

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        text, sent = asked(CHARTER), context.pop("form", None)
        language = text.language((get_language() or "fr")[:2])
        mine = Signature.objects.about(self.subject).signed(text.kind, text.version).select_related("paper").first()
        return super().get_context_data(
            charge=self.subject, text=text, title=text.title[language], blocks=blocks(text.body[language]), signature=mine, form=sent,
            sign_form=sent if sent and self.section == "sign" else SignForm(), refuse_form=RefuseForm(),
            shown=signing.dumps(self.shown_at.isoformat(), salt=SHOWN_SALT), mailed="code" in self.request.GET or bool(sent), **context)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=None))

    def form_valid(self, form: Any) -> HttpResponse:
        verbs.sign_charter(self.subject, code=form.cleaned_data["code"], shown_at=self.shown_at, address=self.address, by=self.request.user)
        messages.success(self.request, _("Signed. Your copy comes to you by letter."))
        return HttpResponseRedirect(reverse("pool:territory"))

    def get_refused_url(self) -> str:
        return reverse("pool:charter", args=[self.subject.code])


class CharterCode(Charter):
    """A code to sign with, mailed to her."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if verbs.send_charter_code(self.subject, shown_at=self.shown_at, by=request.user):
            messages.success(request, _("A code is on its way to %(email)s.") % {"email": self.subject.person.email})
        else:
            messages.error(request, _("Three codes were sent within the hour: use the last one, or try again later."))
        return HttpResponseRedirect(f"{self.get_refused_url()}?code=1#signer")


class RefuseCharter(Charter):
    """She does not sign."""

    http_method_names = ["post"]
    form_class = RefuseForm
    section = "refuse"

    def form_valid(self, form: Any) -> HttpResponse:
        verbs.refuse_charter(
            self.subject, words=form.cleaned_data["words"], shown_at=self.shown_at, address=self.address, by=self.request.user)
        messages.success(self.request, _("Noted. Your network will call you; you can still sign later."))
        return HttpResponseRedirect(reverse("pool:territory"))


class Signed(Door, View):
    """Base of what proves a signed charter: for her who signed, and who runs her network."""

    policy = staticmethod(policies.can_read_charter)
    request: HttpRequest

    @cached_property
    def subject(self) -> Signature:
        found = Signature.objects.signed(CHARTER).select_related("document", "signer", "paper").filter(code=self.kwargs["code"]).first()
        if found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        signed = self.subject
        charge = Ambassador.objects.signed_for(signed).first()
        if charge is not None and charge.person_id != request.user.pk:
            journal.note_reading("pool.read_charter", signed, by=request.user, network_id=charge.network_id, person=charge.person_id)
        return self.hand_over(request)

    def hand_over(self, request: HttpRequest) -> HttpResponse:
        """What was asked for."""
        raise NotImplementedError

    def file(self, content: bytes, name: str, kind: str) -> HttpResponse:
        return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


class Paper(Signed):
    """The signed charter, as a PDF, byte for byte as it was sealed."""

    def hand_over(self, request: HttpRequest) -> HttpResponse:
        paper = getattr(self.subject, "paper", None)
        if paper is None:
            messages.info(request, _("Your copy is being printed: try again in a minute."))
            return HttpResponseRedirect(reverse("pool:territory" if policies.has_territory(request.user) else "website:mine"))
        return self.file(bytes(paper.pdf), f"charte-{self.subject.code}.pdf", "application/pdf")


class Evidence(Signed):
    """The evidence of a signature, as it is sealed."""

    def hand_over(self, request: HttpRequest) -> HttpResponse:
        return self.file(sealing.evidence(self.subject), f"preuve-{self.subject.code}.json", "application/json")


def month_of(day: dt.date) -> tuple[dt.datetime, dt.datetime]:
    """First moment of the month of this day, and of the next one, in Paris."""
    first = day.replace(day=1)
    after = (first + dt.timedelta(days=32)).replace(day=1)
    return tuple(timezone.make_aware(dt.datetime.combine(one, dt.time())) for one in (first, after))  # type: ignore[return-value]
