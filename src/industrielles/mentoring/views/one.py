"""What the doors about one row of the desk share: found among what the reader may see, and back to its page with a word."""
from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property

from industrielles.kit.doors import Door


class OneRow(Door):
    """Base: the row whose code is in the address; elsewhere there is none."""

    page: ClassVar[str]  # name of the address of its page
    request: Any

    def rows(self) -> Any:
        """Among which rows it is looked for: those that the reader may see."""
        raise NotImplementedError

    @cached_property
    def subject(self) -> Any:
        one = self.rows().filter(code=self.kwargs["code"]).first()
        if one is None:
            raise Http404
        return one

    def here(self, words: str) -> HttpResponse:
        messages.success(self.request, words)
        return HttpResponseRedirect(self.get_refused_url())

    def get_refused_url(self) -> str:
        return reverse(self.page, args=[self.kwargs["code"]])
