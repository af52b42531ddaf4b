"""What somebody who joins has answered so far, as she typed it, kept for a day in the session on the server."""
from __future__ import annotations

from typing import Any

from industrielles.kit import drafts, links
from industrielles.kit.forms import Form
from industrielles.network.models import Network
from industrielles.people.middleware import ARRIVING

from ..addresses import read_invited
from ..forms.fields import ADULT
from ..forms.steps import STEPS, ConsentStep, OfferStep, PlaceStep, WhoStep
from ..models import Link


class Draft(drafts.Draft):
    """Also the network or the invitation she came by."""

    name, sent = "join", "joined"
    steps = STEPS
    blank = {"network": "", "link": ""}

    def proposed(self, step: int) -> dict[str, Any]:
        """What the form of a step shows: what was typed; before that, what LinkedIn or ProConnect said of her when she came from there."""
        known = self.session.get(ARRIVING, {}) if STEPS[step - 1][1] is WhoStep else {}
        return {name: value for name, value in {**known, **self.answers(step)}.items() if value}

    def link(self, token: str = "") -> Link | None:
        """The invitation she came by, if it still works."""
        token = token or self.data["link"]
        try:
            code = read_invited(token)
        except links.BadLink:
            return None
        return Link.objects.live().behind_link().filter(code=code).first()

    def wanted(self, slug: str = "") -> Network | None:
        """The network from whose page she came."""
        slug = slug or self.data["network"]
        return Network.objects.open().filter(slug=slug).first() if slug else None

    def options(self, step: int, before: list[Form]) -> dict[str, Any]:
        """What the form of a step needs to know of the steps before it."""
        kind = STEPS[step - 1][1]
        if kind is OfferStep:
            place = next((form for form in before if isinstance(form, PlaceStep)), None)
            department = place.asked()["department"] if place else None
            return {"department": department, "wanted": self.wanted(), "link": self.link()}
        return {"link": self.link()} if kind is ConsentStep else {}

    def accepts(self, form: Form) -> bool:
        return super().accepts(form) and not (isinstance(form, WhoStep) and form.cleaned_data["age"] != ADULT)

    def forget(self) -> None:
        super().forget()
        self.session.pop(ARRIVING, None)
