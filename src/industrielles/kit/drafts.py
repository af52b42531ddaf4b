"""A form in several steps, without account: answers are kept for a day in the session on the server, nothing is lost on the way, the last
step reads everything back and sends it."""
from __future__ import annotations

import datetime as dt
import uuid
from typing import Any, ClassVar

from django import forms
from django.contrib.sessions.backends.base import SessionBase
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.views.generic import FormView, View

from . import clock
from .doors import Door, FormDoor, anyone
from .forms import Form

LIFE = dt.timedelta(hours=24)
MOST_TICKED = 20


class Draft:
    """Answers by step, as they were typed; the key makes the same draft, sent again, the same row."""

    name: ClassVar[str]  # in the session, and once it is sent
    sent: ClassVar[str]
    steps: ClassVar[tuple[tuple[Any, type[Form]], ...]]  # title and form; the last reads everything back
    blank: ClassVar[dict[str, str]] = {}  # what else is kept of where she came from
    longest: ClassVar[int] = 400  # characters of one answer

    def __init__(self, session: SessionBase) -> None:
        self.session = session
        kept: Any = session.get(self.name)
        fresh = bool(kept) and dt.datetime.fromisoformat(kept["at"]) > clock.now() - LIFE
        self.data: dict[str, Any] = kept if fresh else {"key": str(uuid.uuid4()), **self.blank, "steps": {}}

    @property
    def key(self) -> str:
        return self.data["key"]

    @property
    def begun(self) -> bool:
        return bool(self.data["steps"])

    def answers(self, step: int) -> dict[str, Any]:
        """What was typed at this step."""
        return self.data["steps"].get(str(step), {})

    def proposed(self, step: int) -> dict[str, Any]:
        """What the form of a step shows."""
        return {name: value for name, value in self.answers(step).items() if value}

    def keep(self, step: int, typed: Any, **more: str) -> None:
        """Keep what was typed at a step, right or wrong; `more`: where she came from."""
        self.data["steps"][str(step)] = {
            name: [one[:self.longest] for one in typed.getlist(name)[:MOST_TICKED]] if isinstance(field, forms.MultipleChoiceField)
            else typed.get(name, "")[:self.longest] for name, field in self.steps[step - 1][1].base_fields.items()}
        self.data.update({name: value for name, value in more.items() if value}, at=clock.now().isoformat())
        self.session[self.name] = self.data
        if not self.session.get("_auth_user_id"):
            self.session.set_expiry(LIFE)

    def options(self, step: int, before: list[Form]) -> dict[str, Any]:
        """What the form of a step needs to know of the steps before it."""
        return {}

    def accepts(self, form: Form) -> bool:
        """Whether she may go on from this step."""
        return form.is_valid()

    def forms(self) -> list[Form]:
        """The forms of the steps before the last, as far as they are right."""
        found: list[Form] = []
        for step, (_title, kind) in enumerate(self.steps[:-1], start=1):
            form = kind(self.answers(step), **self.options(step, found))
            if not self.answers(step) or not self.accepts(form):
                break
            found.append(form)
        return found

    def forget(self) -> None:
        """Nothing of the draft stays."""
        self.session.pop(self.name, None)

    def close(self, email: str) -> None:
        """It is sent: forget the answers, remember which it was for the page that follows."""
        self.forget()
        self.session[self.sent] = {"key": self.key, "email": email}


class StepDoor(FormDoor, FormView):
    """One step of a draft."""

    policy = staticmethod(anyone)
    needs_person = False
    kind: type[Draft]
    address: str  # of a step, by its number
    after: str  # of the page once it is sent

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.step: int = kwargs["step"]
        self.last = len(self.kind.steps)
        if not 1 <= self.step <= self.last:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def draft(self) -> Any:
        return self.kind(self.request.session)

    @cached_property
    def filled(self) -> list[Form]:
        """The earlier steps, as far as they are right."""
        return self.draft.forms()

    @property
    def is_ahead(self) -> bool:
        """She is past the first step that is still to fill in."""
        return self.step > len(self.filled) + 1

    @property
    def came_from(self) -> dict[str, str]:
        """What else the draft keeps: where the address says that she comes from."""
        return {}

    def get_form_class(self) -> type[Form]:
        return self.kind.steps[self.step - 1][1]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | self.draft.options(self.step, self.filled)

    def get_initial(self) -> dict[str, Any]:
        return {"key": self.draft.key} if self.step == self.last else self.draft.proposed(self.step)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.go(len(self.filled) + 1) if self.is_ahead else super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.step == self.last:
            return self.send_or_return()
        self.draft.keep(self.step, request.POST, **self.came_from)
        return super().post(request, *args, **kwargs)

    def send_or_return(self) -> HttpResponse:
        """The last step: send a whole draft; a draft already sent shows what was said then; an unfinished one goes on."""
        sent = self.request.session.get(self.kind.sent, {})
        if sent and sent["key"] == self.request.POST.get("key"):
            return redirect(self.after)
        return self.go(len(self.filled) + 1) if self.is_ahead else super().post(self.request)

    def form_valid(self, form: Form) -> HttpResponse:
        if self.step < self.last:
            return self.go(len(self.draft.forms()) + 1)
        asked: dict[str, Any] = {}
        for one in self.filled:
            asked |= one.asked()  # type: ignore[attr-defined]
        self.draft.close(self.send(asked))
        return redirect(self.after)

    def send(self, asked: dict[str, Any]) -> str:
        """Send what was said; returns the address to which a letter goes."""
        raise NotImplementedError

    def go(self, step: int) -> HttpResponse:
        return redirect(self.address, step)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        titles = [title for title, _form in self.kind.steps]
        context = {"step": self.step, "last": self.last, "title": titles[self.step - 1], "titles": titles, "begun": self.draft.begun}
        if self.step == self.last:
            context["recap"] = [(label, words, n) for n, form in enumerate(self.filled, start=1) for label, words in form.rows()]  # type: ignore[attr-defined]
        return super().get_context_data(**context | kwargs)


class ForgetDoor(Door, View):
    """On a computer others use: nothing of the draft stays."""

    policy = staticmethod(anyone)
    needs_person = False
    http_method_names = ["post"]
    kind: type[Draft]
    address: str

    def post(self, request: HttpRequest) -> HttpResponse:
        self.kind(request.session).forget()
        return redirect(self.address, 1)


class SentDoor(Door):
    """Sent: open the letter; and what happens then. Mixin of a TemplateView."""

    policy = staticmethod(anyone)
    needs_person = False
    kind: type[Draft]
    address: str  # where to begin, for whom has sent nothing

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.session.get(self.kind.sent):
            return redirect(self.address)
        return super().get(request, *args, **kwargs)  # type: ignore[misc]
