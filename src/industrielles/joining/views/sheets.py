"""A file of people: sent, its columns told, tried without writing anything, carried out in the background, its report."""
from __future__ import annotations

import csv
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView, View

from industrielles.journal import verbs as journal
from industrielles.kit.cells import harmless
from industrielles.kit.doors import Door, FormDoor
from industrielles.network.models import Network
from industrielles.network.policies import coordinates

from .. import files, policies
from .. import verbs as joining
from ..foreseeing import counted, foresee, in_words
from ..forms.desk import ColumnsForm, FileForm
from ..models import Batch

PAGE = 20
SHOWN = 50  # lines of the trial on the page; the report has them all
READ = Batch.Status.READ


class Imports(FormDoor, FormView):
    """The files of her networks, and a new one."""

    policy = staticmethod(coordinates)
    template_name = "joining/desk/imports.html"
    form_class = FileForm
    request: HttpRequest

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"networks": list(Network.objects.run_by(self.request.user).open().order_by("path"))}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sent = Batch.objects.visible_to(self.request.user).exclude(status=Batch.Status.DROPPED).select_related("network", "sent_by")
        return super().get_context_data(page=Paginator(sent, PAGE).get_page(self.request.GET.get("page")), **kwargs)

    def form_valid(self, form: FileForm) -> HttpResponse:
        sent = form.cleaned_data["file"]
        header, rows = files.read(sent.read())
        batch = joining.read_batch(form.node, file_name=sent.name, header=header, rows=rows, by=self.request.user)  # type: ignore[arg-type]
        return HttpResponseRedirect(reverse("joining:batch", args=[batch.code]))


class OneBatch(Door):
    """Base of what is about one file of a network she runs; elsewhere there is none."""

    policy = staticmethod(policies.can_start)
    request: HttpRequest

    @cached_property
    def subject(self) -> Batch:
        batch = Batch.objects.visible_to(self.request.user).select_related("network", "sent_by").filter(code=self.kwargs["code"]).first()
        if batch is None or batch.status == Batch.Status.DROPPED:
            raise Http404
        return batch

    @property
    def columns(self) -> dict[str, int]:
        """Those that were told, else guessed."""
        return self.subject.columns or files.guessed(self.subject.header)

    def get_refused_url(self) -> str:
        return reverse("joining:batch", args=[self.subject.code])


class OnFile(OneBatch, FormDoor, FormView):
    """The page of a file: before, what each line would become; during and after, what became of it."""

    template_name = "joining/desk/batch.html"
    form_class = ColumnsForm

    def get_form_kwargs(self) -> dict[str, Any]:
        told = {name: str(n) for name, n in files.guessed(self.subject.header).items()}
        return super().get_form_kwargs() | {"header": self.subject.header, "initial": told}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        journal.note_reading("joining.read_lines", self.subject, by=request.user, network_id=self.subject.network_id)
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        batch = self.subject
        if batch.status == READ:
            form = kwargs.get("form")
            told = form if form is not None and form.is_bound else None
            columns = told.columns if told is not None and told.is_valid() else files.guessed(batch.header)
            members = bool(told is not None and told.is_valid() and told.cleaned_data["are_members"])
            found = foresee(batch, columns, are_members=members)
            kwargs |= {"counts": counted(found), "lines": found[:SHOWN], "hidden": max(0, len(found) - SHOWN)}
            return super().get_context_data(batch=batch, **kwargs)
        kwargs.setdefault("form", None)
        counts = done_so_far(batch)
        total = sum(n for _words, n, _outcome in counts)
        return super().get_context_data(batch=batch, counts=counts, done=total, percent=100 * total // max(batch.size, 1), **kwargs)

    def form_valid(self, form: ColumnsForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form, tried=True))


class Try(OnFile):
    """Tell the columns and see what would happen; nothing is written."""

    http_method_names = ["get", "post"]


class Start(OnFile):
    """Carry it out."""

    http_method_names = ["post"]

    def form_valid(self, form: ColumnsForm) -> HttpResponse:
        members = form.cleaned_data["are_members"]
        joining.start(self.subject, columns=form.columns, are_members=members, by=self.request.user)  # type: ignore[arg-type]
        messages.success(self.request, _("It has begun: you may close this page, it goes on by itself."))
        return HttpResponseRedirect(self.get_refused_url())


class Drop(OneBatch, View):
    """Given up: the lines go at once."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        joining.drop(self.subject, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("The file is forgotten."))
        return HttpResponseRedirect(reverse("joining:imports"))


class Report(OneBatch, View):
    """Each line and what became, or would become, of it: as a spreadsheet opens it, and never a formula."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        batch = self.subject
        journal.note_reading("joining.read_lines", batch, by=request.user, network_id=batch.network_id)
        response = HttpResponse(content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="import-{batch.code}.csv"'
        response.write("\ufeff")
        writer = csv.writer(response, delimiter=";")
        writer.writerow([_("Line"), _("E-mail address"), _("What becomes of it"), _("To correct")])
        for row in report_rows(batch, self.columns):
            writer.writerow([harmless(cell) for cell in row])
        return response


def done_so_far(batch: Batch) -> list[tuple[Any, int, str]]:
    """How many lines for each outcome: (words, number, outcome)."""
    done = batch.lines.exclude(outcome="").order_by().values_list("outcome").annotate(n=Count("pk"))
    return in_words(dict(done))


def report_rows(batch: Batch, columns: dict[str, int]) -> list[list[Any]]:
    """(line, address, outcome, what to correct) of every line."""
    if batch.status == READ:
        return [[one.number, one.email, str(one.label), _(one.reason) if one.reason else ""]
                for one in foresee(batch, columns, are_members=False)]
    place, rows = columns.get("email", 0), []
    for line in batch.lines.all():
        email = line.cells[place] if place < len(line.cells) else ""
        rows.append([line.number, email, str(line.get_outcome_display()), _(line.reason) if line.reason else ""])
    return rows
