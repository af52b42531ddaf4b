"""The signed document as a paper: the text word for word, who signed it, when, how it is known, and how to verify."""
from __future__ import annotations

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from .models import Signature
from .texts import blocks


def paper_of(signature: Signature) -> bytes:
    """A tagged PDF (PDF/UA-1) in the language that was signed. Raises OSError when the libraries that draw PDF files are missing."""
    from industrielles.kit.printing import as_pdf  # slow to load, and its libraries may be absent

    with translation.override(signature.document.language):
        html = render_to_string("signatures/paper.html", {
            "signature": signature, "document": signature.document, "signer": signature.signer, "blocks": blocks(signature.document.body),
            "language": signature.document.language, "site_name": settings.SITE_NAME})
    return as_pdf(html)
