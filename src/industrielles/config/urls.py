"""Every address: French at the root, English under /en/. Each room lists its own."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from industrielles.website.views.pages import Robots

from .health import Healthz, Readyz

urlpatterns = [
    path("robots.txt", Robots.as_view(), name="robots"),
    path("healthz", Healthz.as_view(), name="healthz"),
    path("readyz", Readyz.as_view(), name="readyz"),
    *i18n_patterns(
        path("", include("industrielles.website.urls")),
        path("", include("industrielles.dashboards.urls")),
        path("", include("industrielles.engagements.urls")),
        path("", include("industrielles.joining.urls")),
        path("", include("industrielles.members.urls")),
        path("", include("industrielles.mentoring.urls")),
        path("", include("industrielles.rights.urls")),
        path("", include("industrielles.safeguarding.urls")),
        path("", include("industrielles.pool.urls")),
        path("", include("industrielles.network.urls")),
        path("", include("industrielles.people.urls")),
        path("", include("industrielles.letters.urls")),
        path("", include("industrielles.places.urls")),
        prefix_default_language=False,
    ),
]
handler404 = "industrielles.website.errors.not_found"
handler403 = "industrielles.website.errors.forbidden"
handler400 = "industrielles.website.errors.bad_request"
handler500 = "industrielles.config.faults.broken"
