"""One's own mentoring: how far I am, what comes next, the training, the charter, and the way out."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic import TemplateView, View

from industrielles.kit import clock
from industrielles.kit.doors import Door, signed_in
from industrielles.signatures.texts import blocks

from .. import policies
from .. import verbs as mentoring
from ..holding import rests
from ..models import Charter, Choice, Match, Mentee, Mentor, Module, Pair, Side

SHOWN = "industrielles.mentoring.charter"


class Mine(Door, TemplateView):
    """My applications: as a mentee in tu, as a mentor in vous."""

    policy = staticmethod(signed_in)
    template_name = "mentoring/mine.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        me = self.request.user
        mentors = [(one, way_of(one), modules_of(one)) for one in Mentor.objects.of(me).confirmed().prefetch_related("steps")]
        pairs = list(Pair.objects.lived_by(me).order_by("-begun_at", "-pk"))
        for pair in pairs:
            pair.other, pair.still = pair.name_of(mentoring.other(pair.side_of(me))), rests(pair)
        mentees = list(Mentee.objects.of(me).confirmed())
        for one in mentees:
            hers = [pair for pair in pairs if pair.mentee_id == one.pk]
            one.paired, one.left = any(pair.is_live for pair in hers), hers[0] if hers else None  # type: ignore[attr-defined]
        return super().get_context_data(
            mentees=mentees, mentors=mentors, pairs=pairs, matches=asked_of(me),
            choices=list(Choice.objects.made_by(me).live()), **kwargs)


def asked_of(me: Any) -> list[Match]:
    """Proposals under way that are hers to answer, each with what its card says."""
    found = list(Match.objects.answered_by(me).asked())
    for match in found:
        side = match.side_of(me)
        match.tu, match.said = side == Side.MENTEE, match.said_by(side)
        match.other = match.mentor.first_name if match.tu else match.mentee.name
    return found


def way_of(mentor: Mentor) -> list[tuple[str, str, Any]]:
    """The steps of a mentor: (words, "done", "here" or "", its row)."""
    taken = {one.status: one for one in mentor.steps.all()}
    done = [status for status in Mentor.WAY if status in taken]
    following = Mentor.WAY[len(done)] if mentor.is_live and len(done) < len(Mentor.WAY) else None
    return [(str(status.label), "done" if status in taken else "here" if status == following else "", taken.get(status))
            for status in Mentor.WAY]


def modules_of(mentor: Mentor) -> list[tuple[Module, bool]]:
    """The training, each part with whether she passed it; none before the interview."""
    if mentor.status not in Mentor.WAY[1:]:
        return []
    left = {one.pk for one in mentoring.left_to_learn(mentor)}
    return [(one, one.pk not in left) for one in mentor.programme.modules.all()]


class Learn(Door, TemplateView):
    """A part of the training: what there is to know, then a short quiz."""

    policy = staticmethod(policies.can_learn)
    template_name = "mentoring/learn.html"
    request: Any

    @cached_property
    def subject(self) -> Module | None:
        return Module.objects.select_related("programme__network").filter(code=self.kwargs["code"]).first()

    @cached_property
    def mentor(self) -> Mentor | None:
        """She who learns; None for a coordinator who reads it."""
        assert self.subject is not None
        return Mentor.objects.of(self.request.user).live().filter(programme=self.subject.programme_id).first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        module = self.subject
        assert module is not None
        given, wrong = kwargs.pop("given", []), kwargs.pop("wrong", None)
        questions = [(n, one, given[n] if n < len(given) else None, wrong is not None and n in wrong)
                     for n, one in enumerate(module.questions)]
        return super().get_context_data(module=module, blocks=blocks(module.words.replace("\r\n", "\n")), questions=questions, wrong=wrong,
                                        mentor=self.mentor, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        module, mentor = self.subject, self.mentor
        if module is None or mentor is None:
            raise Http404
        typed = [request.POST.get(f"q{n}", "") for n in range(len(module.questions))]
        given = [int(one) if one.isdecimal() else -1 for one in typed]
        wrong = mentoring.learn(mentor, module=module, answers=given, by=request.user)
        if wrong:
            return self.render_to_response(self.get_context_data(given=given, wrong=wrong), status=422)
        messages.success(request, _("“%(title)s” is learnt.") % {"title": module.title})
        return HttpResponseRedirect(reverse("mentoring:mine"))

    def get_refused_url(self) -> str:
        return reverse("mentoring:mine")


class Sign(Door, TemplateView):
    """The charter of mentors, to read and to sign."""

    policy = staticmethod(policies.can_sign)
    template_name = "mentoring/sign.html"
    request: Any

    @cached_property
    def subject(self) -> Mentor | None:
        return Mentor.objects.of(self.request.user).filter(code=self.kwargs["code"]).first() if self.request.user.is_authenticated else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        assert self.subject is not None
        charter = mentoring.charter_of(self.subject.programme, Charter.Party.MENTOR)
        if charter is None:
            raise Http404
        return super().get_context_data(
            mentor=self.subject, charter=charter, blocks=blocks(charter.body), ready=self.subject.may_move_to(Mentor.Status.SIGNED),
            shown=signing.dumps([charter.version, clock.now().isoformat()], salt=SHOWN), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        assert self.subject is not None
        charter = mentoring.charter_of(self.subject.programme, Charter.Party.MENTOR)
        try:
            version, at = signing.loads(request.POST.get("shown", ""), salt=SHOWN, max_age=dt.timedelta(hours=12))
        except signing.BadSignature:
            version, at = 0, ""
        if charter is None or version != charter.version:
            messages.error(request, _("The charter has changed, or this page is too old: read it again."))
            return HttpResponseRedirect(request.path)
        mentoring.sign(self.subject, shown_at=dt.datetime.fromisoformat(at), address=request.META.get("REMOTE_ADDR", ""), by=request.user)
        messages.success(request, _("You signed the charter. A coordinator reads your file a last time."))
        return HttpResponseRedirect(reverse("mentoring:mine"))


class Withdraw(Door, View):
    """I stop, without giving a reason."""

    policy = staticmethod(policies.is_hers)
    http_method_names = ["post"]
    request: Any

    @cached_property
    def subject(self) -> Mentee | Mentor | None:
        me = self.request.user
        if not me.is_authenticated:
            return None
        return (Mentee.objects.of(me).filter(code=self.kwargs["code"]).first()
                or Mentor.objects.of(me).filter(code=self.kwargs["code"]).first())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        gone = mentoring.withdraw(self.subject, by=request.user)
        messages.success(request, pgettext("tu", "It is noted. You can apply again whenever you like.") if isinstance(gone, Mentee)
                         else _("It is noted. Thank you for having offered."))
        return HttpResponseRedirect(reverse("mentoring:mine"))

    def get_refused_url(self) -> str:
        return reverse("mentoring:mine")
