"""Doors of her story: a path, a day at work, three questions; and of the link that asks whether all of it is still true."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from industrielles.kit import links
from industrielles.kit.doors import Door, FormDoor, holds_the_link

from .. import verbs
from ..forms.story import StoryForm
from ..models import RoleModel
from .profile import Mine, person_of


class Tell(Mine, FormDoor, FormView):
    """What she tells of herself, on one page."""

    page = "pool:tell"
    template_name = "pool/story.html"
    form_class = StoryForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "role_model": self.subject}

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(role_model=self.subject, **context)

    def form_valid(self, form: StoryForm) -> HttpResponse:
        said = form.said
        verbs.tell(self.subject, path=said("path"), day=said("day"), answers=said("question"), by=person_of(self.request))
        return self.back(_("Saved."))


class StillTrue(Door, TemplateView):
    """The page the yearly letter opens: its button says that the profile is still true. Opening it changes nothing (trust 30)."""

    policy = staticmethod(holds_the_link)
    needs_person = False
    template_name = "pool/still_true.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.signed_link = True  # type: ignore[attr-defined]
        if self.subject is None:
            return render(request, "pool/bad_link.html", status=404)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def subject(self) -> RoleModel | None:
        try:
            code, _version = links.read(verbs.STILL_TRUE, self.kwargs["token"], max_age=verbs.LIFE)
        except links.BadLink:
            return None
        return RoleModel.objects.behind_link().filter(code=code).first()

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(role_model=self.subject, done="merci" in self.request.GET, **context)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        verbs.confirm(self.subject)
        return HttpResponseRedirect(f"{request.path}?merci")
