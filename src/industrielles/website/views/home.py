"""The home page: says in five seconds what this is, and opens three doors."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic import TemplateView

from industrielles.kit import charts
from industrielles.kit.doors import Door, anyone

from .. import queries


class Home(Door, TemplateView):
    """Open to all. Reads counts only: nothing on it is typed in."""

    policy = staticmethod(anyone)
    template_name = "website/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        role_models, ambassadors = queries.role_models_by_department(), queries.ambassadors_by_department()
        france = charts.choropleth(
            role_models, markers=ambassadors, title=_("Women of industry by department"), unit=pgettext("after a number", "role models")
        )
        return super().get_context_data(
            targets=import_string(settings.PUBLIC_TARGETS)(),
            portraits=queries.portraits(),
            france=france,
            role_model_count=sum(role_models.values()),
            ambassador_count=sum(ambassadors.values()),
            department_count=len(role_models),
            shares=shares(),
            **kwargs,
        )


def shares() -> list[tuple[charts.Figure, int, str]]:
    """Why it matters: (drawing, percent, words). Sources stand on the page of figures and under the drawings."""
    told = [
        (29, _("of employees in industry are women")),
        (15, _("of managers in industry are women")),
        (14, _("of girls in high school choose computer or engineering science (NSI or SI)")),
    ]
    return [(charts.waffle(share, words), share, words) for share, words in told]
