"""Doors of parents, by the link that was mailed; and of a girl of fourteen who agrees herself."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic import FormView, TemplateView, View

from industrielles.kit import clock, links
from industrielles.kit.doors import Door, FormDoor, holds_the_link
from industrielles.signatures.texts import asked, blocks

from .. import policies, telling, verbs
from ..forms import ImageForm, ParentForm, PartForm
from ..models import Agreement, Authorisation, Guardian, Part
from ..texts import AUTHORISATION, IMAGE

OPENED_FOR = dt.timedelta(days=1)  # a form left open longer is shown again before it is signed


class ByLink(Door):
    """Base: the parent of a signed link."""

    policy = staticmethod(holds_the_link)
    needs_person = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.signed_link = True  # type: ignore[attr-defined]
        try:
            self.subject  # noqa: B018
        except links.BadLink:
            return render(request, "safeguarding/bad_link.html", status=404)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def subject(self) -> Guardian:
        code, _version = links.read(telling.GUARDIAN, self.kwargs["token"])
        found = Guardian.objects.behind_link(code).first()
        if found is None:
            raise Http404
        return found

    def get_refused_url(self) -> str:
        return self.home

    @property
    def home(self) -> str:
        """The page of this link."""
        return reverse("safeguarding:guardian", args=[self.kwargs["token"]])

    def back(self, words: str) -> HttpResponse:
        messages.success(self.request, words)
        return HttpResponseRedirect(self.home)

    @property
    def came_from(self) -> str:
        """Where the form was sent from."""
        return str(self.request.META.get("REMOTE_ADDR", ""))


class Parent(ByLink, FormDoor, FormView):
    """What is asked, the form, and once it is answered what is allowed, part by part."""

    template_name = "safeguarding/parent.html"

    def get_form_class(self) -> type[Any]:
        return ParentForm if self.subject.rank == 1 else ImageForm

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        guardian, text, image = self.subject, asked(AUTHORISATION), asked(IMAGE)
        language, one = text.language(guardian.language), guardian.authorisation
        given = set(Agreement.objects.live().filter(guardian=guardian).values_list("part", flat=True))
        return super().get_context_data(
            guardian=guardian, one=one, first=guardian.rank == 1, token=self.kwargs["token"], text=text, title=text.title[language],
            blocks=blocks(text.body[language]), image_title=image.title[language], image_blocks=blocks(image.body[language]),
            waiting=one.status == one.Status.ASKED, given=one.status == one.Status.GIVEN, shown=clock.now().isoformat(),
            other=one.guardians.exclude(pk=guardian.pk).first(), parts=[(part, part in given) for part in Part if part != Part.TAKE_PART],
            under_way=under_way(guardian), **context)

    def form_valid(self, form: Any) -> HttpResponse:
        said, shown = form.cleaned_data, self.shown_at()
        if isinstance(form, ImageForm):
            verbs.release_image(self.subject, agrees=said["answer"] == "yes", shown_at=shown, address=self.came_from)
            return self.back(_("Thank you: your answer is kept. You can change it here at any time."))
        verbs.answer(
            self.subject, parts=form.parts_said(), emergency_name=said["emergency_name"], emergency_phone=said["emergency_phone"],
            sole_holder=said["sole_holder"], second_name=said["second_name"], second_email=said["second_email"], shown_at=shown,
            address=self.came_from)
        return self.back(_("Thank you: your child can begin. This page stays yours: change your mind here at any time."))

    def shown_at(self) -> dt.datetime:
        """When the text was put before her, as the form says; now, when that makes no sense."""
        now = clock.now()
        try:
            said = dt.datetime.fromisoformat(self.request.POST.get("shown", ""))
        except ValueError:
            return now
        return said if said.tzinfo and now - OPENED_FOR <= said <= now else now


def under_way(guardian: Guardian) -> list[Any]:
    """What other rooms tell the first parent while she allows: (words, address or "")."""
    if guardian.rank != 1 or guardian.authorisation.status != Authorisation.Status.GIVEN:
        return []
    return [line for dotted in settings.PARENTS_READ for line in import_string(dotted)(guardian)]


class Refuse(ByLink, View):
    """A parent says no."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        verbs.refuse(self.subject)
        return self.back(_("Your answer is kept: nothing begins."))


class Revoke(ByLink, View):
    """All is taken back."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.subject.rank == 1:
            verbs.revoke(self.subject)
        else:
            verbs.take_back_part(self.subject, part=Part.IMAGE)
        return self.back(_("All is taken back, from now on."))


class ChangePart(ByLink, View):
    """One thing more, or one thing less."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = PartForm(request.POST)
        if not form.is_valid():
            raise Http404
        part = form.cleaned_data["part"]
        if form.cleaned_data["allows"] == "yes":
            verbs.give_part(self.subject, part=part, shown_at=clock.now(), address=self.came_from)
            return self.back(_("Allowed from now on."))
        verbs.take_back_part(self.subject, part=part)
        return self.back(_("Taken back, from now on."))


class Assent(Door, TemplateView):
    """At fourteen, her own word beside her parent's."""

    policy = staticmethod(policies.is_hers)
    template_name = "safeguarding/assent.html"

    @cached_property
    def subject(self) -> Authorisation | None:
        return Authorisation.objects.live().of(self.request.user).filter(code=self.kwargs["code"]).first()

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(one=self.subject, **context)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        verbs.assent(self.subject, by=request.user)
        messages.success(request, pgettext("tu", "Thank you, your agreement is kept."))
        return HttpResponseRedirect(reverse("website:mine"))
