"""Editorial and legal pages: open to all, the same for everybody."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.generic import TemplateView, View

from industrielles.kit.doors import Door, anyone
from industrielles.rights import register


class Page(Door, TemplateView):
    """A page of words. `Page.as_view(template_name=…)`."""

    policy = staticmethod(anyone)


class Privacy(Page):
    """What is kept of whom, why and until when: read from the register, so that it says what is done."""

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(lines=[line for line in register.lines() if line.rule.data], **context)


class Robots(Door, View):
    """Search engines read public pages only; links sent by mail and working pages are nobody's business."""

    policy = staticmethod(anyone)
    CLOSED = ("donnees/demande coordination demandes invitations mon-espace mon-compte mon-profil mon-territoire mes-visites "
              "pres-de-chez-vous entrer etablissements communes letters")

    def get(self, request: HttpRequest) -> HttpResponse:
        lines = ["User-agent: *", *(f"Disallow: {prefix}/{path}/" for path in self.CLOSED.split() for prefix in ("", "/en"))]
        lines.append(f"# {settings.SITE_NAME}: {settings.BASE_URL}{reverse('website:sitemap')}")
        return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
