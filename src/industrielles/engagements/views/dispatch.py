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
from industrielles.journal import verbs as journal
from industrielles.kit.doors import Door, FormDoor
from industrielles.kit.refusals import Refused
from industrielles.network.models import Network
from industrielles.pool.models import RoleModel

from .. import history, pace, policies, stages, suggestions, tables
from ..forms.answers import ReportForm
from ..forms.desk import CLOSE, LEND, AnswerForHerForm, LendForm, WordsForm, for_her
from ..forms.speakers import report_form
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

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        journal.note_reading("engagements.read_request", self.subject, by=request.user, network_id=self.subject.network_id)
        return super().get(request, *args, **kwargs)

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
        if engagement.seeks:
            context |= self.open_request()
        if engagement.status in Engagement.AGREED:
            context["reports"] = latest_reports(engagement)
            engagement.differing = Engagement.objects.differing().filter(pk=engagement.pk).exists()
        self.with_forms(context)
        return super().get_context_data(**context, **kwargs)

    def with_forms(self, context: dict[str, Any]) -> None:
        """The forms of the panel: blank ones, each below its own ids."""
        engagement = self.subject
        if engagement.seeks:
            context["lend_form"] = LendForm(lenders=lenders(engagement), auto_id=LEND)
            context["close_form"] = WordsForm(auto_id=CLOSE) if engagement.status in Engagement.OPEN else None
            for one in context["asked"]:
                if one.status == Invitation.Status.SENT and one.network_id in context["runs"]:
                    one.phone_form = AnswerForHerForm(engagement=engagement, auto_id=f"id_{one.code}_%s")

    def open_request(self) -> dict[str, Any]:
        """What is needed while somebody is looked for."""
        engagement = self.subject
        found = suggestions.find(engagement, person=self.request.user, limit=SUGGESTED)
        return {
            "suggestions": found.best, "left_out": found.left_out, "missing": found.missing, "pace": pace.of(engagement),
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


class FormAct(Request):
    """An act with words of its own, in a panel that is closed: when something is wrong the page comes back with the panel open and all
    that was typed. When the panel is no longer on the page, because the request moved meanwhile, a sentence says why."""

    http_method_names = ["post"]
    bound: Any = None

    def post(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        form = self.form()
        if not form.is_valid():
            return self.again(form)
        try:
            messages.success(request, self.act(form))
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            del self.subject  # as it has become meanwhile
            return self.again(form)
        return HttpResponseRedirect(self.back or self.get_refused_url())

    def form(self) -> Any:
        """The form, with what was typed."""
        raise NotImplementedError

    def place(self, context: dict[str, Any]) -> bool:
        """Put the form where its blank was on the page; False when there was none."""
        raise NotImplementedError

    def act(self, form: Any) -> str:
        """Calls the verb; the sentence that tells it is done."""
        raise NotImplementedError

    def again(self, form: Any) -> HttpResponse:
        self.bound = form
        context = self.get_context_data()
        if self.placed:
            return self.render_to_response(context | {"wrong": form}, status=422)
        messages.error(self.request, next(words for found in form.errors.values() for words in found))
        return HttpResponseRedirect(self.back or self.get_refused_url())

    def with_forms(self, context: dict[str, Any]) -> None:
        super().with_forms(context)
        self.placed = self.place(context)

    def get_template_names(self) -> list[str]:
        return ["engagements/desk/request.html"]


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


def invitation_of(page: OneRequest) -> Invitation:
    """The invitation that the address names, of this request. Raises Http404."""
    found = page.subject.invitations.visible_to(page.request.user).select_related("role_model__person", "engagement")
    invitation = found.filter(code=page.kwargs["invitation"]).first()
    if invitation is None:
        raise Http404
    return invitation


class OneInvitation(Act):
    """An act on an invitation of the request."""

    @cached_property
    def invitation(self) -> Invitation:
        return invitation_of(self)

    @property
    def name(self) -> str:
        return self.invitation.role_model.public_name


class Withdraw(OneInvitation):
    def act(self) -> str:
        engagements.withdraw(self.invitation, by=self.request.user)
        return _("The invitation of %(name)s is withdrawn.") % {"name": self.name}


class Choose(OneInvitation):
    def act(self) -> str:
        engagements.choose(self.invitation, by=self.request.user, anyway=self.request.POST.get("anyway") == "on")
        return _("%(name)s will go. Both have been written to.") % {"name": self.name}


class Release(OneInvitation):
    """She telephoned: she cannot come after all."""

    def act(self) -> str:
        engagements.release(self.invitation, words=_words(self.request), by=self.request.user)
        return _("The request looks for somebody again.")


class AnswerForHer(FormAct):
    """She answered on the telephone."""

    @cached_property
    def invitation(self) -> Invitation:
        return invitation_of(self)

    def form(self) -> AnswerForHerForm:
        return AnswerForHerForm(self.request.POST, engagement=self.subject, auto_id=f"id_{self.invitation.code}_%s")

    def place(self, context: dict[str, Any]) -> bool:
        shown = [one for one in context["asked"] if one.pk == self.invitation.pk and hasattr(one, "phone_form")]
        for one in shown:
            one.phone_form = self.bound
        return bool(shown)

    def act(self, form: AnswerForHerForm) -> str:
        name, starts_at = self.invitation.role_model.public_name, form.starts_at
        if starts_at is None:
            engagements.decline(self.invitation, words="", by=self.request.user)
            return _("It is noted that %(name)s declines.") % {"name": name}
        engagements.accept(self.invitation, starts_at=starts_at, by=self.request.user, anyway=form.cleaned_data["anyway"])
        return _("%(name)s will go. Both have been written to.") % {"name": name}


class Close(FormAct):
    policy = staticmethod(policies.can_own)

    def form(self) -> WordsForm:
        return WordsForm(self.request.POST, auto_id=CLOSE)

    def place(self, context: dict[str, Any]) -> bool:
        return replaced(context, "close_form", self.bound)

    def act(self, form: WordsForm) -> str:
        engagements.close(self.subject, words=form.cleaned_data["words"], by=self.request.user)
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

    def get_form_class(self) -> type[ReportForm]:
        return report_form(self.subject)[0]

    def get_form_kwargs(self) -> dict[str, Any]:
        known = known_counts(self.subject, Report.Side.COORDINATOR)
        return super().get_form_kwargs() | {"known": known} | report_form(self.subject)[1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(visit=self.subject, **kwargs)

    def form_valid(self, form: ReportForm) -> HttpResponse:
        engagements.report(self.subject, side=Report.Side.COORDINATOR, by=self.request.user, **form.told())
        messages.success(self.request, _("What took place is noted."))
        return HttpResponseRedirect(self.get_refused_url())


class AskLending(FormAct):
    """Ask a network of the same territory to lend somebody."""

    policy = staticmethod(policies.can_own)

    def form(self) -> LendForm:
        return LendForm(self.request.POST, lenders=lenders(self.subject), auto_id=LEND)

    def place(self, context: dict[str, Any]) -> bool:
        return replaced(context, "lend_form", self.bound)

    def act(self, form: LendForm) -> str:
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


def replaced(context: dict[str, Any], name: str, form: Any) -> bool:
    """Put `form` in the place of the blank one of that name; False when the page has none."""
    if not context.get(name):
        return False
    context[name] = form
    return True


def _words(request: HttpRequest) -> str:
    """Why, as she wrote it; the verb refuses when it must be said and is not."""
    return request.POST.get("words", "").strip()[:300]
