"""Doors of letters to many: those of her networks, one being written, its preview, its departure."""
from __future__ import annotations

import uuid
from typing import Any

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp, csp_update
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.generic import FormView, TemplateView, View

from industrielles.kit.doors import Door, FormDoor
from industrielles.letters import writing
from industrielles.letters.links import absolute
from industrielles.network.models import Network

from .. import audience, policies, verbs
from ..forms import EVERYBODY, SELECTION, IssueForm
from ..models import Issue, SavedView
from ..search import Search
from .people import Running

PAGE = 20


class Issues(Running, TemplateView):
    """What was written to many, what is being written, what is leaving."""

    policy = staticmethod(policies.can_write_news)
    template_name = "members/issues.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        found = Issue.objects.visible_to(self.request.user).with_progress().order_by("-made_at", "-pk")
        page = Paginator(found, PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(page=page, issues=list(page), networks=self.subject, **context)


class Writing(FormDoor, FormView):
    """Base: the form of a letter to many."""

    template_name = "members/compose.html"
    form_class = IssueForm
    request: HttpRequest
    issue: Issue | None = None
    networks: list[Network]

    @cached_property
    def query(self) -> str:
        """The selection it comes from: of the search, or the one it has."""
        if self.request.method == "POST":
            asked = QueryDict(self.request.POST.get("query", ""))
        else:
            asked = QueryDict(self.issue.query) if self.issue else self.request.GET
        return Search(asked, networks=self.networks).query()

    def get_form_kwargs(self) -> dict[str, Any]:
        views = list(SavedView.objects.visible_to(self.request.user))
        selection = Search(QueryDict(self.query), networks=self.networks).told() if self.query else []
        return {**super().get_form_kwargs(), "networks": self.networks, "views": views, "selection": selection,
                "instance": Issue()}  # what is typed is said to the verb; the form writes nothing

    def form_valid(self, form: IssueForm) -> HttpResponse:
        said = form.said() | ({"query": self.query} if form.cleaned_data["view"] == SELECTION else {})
        issue = verbs.compose(form.node, issue=self.issue, key=form.cleaned_data.get("key"), by=self.request.user, **said)
        return HttpResponseRedirect(reverse("members:issue", args=[issue.code]))


class Compose(Running, Writing):
    """A new letter: to everybody, to a view, to a selection of the search."""

    policy = staticmethod(policies.can_write_news)

    @property
    def networks(self) -> list[Network]:  # type: ignore[override]
        return self.subject

    def get_initial(self) -> dict[str, Any]:
        view, stream = self.request.GET.get("vue", ""), self.request.GET.get("courrier", "news")
        return {"key": uuid.uuid4(), "query": self.query, "stream": stream, "view": view or (SELECTION if self.query else EVERYBODY)}


class OneIssue(Door):
    """Base of what is about one letter of a network she runs; elsewhere there is none."""

    policy = staticmethod(policies.can_lead_issue)
    request: HttpRequest

    @cached_property
    def subject(self) -> Issue:
        issue = Issue.objects.visible_to(self.request.user).with_progress().filter(code=self.kwargs["code"]).first()
        if issue is None:
            raise Http404
        return issue

    def get_refused_url(self) -> str:
        return reverse("members:issue", args=[self.subject.code])


class Edit(OneIssue, Writing):
    """A draft, written again."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.networks = list(Network.objects.run_by(request.user).open().order_by("path"))
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        self.issue = self.subject
        return super().get_form_kwargs()

    def get_initial(self) -> dict[str, Any]:
        one = self.subject
        view = SavedView.objects.visible_to(self.request.user).filter(query=one.query, name=one.segment).first()
        said = {name: getattr(one, name) for name in ("stream", "reason", "subject_fr", "text_fr", "subject_en", "text_en", "query")}
        return said | {"network": one.network.slug, "view": view.code if view else SELECTION if one.query else EVERYBODY}

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(issue=self.subject, **context)


@method_decorator(csp_update({"frame-src": [SELF]}), name="dispatch")  # the preview stands in a frame of ours
class OneIssuePage(OneIssue, TemplateView):
    """A letter to many: as its readers see it, for how many, how far it went."""

    template_name = "members/issue.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        issue: Any = self.subject
        me = self.request.user
        readers = audience.count(issue, me) if issue.status == Issue.Status.DRAFT else issue.in_all
        told = Search(QueryDict(issue.query), networks=list(Network.objects.run_by(me).open())).told() if issue.query else []
        done = issue.written + issue.skipped
        return super().get_context_data(
            issue=issue, readers=readers, told=told, done=done, left=max(issue.in_all - done, 0), draft=issue.status == "draft",
            sending=issue.status == "sending", languages=["fr", "en"] if issue.subject_en else ["fr"], **context)


PREVIEWED = {"default-src": [NONE], "style-src": [UNSAFE_INLINE], "frame-ancestors": [SELF]}


@method_decorator(csp(PREVIEWED), name="dispatch")
@method_decorator(xframe_options_sameorigin, name="dispatch")
class Preview(OneIssue, View):
    """The letter alone, as a mail reader shows it: nothing loads, nothing runs."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        language = "en" if request.GET.get("langue") == "en" else "fr"
        ways = {"choose": absolute(reverse("letters:preferences")), "stop": absolute(reverse("letters:preferences"))}  # hers, in hers
        said = writing.write("members/letters/news", language, audience.context(self.subject, language), **ways)
        return HttpResponse(writing.page(_Letter(said, language)))


class _Letter:
    """What the page of a letter shows, before there is a letter."""

    def __init__(self, said: writing.Written, language: str) -> None:
        self.subject, self.html, self.language = said.subject, said.html, language


class Act(OneIssue, View):
    """Base of the buttons of the page: a POST, one verb."""

    http_method_names = ["post"]

    def act(self, issue: Issue) -> str:
        """Calls the verb; says what was done."""
        raise NotImplementedError

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        messages.success(request, self.act(self.subject))
        return HttpResponseRedirect(self.get_refused_url())


class TryOut(Act):
    """To oneself first."""

    def act(self, issue: Issue) -> str:
        verbs.try_out(issue, by=self.request.user)
        return _("It is on its way to %(email)s.") % {"email": self.request.user.email}  # type: ignore[union-attr]


class Send(Act):
    """Let it go."""

    def act(self, issue: Issue) -> str:
        verbs.send(issue, by=self.request.user)
        return _("It is leaving, a few letters a minute. You may stop it meanwhile.")


class Stop(Act):
    """Stop what has not left."""

    def act(self, issue: Issue) -> str:
        verbs.stop(issue, by=self.request.user)
        return _("Stopped: what had not left will not leave.")


class Discard(Act):
    """Throw a draft away."""

    def act(self, issue: Issue) -> str:
        verbs.discard(issue, by=self.request.user)
        return _("The draft is thrown away.")

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        messages.success(request, self.act(self.subject))
        return HttpResponseRedirect(reverse("members:issues"))
