"""Doors of the search among members: what it finds, the views kept, the file taken away."""
from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, View

from industrielles.journal import verbs as journal
from industrielles.kit import clock
from industrielles.kit.doors import Door, FormDoor
from industrielles.network.models import Membership, Network
from industrielles.people.again import Again
from industrielles.pool.models import Contribution, RoleModel

from .. import files, policies, verbs
from ..forms import ExportForm, ViewForm
from ..models import SavedView
from ..search import Search, places_and_branches, year_start

PAGE = 50


class Running(Door):
    """Base: the open networks she runs."""

    policy = staticmethod(policies.can_search)
    request: HttpRequest

    @cached_property
    def subject(self) -> list[Network]:
        return list(Network.objects.run_by(self.request.user).open().order_by("path"))

    def view_of(self, code: str) -> SavedView | None:
        """The saved view that an address names, if she sees it."""
        return SavedView.objects.visible_to(self.request.user).filter(code=code).first() if code else None


class Members(Running, TemplateView):
    """Who is in her networks: found, sorted, kept as a view, written to."""

    template_name = "members/members.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        journal.note_reading("members.read_list", self.subject[0], by=request.user, network_id=self.subject[0].pk)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        me, asked = self.request.user, self.request.GET
        views = list(SavedView.objects.visible_to(me))
        current = next((one for one in views if one.code == asked.get("vue")), None)
        filters = Search(QueryDict(current.query) if current else asked, networks=self.subject)
        found = filters.ordered(filters.narrow(Membership.objects.visible_to(me)))
        page = Paginator(found.select_related("organisation").with_roles(), PAGE).get_page(asked.get("page"))
        members = told(me, list(page))
        return super().get_context_data(
            filters=filters, page=page, members=members, networks=self.subject, views=views, current=current, query=filters.query(),
            mine=current is not None and current.owner_id == me.pk, **context)


def told(person: Any, members: list[Membership]) -> list[Membership]:
    """These members, each with her `profile` and its `visits` and `last_visit`, and what she `brings`: two queries for the page."""
    profiles = RoleModel.objects.visible_to(person).current().filter(membership__in=[one.pk for one in members])
    profiles = profiles.with_load(year_start(), clock.now().replace(year=clock.now().year + 2)).select_related("branch", "department")
    by_member = {one.membership_id: one for one in profiles}
    brought = Contribution.objects.visible_to(person).filter(membership__in=[one.pk for one in members])
    brings = {one.membership_id: one for one in brought.select_related("branch", "department")}
    for one in members:
        one.profile, one.brings = by_member.get(one.pk), brings.get(one.pk)  # type: ignore[attr-defined]
    return members


class Views(Running, TemplateView):
    """The views kept: hers and those shared, each with what it looks for."""

    template_name = "members/views.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        views = list(SavedView.objects.visible_to(self.request.user).select_related("network", "owner"))
        known = places_and_branches()
        for one in views:
            one.told = Search(QueryDict(one.query), networks=self.subject, known=known).told()
        return super().get_context_data(views=views, me=self.request.user, **context)


class Keep(Running, FormDoor, FormView):
    """Keep the search under a name."""

    template_name = "members/keep.html"
    form_class = ViewForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "networks": self.subject}

    def get_initial(self) -> dict[str, Any]:
        return {"query": Search(self.request.GET, networks=self.subject).query()}

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        context = super().get_context_data(**context)
        query = context["form"]["query"].value() or ""
        return context | {"told": Search(QueryDict(query), networks=self.subject).told(), "query": query}

    def form_valid(self, form: ViewForm) -> HttpResponse:
        query = Search(QueryDict(form.cleaned_data["query"]), networks=self.subject).query()
        said = form.cleaned_data
        view = verbs.keep_view(said["name"], network=form.node, query=query, shared=said["shared"], by=self.request.user)
        messages.success(self.request, _("Kept: “%(name)s” opens with the results of the day.") % {"name": view.name})
        return HttpResponseRedirect(f'{reverse("members:members")}?vue={view.code}')


class OneView(Door):
    """Base of what is about one view of hers."""

    policy = staticmethod(policies.can_change_view)
    request: HttpRequest

    @cached_property
    def subject(self) -> SavedView:
        view = SavedView.objects.editable_by(self.request.user).select_related("network").filter(code=self.kwargs["code"]).first()
        if view is None:
            raise Http404
        return view

    @cached_property
    def networks(self) -> list[Network]:
        return list(Network.objects.run_by(self.request.user).open().order_by("path"))


class EditView(OneView, FormDoor, FormView):
    """Another name, other eyes."""

    template_name = "members/keep.html"
    form_class = ViewForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "networks": self.networks}

    def get_initial(self) -> dict[str, Any]:
        one = self.subject
        return {"name": one.name, "network": one.network.slug, "shared": one.shared, "query": one.query}

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        told = Search(QueryDict(self.subject.query), networks=self.networks).told()
        return super().get_context_data(view_kept=self.subject, told=told, query=self.subject.query, **context)

    def form_valid(self, form: ViewForm) -> HttpResponse:
        said = form.cleaned_data
        verbs.keep_view(said["name"], network=form.node, query=self.subject.query, shared=said["shared"], view=self.subject,
                        by=self.request.user)
        messages.success(self.request, _("Saved."))
        return HttpResponseRedirect(reverse("members:views"))


class DropView(OneView, View):
    """A view less."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        verbs.drop_view(self.subject, by=request.user)
        messages.success(request, _("The view is forgotten. The people it found are still there."))
        return HttpResponseRedirect(reverse("members:views"))


class ExportMembers(Again, Running, FormDoor, FormView):
    """Take the members found away in a file, and say what for."""

    policy = staticmethod(policies.can_export)
    template_name = "members/export.html"
    form_class = ExportForm

    @cached_property
    def filters(self) -> Search:
        view = self.view_of(self.request.GET.get("vue", ""))
        return Search(QueryDict(view.query) if view else self.request.GET, networks=self.subject)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        found = self.filters.narrow(Membership.objects.visible_to(self.request.user))
        return super().get_context_data(found=found.count(), told=self.filters.told(), query=self.filters.query(), **context)

    def form_valid(self, form: ExportForm) -> HttpResponse:
        view = self.view_of(self.request.GET.get("vue", ""))
        said = form.cleaned_data
        made, content = verbs.export(
            self.filters.query(), columns=said["columns"], format=said["format"], reason=said["reason"], networks=self.subject,
            view=view.name if view else "", by=self.request.user)
        response = HttpResponse(content, content_type=files.TYPES[made.format])
        response["Content-Disposition"] = f'attachment; filename="membres-{made.at:%Y-%m-%d}.{made.format}"'
        return response
