"""One request on the desk: everything about it, who could come, who was asked; and each act of the coordinator."""
from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import FormView, TemplateView, View

from industrielles.engagements import verbs as engagements
from industrielles.kit.doors import Door, FormDoor
from industrielles.kit.refusals import Refused
from industrielles.network.models import Network
from industrielles.pool.models import RoleModel

from .. import history, policies, stages, suggestions, tables
from ..forms.answers import ReportForm
from ..forms.desk import AnswerForHerForm, LendForm, WordsForm, for_her
from ..models import Engagement, Invitation, Report
from ..queries import lenders
from .reports import known_counts

SUGGESTED = 10


class OneRequest(Door):
    """A request that takes place in a network she runs; elsewhere it does not exist."""

    policy = staticmethod(policies.can_dispatch)
    request: HttpRequest

    @cached_property
    def subject(self) -> Engagement:
        found = self.with_details(Engagement.objects.visible_to(self.request.user).filter(code=self.kwargs["code"]))
        engagement = found.select_related("commune", "department__academy", "branch", "network", "school", "role_model__person").first()
        if engagement is None:
            raise Http404
        return engagement

    def with_details(self, engagements: Any) -> Any:
        """What the page reads beside the request itself; an act reads nothing."""
        return engagements

    @property
    def back(self) -> str:
        """Where she came from: her desk with its filters, or the page of the request."""
        wanted = self.request.POST.get("next") or self.request.GET.get("back") or ""
        if self.request.htmx and not wanted:  # type: ignore[attr-defined]
            wanted = self.request.htmx.current_url_abs_path or ""  # type: ignore[attr-defined]
        ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/")
        return wanted if ours else ""

    def get_refused_url(self) -> str:
        return reverse("engagements:request", args=[self.kwargs["code"]])


class Request(OneRequest, TemplateView):
    """The whole request: a page of its own, or the panel beside the columns."""

    def with_details(self, engagements: Any) -> Any:
        return tables.with_details(engagements).prefetch_related("class_groups", "lendings__lender", "networks")

    def get_template_names(self) -> list[str]:
        partial = self.request.htmx and not self.request.htmx.history_restore_request  # type: ignore[attr-defined]
        return ["engagements/desk/_panel.html" if partial else "engagements/desk/request.html"]

    def render_to_response(self, context: dict[str, Any], **options: Any) -> HttpResponse:
        response = super().render_to_response(context, **options)
        response["Vary"] = "HX-Request, Cookie"
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        engagement = self.subject
        runs = set(Network.objects.run_by(self.request.user).values_list("pk", flat=True))
        card = tables.cards([engagement], runs)[0]
        invitations = card.invitations
        context = {
            "card": card, "engagement": engagement, "runs": runs, "owns": engagement.network_id in runs, "back": self.back,
            "stages": stages, "classes": engagement.class_groups.all(), "invitations": invitations,
            "volunteers": [one for one in invitations if one.status == Invitation.Status.FORWARD],
            "asked": [one for one in invitations if one.status != Invitation.Status.FORWARD],
            "partners": engagement.networks.all(), "history": history.of(engagement, runs), "for_her": for_her(engagement),
        }
        if engagement.status in Engagement.OPEN:
            context |= self.open_request()
        if engagement.status in (Engagement.Status.CONFIRMED, Engagement.Status.HELD, Engagement.Status.NOT_HELD):
            context["reports"] = latest_reports(engagement)
            engagement.differing = Engagement.objects.differing().filter(pk=engagement.pk).exists()
        return super().get_context_data(**context, **kwargs)

    def open_request(self) -> dict[str, Any]:
        """What is needed while somebody is looked for."""
        engagement = self.subject
        found = suggestions.find(engagement, person=self.request.user, limit=SUGGESTED)
        return {
            "suggestions": found.best, "left_out": found.left_out,
            "lend_form": LendForm(lenders=lenders(engagement)), "close_form": WordsForm(),
            "phone_form": AnswerForHerForm(engagement=engagement),
            "lendings": engagement.lendings.all(),
        }


def latest_reports(engagement: Engagement) -> list[Report]:
    """The last word of each side."""
    told = engagement.reports.of_this_visit().order_by("told_at", "pk")
    last = {report.side: report for report in told}
    return list(last.values())


class Act(OneRequest, View):
    """One button, one verb, then back where she was with a sentence."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        messages.success(request, self.act())
        return HttpResponseRedirect(self.back or self.get_refused_url())

    def act(self) -> str:
        """Calls the verb; the sentence that tells it is done."""
        raise NotImplementedError


class Invite(Act):
    """Put the request to one, to several in order, or to several together."""

    def act(self) -> str:
        together = self.request.POST.get("how") == "together"
        only = self.request.POST.get("only")
        codes = [only] if only else self.request.POST.getlist("role_model")
        known = {one.code: one for one in RoleModel.objects.visible_to(self.request.user).select_related("person").filter(code__in=codes)}
        chosen = [known[code] for code in codes if code in known]
        made = engagements.invite(self.subject, role_models=chosen, by=self.request.user, together=together)
        if len(made) == 1:
            return _("%(name)s has been asked.") % {"name": chosen[0].public_name}
        if together:
            return _("%(n)s women asked together: the first to accept goes.") % {"n": len(made)}
        return _("%(n)s women in line: the first has been asked.") % {"n": len(made)}


class OneInvitation(Act):
    """An act on an invitation of the request."""

    @cached_property
    def invitation(self) -> Invitation:
        found = self.subject.invitations.visible_to(self.request.user).select_related("role_model__person", "engagement")
        invitation = found.filter(code=self.kwargs["invitation"]).first()
        if invitation is None:
            raise Http404
        return invitation

    @property
    def name(self) -> str:
        return self.invitation.role_model.public_name


class Withdraw(OneInvitation):
    def act(self) -> str:
        engagements.withdraw(self.invitation, by=self.request.user)
        return _("The invitation of %(name)s is withdrawn.") % {"name": self.name}


class Choose(OneInvitation):
    def act(self) -> str:
        engagements.choose(self.invitation, by=self.request.user)
        return _("%(name)s will go. Both have been written to.") % {"name": self.name}


class Release(OneInvitation):
    """She telephoned: she cannot come after all."""

    def act(self) -> str:
        engagements.release(self.invitation, words=_words(self.request), by=self.request.user)
        return _("The request looks for somebody again.")


class AnswerForHer(OneInvitation):
    """She answered on the telephone."""

    def act(self) -> str:
        form = AnswerForHerForm(self.request.POST, engagement=self.subject)
        if not form.is_valid():
            raise Refused(next(words for found in form.errors.values() for words in found))
        starts_at = form.starts_at
        if starts_at is None:
            engagements.decline(self.invitation, words="", by=self.request.user)
            return _("It is noted that %(name)s declines.") % {"name": self.name}
        engagements.accept(self.invitation, starts_at=starts_at, by=self.request.user, anyway=form.cleaned_data["anyway"])
        return _("%(name)s will go. Both have been written to.") % {"name": self.name}


class Close(Act):
    policy = staticmethod(policies.can_own)

    def act(self) -> str:
        engagements.close(self.subject, words=_words(self.request), by=self.request.user)
        return _("The request is closed, and the teacher has been written to.")


class Reopen(Act):
    policy = staticmethod(policies.can_own)

    def act(self) -> str:
        engagements.reopen(self.subject, by=self.request.user)
        return _("The request looks for somebody again.")


class Settle(Act):
    """Of two different counts, the one to keep."""

    policy = staticmethod(policies.can_own)

    def act(self) -> str:
        report = next((one for one in latest_reports(self.subject) if str(one.key) == self.request.POST.get("report")), None)
        if report is None:
            raise Http404
        engagements.settle(self.subject, report=report, by=self.request.user)
        words = ngettext("This count is kept: %(n)s person met.", "This count is kept: %(n)s people met.", report.people)
        return words % {"n": report.people}


class TellForHer(OneRequest, FormDoor, FormView):
    """What took place, told to the coordinator on the telephone."""

    policy = staticmethod(policies.can_report)
    template_name = "engagements/desk/report.html"
    form_class = ReportForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"known": known_counts(self.subject, Report.Side.COORDINATOR)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(visit=self.subject, **kwargs)

    def form_valid(self, form: ReportForm) -> HttpResponse:
        engagements.report(self.subject, side=Report.Side.COORDINATOR, by=self.request.user, **form.told())
        messages.success(self.request, _("What took place is noted."))
        return HttpResponseRedirect(self.get_refused_url())


class AskLending(Act):
    """Ask a network of the same territory to lend somebody."""

    policy = staticmethod(policies.can_own)

    def act(self) -> str:
        form = LendForm(self.request.POST, lenders=lenders(self.subject))
        if not form.is_valid():
            raise Refused(_("Choose a network of the list."))
        lender = form.cleaned_data["lender"]
        engagements.ask_lending(self.subject, lender=lender, words=form.cleaned_data["words"], by=self.request.user)
        return _("%(network)s has been asked to lend somebody.") % {"network": lender.name}


class WithdrawLending(Act):
    policy = staticmethod(policies.can_own)

    def act(self) -> str:
        lending = self.subject.lendings.visible_to(self.request.user).filter(code=self.kwargs["lending"]).first()
        if lending is None:
            raise Http404
        engagements.withdraw_lending(lending, by=self.request.user)
        return _("%(network)s is no longer asked.") % {"network": lending.lender.name}


def _words(request: HttpRequest) -> str:
    """Why, as she wrote it; the verb refuses when it must be said and is not."""
    return request.POST.get("words", "").strip()[:300]
