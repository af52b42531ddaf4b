"""Doors of coordination: demands to answer, and the journal of her networks."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic import FormView, TemplateView, View

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.doors import Door, FormDoor
from industrielles.kit.retention import declared
from industrielles.network.models import Membership, Network
from industrielles.network.policies import coordinates, runs_the_umbrella
from industrielles.people.models import Person
from industrielles.safeguarding.policies import is_referent
from industrielles.safeguarding.queries import answered_for

from .. import papers, policies, verbs
from ..acts import in_words
from ..forms import AnswerForm, DelayForm, JournalFilters, moment
from ..models import Demand
from ..queries import journal_for, sealed_for
from ..sentences import SENTENCES

PAGE = 50
MOST_LINES = 20_000  # in one file


class Demands(Door, TemplateView):
    """Demands of people of her networks, the most urgent first, then those that are closed."""

    policy = staticmethod(coordinates)
    template_name = "rights/desk/demands.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        found = Demand.objects.visible_to(self.request.user).select_related("person", "network")
        page = Paginator(found.closed().order_by("-answered_at", "-pk"), PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            waiting=list(found.open()), page=page, closed=list(page), umbrella=runs_the_umbrella(self.request.user), **context)


class OneDemand(FormDoor, FormView):
    """A demand: what is asked, by when, what to answer."""

    policy = staticmethod(policies.can_answer)
    template_name = "rights/desk/demand.html"
    form_class: type[Any] = AnswerForm
    name = "answer"

    @cached_property
    def subject(self) -> Demand:
        found = Demand.objects.visible_to(self.request.user).select_related("person", "network", "answered_by")
        demand = found.filter(code=self.kwargs["code"]).first()
        if demand is None:
            raise Http404
        return demand

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        demand = self.subject
        if demand.person_id != request.user.pk:
            journal.note_reading("rights.read_demand", demand, by=request.user, network_id=demand.network_id, person=demand.person_id)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        form = context.pop("form", None) or self.get_form()
        forms = {"answer": AnswerForm(), "delay": DelayForm(), self.name: form}
        demand = self.subject
        member = Membership.objects.visible_to(self.request.user).current().filter(person=demand.person_id or 0).select_related("network")
        return super().get_context_data(
            demand=demand, forms=forms, form=form, rule=declared().get(demand.rule), member=member.order_by("pk").first(),
            umbrella=runs_the_umbrella(self.request.user),
            may_delay=demand.delayed_at is None and clock.today() <= demand.due_on, **context)

    def form_valid(self, form: Any) -> HttpResponse:
        said = form.cleaned_data
        verbs.answer(self.subject, words=said["words"], refused=said["outcome"] == "refused", by=self.request.user)  # type: ignore[arg-type]
        return self.back(_("Answered. A letter tells her."))

    def back(self, words: str) -> HttpResponse:
        messages.success(self.request, words)
        return HttpResponseRedirect(reverse("rights:demand", args=[self.subject.code]))


class Delay(OneDemand):
    """Two months more, with the reason."""

    form_class = DelayForm
    name = "delay"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(reverse("rights:demand", args=[self.subject.code]))

    def form_valid(self, form: Any) -> HttpResponse:
        verbs.delay(self.subject, reason=form.cleaned_data["reason"], by=self.request.user)  # type: ignore[arg-type]
        return self.back(_("Two months more. A letter tells her why."))


class Acts:
    """The lines of the journal she may read, narrowed by what she chose."""

    request: HttpRequest

    @cached_property
    def networks(self) -> list[Network]:
        return list(Network.objects.run_by(self.request.user).order_by("path"))

    @cached_property
    def filters(self) -> JournalFilters:
        return JournalFilters(self.request.GET or self.request.POST, networks=self.networks)

    def entries(self) -> Any:
        """What happened in her networks; what concerns no network, for the umbrella's coordinator."""
        return self.narrow(journal_for(self.request.user, self.networks), self.filters.chosen())

    def narrow(self, found: Any, said: dict[str, Any]) -> Any:
        if node := next((one for one in self.networks if one.slug == said.get("network")), None):
            found = found.in_networks([node.pk])
        if verb := said.get("verb"):
            found = found.saying([code for code, sentence in SENTENCES.items() if str(sentence) == verb])
        if first := said.get("first"):
            found = found.since(moment(first, dt.time.min))
        if last := said.get("last"):
            found = found.until(moment(last + dt.timedelta(days=1), dt.time.min))
        if words := said.get("q"):
            found = found.done_by(self._named(words))
        if words := said.get("about"):
            found = found.about_these(self._named(words))
        return found

    def _named(self, words: str) -> set[int]:
        """Whom she may name so: members of her networks, and herself."""
        known = Membership.objects.visible_to(self.request.user).naming(words).values_list("person", flat=True)
        return {*known, *self._herself(words)}

    def _herself(self, words: str) -> list[int]:
        """The umbrella's coordinator may be a member of no network she runs."""
        me: Any = self.request.user
        return [me.pk] if words.strip().casefold() in f"{me.full_name} {me.email}".casefold() else []


class Journal(Door, Acts, TemplateView):
    """Who did what in her networks, newest first; pages go by the key of the last line, so that they never shift."""

    policy = staticmethod(coordinates)
    template_name = "rights/desk/journal.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        below = self.request.GET.get("below", "")
        found = self.entries()
        if below.isdecimal() and len(below) < 19:
            found = found.below(int(below))
        rows = list(found.order_by("-at", "-pk")[:PAGE + 1])
        more = rows[PAGE - 1].pk if len(rows) > PAGE else None
        return super().get_context_data(
            filters=self.filters, acts=in_words(rows[:PAGE], self.request.user), more=more, below=below,
            narrowed=bool(self.filters.chosen()),
            several=len(self.networks) > 1, umbrella=runs_the_umbrella(self.request.user), **context)


class SealedJournal(Journal):
    """The journal of reports and bans, of the networks she answers for; taken away by nobody."""

    policy = staticmethod(is_referent)

    @cached_property
    def networks(self) -> list[Network]:
        return list(answered_for(self.request.user).order_by("path"))

    def entries(self) -> Any:
        return self.narrow(sealed_for(self.request.user), self.filters.chosen())

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(sealed=True, treats=True, keeps=True, referent=True, **context)


class JournalFile(Door, Acts, View):
    """The same lines as a CSV file; that they were taken is written too."""

    policy = staticmethod(coordinates)
    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        acts = in_words(self.entries().order_by("-at", "-pk")[:MOST_LINES], request.user)
        verbs.export_journal([one.entry for one in acts], by=request.user)  # type: ignore[arg-type]
        head = [_("When"), _("Who"), _("What"), _("About whom"), _("Network"), _("Row")]
        rows = [[one.at.strftime("%Y-%m-%d %H:%M:%S"), one.who, str(one.what), one.whom, one.network,
                 f"{one.entry.subject_type} {one.entry.subject_key}"] for one in acts]
        response = HttpResponse(papers.as_csv(head, rows), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{pgettext("file name", "journal")}-{clock.today()}.csv"'
        return response


def person_of(address: str) -> Person | None:
    """The living person of this address."""
    return Person.objects.living().known_as(address).first()
