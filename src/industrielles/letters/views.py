"""Doors of letters: what a reader wishes to receive; and the preview, on the machine of whoever develops."""
from __future__ import annotations

from typing import Any

from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import FormView, ListView, TemplateView, View

from industrielles.kit.doors import Door, FormDoor, anyone, signed_in
from industrielles.kit.links import BadLink

from . import links, policies, verbs
from .addresses import hashed
from .forms import PreferencesForm, initial
from .models import Kind, Letter, Preference, Rhythm
from .writing import page


class Preview(Door):
    """A door that exists in development only."""

    policy = staticmethod(policies.can_preview)
    needs_person = False


class OneLetter(Preview):
    """About one letter."""

    @cached_property
    def subject(self) -> Letter:
        if not policies.can_preview(None):
            raise Http404
        return get_object_or_404(Letter, code=self.kwargs["code"])


class Letters(Preview, ListView):
    """The latest letters; `?to=` those to one address."""

    template_name = "letters/letters.html"
    paginate_by = 50

    def get_queryset(self) -> Any:
        to = self.request.GET.get("to", "")
        letters = Letter.objects.addressed_to(to) if to else Letter.objects.all()
        return letters.order_by("-queued_at", "-pk")  # a demo writes its past in any order


class LetterView(OneLetter, TemplateView):
    """One letter: its envelope and its text."""

    template_name = "letters/letter.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(letter=self.subject, **kwargs)


@method_decorator(csp({"default-src": [NONE], "style-src": [UNSAFE_INLINE], "frame-ancestors": [NONE]}), name="dispatch")
class Page(OneLetter, View):
    """The HTML of one letter, alone, as a mail reader shows it: nothing loads, nothing runs."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return HttpResponse(page(self.subject))


class Preferences(FormDoor, FormView):
    """The letters I receive, and how often."""

    policy = staticmethod(signed_in)
    template_name = "letters/preferences.html"
    form_class = PreferencesForm

    @cached_property
    def reader(self) -> str:
        """The hash of the address whose letters these are."""
        return hashed(self.request.user.email)

    def get_initial(self) -> dict[str, Any]:
        return initial(Preference.objects.of(self.reader))

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "person": self.request.user}

    def form_valid(self, form: PreferencesForm) -> HttpResponse:
        verbs.prefer(self.reader, form.rhythms())
        messages.success(self.request, _("Saved: your letters will come at this rhythm."))
        return HttpResponseRedirect(self.request.path)


class Choose(Preferences):
    """The same from the foot of a letter, without signing in: the link names the hash of the address it was sent to."""

    policy = staticmethod(anyone)
    template_name = "letters/choose.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.signed_link = True  # type: ignore[attr-defined]
        self.reader = _opened(links.chosen, self.kwargs["token"])
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "person": None}


@method_decorator(csrf_exempt, name="dispatch")  # RFC 8058: mail readers post without cookie nor page; the signed token is the right
class Stop(Door, TemplateView):
    """Stop the news of a network, or of all, or another kind of letters: a GET shows a button, a POST does it at once, as often as one
    likes."""

    policy = staticmethod(anyone)
    template_name = "letters/stop.html"

    @cached_property
    def subject(self) -> tuple[str, int, str]:
        return _opened(links.stopped, self.kwargs["token"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.signed_link = True  # type: ignore[attr-defined]
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        _reader, network, kind = self.subject
        other = Kind(kind).label if kind != Kind.NEWS else ""
        return {"done": "", "of_one": bool(network), "other": other, **super().get_context_data(**context)}

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        address_hash, network, kind = self.subject
        if kind != Kind.NEWS:
            verbs.prefer(address_hash, {kind: Rhythm.NONE})
            return self.render_to_response(self.get_context_data(done="other"))
        everything = request.POST.get("scope") == "all" or not network
        verbs.refuse_news(address_hash, network_id=0 if everything else network)
        return self.render_to_response(self.get_context_data(done="all" if everything else "one"))


def _opened(read: Any, token: str) -> Any:
    try:
        return read(token)
    except (BadLink, ValueError):
        raise Http404 from None
