"""Matches on the coordinator's desk: to confirm one by one, asked, over; late-comers, one by one."""
from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, View

from industrielles.journal import verbs as journal
from industrielles.kit.doors import FormDoor

from .. import policies, tables
from .. import verbs as mentoring
from ..forms.matching import ProposeForm, ThreeForm
from ..models import Choice, Match, Mentee, Mentor, Pair
from .one import OneRow
from .scenarios import Matching

PAGE = 40


class Matches(Matching, TemplateView):
    """The pairs of a programme: those that wait for her, those that wait for the two, those that are over and what came next."""

    template_name = "mentoring/desk/matches.html"
    TABS = ("a-confirmer", "demandes", "fini")

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        asked = self.request.GET.get("liste", "")
        tab = asked if asked in self.TABS else self.TABS[0]
        mine = Match.objects.visible_to(self.request.user).filter(programme=self.subject)
        wanted = {"a-confirmer": mine.to_confirm, "demandes": mine.asked, "fini": mine.over}[tab]()
        page = Paginator(wanted.whole(), PAGE).get_page(self.request.GET.get("page"))
        found = list(page)
        after = tables.following(found, mine)
        rows = [(tables.line(one), after.get(one.pk, {})) for one in found]
        return super().get_context_data(tab=tab, page=page, rows=rows, counts=tables.counts(mine), **context)


class OneMatch(OneRow, View):
    """Base of what she decides about a match; then the focus goes to the one that follows in the list."""

    policy = staticmethod(policies.can_decide)
    http_method_names = ["post"]

    def rows(self) -> Any:
        return Match.objects.visible_to(self.request.user).whole()

    def following(self) -> str:
        """The address of the list, at the card that comes after this one."""
        codes = list(self.rows().filter(programme=self.subject.programme_id).to_confirm().values_list("code", flat=True))
        here = codes.index(self.subject.code) if self.subject.code in codes else len(codes)
        left = [*codes[:here], *codes[here + 1:]]
        address = reverse("mentoring:matches", args=[self.subject.programme.code])
        if not left:
            return address + "#reste"
        at = here if here < len(left) else 0
        page = at // PAGE + 1
        return f"{address}{f'?page={page}' if page > 1 else ''}#m-{left[at]}"

    def get_refused_url(self) -> str:
        return reverse("mentoring:matches", args=[self.subject.programme.code])


class ConfirmMatch(OneMatch):
    """Both are asked."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        after = self.following()
        mentoring.confirm(self.subject, by=request.user)
        messages.success(request, _("%(mentee)s and %(mentor)s are asked; a letter tells each.") % names(self.subject))
        return HttpResponseRedirect(after)


class LeaveOut(OneMatch):
    """Not this pair."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        after = self.following()
        mentoring.leave_out(self.subject, by=request.user)
        messages.success(request, _("%(mentee)s and %(mentor)s are not proposed to each other.") % names(self.subject))
        return HttpResponseRedirect(after)


class TakeBack(OneMatch):
    """Both were asked, and are asked no more."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        mentoring.take_back(self.subject, by=request.user)
        messages.success(request, _("The proposal is taken back: both read it on their page."))
        return HttpResponseRedirect(self.get_refused_url() + "?liste=demandes")


def names(match: Match) -> dict[str, str]:
    """Of the two, for a word on the page."""
    return {"mentee": match.mentee.name, "mentor": match.mentor.first_name}


class LateComer(OneRow):
    """Base of what is about one mentee who is matched alone."""

    policy = staticmethod(policies.can_move)
    page = "mentoring:one_by_one"

    def rows(self) -> Any:
        return Mentee.objects.visible_to(self.request.user).whole()


class Proposing(LateComer, FormDoor, FormView):
    """The best mentors of the day for one mentee, and what may be done with them."""

    template_name = "mentoring/desk/one_by_one.html"
    form_class: type[Any] = ThreeForm

    def get_form_kwargs(self) -> dict[str, Any]:
        mentors = Mentor.objects.visible_to(self.request.user).matchable().filter(programme=self.subject.programme_id)
        return super().get_form_kwargs() | {"mentors": mentors.select_related("department")}

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        one = self.subject
        live = Match.objects.visible_to(self.request.user).filter(mentee=one).live().whole().first()
        choice = Choice.objects.visible_to(self.request.user).filter(mentee=one).live().first()
        return super().get_context_data(
            mentee=one, options=[tables.line(option) for option in mentoring.best_for(one)], live=live, choice=choice,
            cards=list(choice.cards.select_related("mentor")) if choice else [],
            paired=Pair.objects.live().filter(mentee=one).exists(), **context)


class OneByOne(Proposing):
    """The page."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        one = self.subject
        journal.note_reading("mentoring.read_mentee", one, by=request.user, network_id=one.network_id, person=one.person_id)
        return self.render_to_response(self.get_context_data())


class ProposeMatch(Proposing):
    """This mentor, proposed to her: both are asked."""

    form_class = ProposeForm
    http_method_names = ["post"]

    def form_valid(self, form: Any) -> HttpResponse:
        match = mentoring.propose(self.subject, form.cleaned_data["mentor"], by=self.request.user)
        return self.here(_("%(mentee)s and %(mentor)s are asked; a letter tells each.") % names(match))


class OfferChoice(Proposing):
    """Three mentors without a name: she chooses."""

    http_method_names = ["post"]

    def form_valid(self, form: Any) -> HttpResponse:
        mentoring.offer_choice(self.subject, mentors=form.cleaned_data["mentors"], by=self.request.user)
        return self.here(_("A letter tells her: she chooses one of them, or none."))


class WithdrawChoice(LateComer, View):
    """She chooses no more."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        for choice in Choice.objects.visible_to(request.user).filter(mentee=self.subject).live():
            mentoring.withdraw_choice(choice, by=request.user)
        return self.here(_("The choice is taken back."))
