"""The door where whoever holds a signed charter, or its evidence, learns whether it is whole."""
from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.views.generic import FormView

from industrielles.kit.doors import FormDoor, anyone
from industrielles.signatures import verbs as signatures

from ..forms.evidence import EvidenceForm
from ..throttle import Throttled


class Verify(Throttled, FormDoor, FormView):
    """A file is handed over, read, and kept nowhere: is it whole?"""

    policy = staticmethod(anyone)
    needs_person = False
    template_name = "pool/verify.html"
    form_class = EvidenceForm

    def form_valid(self, form: EvidenceForm) -> HttpResponse:
        said: dict[str, Any] = {"checked": True, "name": form.cleaned_data["file"].name, "faults": signatures.verify(form.content)}
        return self.render_to_response(self.get_context_data(form=EvidenceForm(), **said))
