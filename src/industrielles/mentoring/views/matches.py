"""What is proposed to each of the two, and her own choice among three: read, then yes or no, without a reason."""
from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic import FormView, TemplateView, View

from industrielles.kit.doors import Door, FormDoor

from .. import glimpses, policies, proposing
from .. import verbs as mentoring
from ..forms.choice import ChooseForm
from ..models import Card, Choice, Match, Side
from ..reasons import why


class OfMatch(Door):
    """Base: a match that was put to her; for anybody else there is none. Its page says where it stands."""

    policy = staticmethod(policies.can_answer)
    request: Any

    @cached_property
    def subject(self) -> Match | None:
        return Match.objects.answered_by(self.request.user).filter(code=self.kwargs["code"]).first()

    @property
    def side(self) -> str:
        assert self.subject is not None
        return self.subject.side_of(self.request.user)

    def get_refused_url(self) -> str:
        return reverse("mentoring:match", args=[self.kwargs["code"]])


class MatchPage(OfMatch, TemplateView):
    """Who it is, what the two share, what happens next, until when. Once it is over, nothing of the other one."""

    template_name = "mentoring/match.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        match, side = self.subject, self.side
        assert match is not None
        told: dict[str, Any] = {}
        if match.status == Match.Status.ASKED:
            hers = side == Side.MENTEE
            told = {"other": glimpses.of_mentor(match.mentor) if hers else glimpses.of_mentee(match.mentee), "reasons": why(match, side)}
        return super().get_context_data(
            match=match, tu=side == Side.MENTEE, minor=match.mentee.is_minor, said=match.said_by(side), agreed=match.is_agreed,
            mine=match.refused_by == side, **told, **context)


class AcceptMatch(OfMatch, View):
    """Yes. With the second one, the pair begins."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        match = mentoring.accept(self.subject, by=request.user)
        if match.pair is None:
            return HttpResponseRedirect(self.get_refused_url())
        messages.success(request, _("It is yes on both sides. First, the charter."))
        return HttpResponseRedirect(reverse("mentoring:pair", args=[match.pair.code]))


class RefuseMatch(OfMatch, View):
    """No, without a reason."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        mentoring.refuse(self.subject, by=request.user)
        return HttpResponseRedirect(self.get_refused_url())


class OfChoice(Door):
    """Base: a choice that is hers."""

    policy = staticmethod(policies.can_choose)
    request: Any

    @cached_property
    def subject(self) -> Choice | None:
        return Choice.objects.made_by(self.request.user).filter(code=self.kwargs["code"]).first()

    def get_refused_url(self) -> str:
        return reverse("mentoring:choice", args=[self.kwargs["code"]])


class Cards(OfChoice, FormDoor, FormView):
    """Three cards without a name. One whose place is taken meanwhile says so, and the others remain."""

    template_name = "mentoring/choice.html"
    form_class = ChooseForm

    @cached_property
    def cards(self) -> list[Card]:
        """Those that may be chosen today; none once it is over."""
        choice = self.subject
        assert choice is not None
        return mentoring.open_cards(choice) if choice.status == Choice.Status.OFFERED else []

    def get_form_kwargs(self) -> dict[str, Any]:
        assert self.subject is not None
        return super().get_form_kwargs() | {"numbers": self.subject.cards.values_list("number", flat=True)}

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        choice = self.subject
        assert choice is not None
        told = [(one.number, glimpses.of_card(one.mentor), why(proposing.Option(choice.mentee, one.mentor, one.points, []), Side.MENTEE))
                for one in self.cards]
        gone = choice.cards.count() - len(told) if choice.status == Choice.Status.OFFERED else 0
        return super().get_context_data(choice=choice, cards=told, gone=gone, **context)


class ChoicePage(Cards):
    """The page itself."""

    http_method_names = ["get", "head"]


class Choose(Cards):
    """This one: it is her yes."""

    http_method_names = ["post"]

    def form_valid(self, form: Any) -> HttpResponse:
        match = mentoring.choose(self.subject, number=form.cleaned_data["number"], by=self.request.user)
        return HttpResponseRedirect(reverse("mentoring:match", args=[match.code]))


class ChooseNone(OfChoice, View):
    """None of the three."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        mentoring.choose_none(self.subject, by=request.user)
        messages.success(request, pgettext("tu", "None of them: it is noted, and that is all. We go on looking."))
        return HttpResponseRedirect(reverse("mentoring:mine"))
