"""Doors of the public directory. First name and initial, job, department: nothing else about a person leaves the server."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils.cache import patch_vary_headers
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from industrielles.journal import verbs as journal
from industrielles.kit import charts
from industrielles.kit.doors import Door, anyone
from industrielles.places.models import Commune, Department

from .. import policies
from ..completeness import lines_of
from ..forms.directory import DirectoryFilters
from ..models import RoleModel
from ..throttle import Throttled

PAGE = 24  # and no way to ask for more at once


class Directory(Throttled, Door, TemplateView):
    """The women of industry who may be met: cards, map, list by department. Works without JavaScript; htmx asks for the results alone."""

    policy = staticmethod(anyone)

    def get_template_names(self) -> list[str]:
        return ["pool/_results.html" if self.is_partial else "pool/directory.html"]

    @property
    def is_partial(self) -> bool:
        return bool(self.request.htmx) and not self.request.htmx.history_restore_request  # type: ignore[attr-defined]

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        filters = DirectoryFilters(self.request.GET)
        chosen = filters.chosen()
        department, words = chosen.get("departement"), chosen.get("q", "")
        everybody = RoleModel.objects.published()
        counts = filters.narrow(everybody, by_department=False).by_department()
        town = None if counts or department else town_named(words)
        if town:
            found = filters.narrow(everybody, words=False).filter(department=town.department_id)
        else:
            found = filters.narrow(everybody)
        page = Paginator(found.select_related("person", "branch", "department").order_by("-published_on", "-pk"), PAGE).get_page(
            self.request.GET.get("page")
        )
        return super().get_context_data(
            form=filters,
            page=page,
            count=page.paginator.count,
            department=department,
            words=words,
            ignored=list(filters.errors),
            town=town,
            map=self._map(counts, department),
            regions=regions(counts),
            remote=self._query(departement=None, format=RoleModel.Format.REMOTE),
            by_department=self._by_department(),
            **context,
        )

    def _query(self, **changes: Any) -> str:
        query = kept(self.request.GET)
        for name, value in {"page": None, **changes}.items():
            query.pop(name, None)
            if value is not None:
                query[name] = value
        return f"?{query.urlencode()}"

    def _map(self, counts: dict[str, int], department: Department | None) -> charts.Figure:
        return charts.choropleth(
            counts,
            title=_("Where they are"),
            unit=_("women of industry"),
            markers=counts,
            chosen=department.pk if department else "",
            href=self._by_department(),
        )

    def _by_department(self) -> str:
        """The same question, to which a department's code is added."""
        query = self._query(departement=None)
        return f"{query}{'&' if len(query) > 1 else ''}departement="

    def render_to_response(self, context: dict[str, Any], **options: Any) -> HttpResponse:
        response = super().render_to_response(context, **options)
        patch_vary_headers(response, ["HX-Request"])
        if self.is_partial:
            response["HX-Replace-Url"] = f"{self.request.path}?{kept(self.request.GET).urlencode()}".rstrip("?")
        return response


def kept(query: QueryDict) -> QueryDict:
    """The parameters that say something, without the empty ones."""
    said = query.copy()
    for name in query:
        values = [value for value in query.getlist(name) if value]
        said.setlist(name, values) if values else said.pop(name)
    return said


def regions(counts: dict[str, int]) -> list[tuple[str, list[tuple[Department, int]]]]:
    """(region, its departments with their count), where there is somebody: the map in words."""
    there = Department.objects.filter(pk__in=counts).select_related("region").order_by("region__name", "region_id", "name")
    return [(name, [(one, counts[one.pk]) for one in group]) for name, group in groupby(there, key=lambda one: one.region.name)]


def town_named(words: str) -> Commune | None:
    """The town somebody typed where jobs are looked for: then her department is shown, for nobody is found by her town."""
    return Commune.objects.select_related("department").search(words).filter(closeness=0).first() if words else None


class Portrait(Throttled, Door, TemplateView):
    """One woman of industry, as the public sees her; 410 once she has taken her portrait back."""

    policy = staticmethod(anyone)
    template_name = "pool/portrait.html"

    @cached_property
    def subject(self) -> RoleModel:
        found = (
            RoleModel.objects.once_public()
            .select_related("person", "branch", "department__region")
            .filter(code=self.kwargs["code"])
            .first()
        )
        if found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not RoleModel.objects.published().filter(code=self.subject.code).exists():
            return self.response_class(request, ["pool/gone.html"], {"view": self}, status=410)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(**portrait_of(self.subject), **context)


def portrait_of(role_model: RoleModel) -> dict[str, Any]:
    """All that a portrait shows, to the public and in her own preview alike."""
    return {"role_model": role_model, "story": lines_of(role_model)}


class Photo(Door, View):
    """The photo: to anybody while she is public, else to herself and to those who run her network."""

    policy = staticmethod(policies.can_see_photo)
    needs_person = False

    @cached_property
    def subject(self) -> RoleModel:
        found = RoleModel.objects.with_photo().filter(code=self.kwargs["code"]).first()
        if found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        one = self.subject
        if request.user.is_authenticated and one.person_id != request.user.pk and not (one.is_public and one.has_public_photo):
            journal.note_reading("pool.read_photo", one, by=request.user, network_id=one.network_id, person=one.person_id)
        etag = f'"{str(self.subject.photo.name).rpartition("/")[2]}"'
        if request.headers.get("If-None-Match") == etag:
            return HttpResponse(status=304, headers={"ETag": etag, "Cache-Control": "private, no-cache"})
        try:
            with self.subject.photo.open("rb") as file:
                response = HttpResponse(file.read(), content_type="image/webp")
        except FileNotFoundError:
            raise Http404 from None
        response["ETag"], response["Cache-Control"] = etag, "private, no-cache"  # asked again each time: taken back, it is gone at once
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        return response
