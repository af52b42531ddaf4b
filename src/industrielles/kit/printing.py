"""HTML drawn as PDF. Loaded only when a paper is asked for: WeasyPrint takes a second, and Debian's libraries (OSError without them)."""
from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

STYLE = Path(__file__).parent / "templates/kit/paper.css"


class OurFonts(URLFetcher):
    """`font:titre-800.woff2` is one of our own fonts; a document fetches nothing else."""

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        if not url.startswith("font:"):
            raise ValueError(f"A document fetches nothing: {url}")
        file = settings.STATICFILES_DIRS[0] / "made/fonts" / Path(url.removeprefix("font:")).name
        return URLFetcherResponse(url, file.read_bytes(), {"Content-Type": "font/woff2"})


def as_pdf(html: str) -> bytes:
    """A tagged PDF (PDF/UA-1) of a page, in the style of our papers."""
    fonts, ours = FontConfiguration(), OurFonts()
    sheet = CSS(string=STYLE.read_text("utf-8"), url_fetcher=ours, font_config=fonts)
    return HTML(string=html, url_fetcher=ours).write_pdf(stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1")
