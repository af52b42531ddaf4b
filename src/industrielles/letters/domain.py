"""Whether the domain that sends our letters says so to mail servers: SPF, DKIM, DMARC (CPCE L34-5, RFC 7208, 6376, 7489)."""
from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

SELECTORS = ("default", "mail", "dkim", "s1", "s2", "selector1", "selector2", "k1", "google")  # those hosts of mail use most
Ask = Callable[[str], list[str]]


@dataclass(frozen=True)
class Found:
    """One record: whether it is as it should be, and what to do if not."""

    name: str
    well: bool
    words: str


def examine(domain: str, ask: Ask, *, selectors: Iterable[str] = ()) -> list[Found]:
    """SPF, DKIM, DMARC of a domain, as `ask` reads its texts."""
    return [_spf(domain, ask), _dkim(domain, ask, tuple(selectors)), _dmarc(domain, ask)]


def _spf(domain: str, ask: Ask) -> Found:
    said = [one for one in ask(domain) if one.lower().split(" ")[0] == "v=spf1"]
    if not said:
        return Found("SPF", False, _("%(domain)s says nothing of who sends for it. Publish a TXT record “v=spf1 … -all” that names your "
                                     "mail server.") % {"domain": domain})
    if len(said) > 1:
        return Found("SPF", False, _("%(domain)s has several SPF records: servers then believe none. Keep one.") % {"domain": domain})
    rules = said[0].lower().split()[1:]
    closed = rules and (rules[-1] in ("-all", "~all") or any(one.startswith("redirect=") for one in rules))
    return Found("SPF", True, said[0]) if closed else Found(
        "SPF", False, _("“%(record)s” lets anybody send in your name: end it with “-all”.") % {"record": said[0]})


def _tags(record: str) -> dict[str, str]:
    parts = (part.split("=", 1) for part in record.split(";") if "=" in part)
    return {name.strip().lower(): "".join(value.split()) for name, value in parts}


def _dkim(domain: str, ask: Ask, selectors: tuple[str, ...]) -> Found:
    revoked = ""
    for selector in selectors or SELECTORS:
        for record in ask(f"{selector}._domainkey.{domain}"):
            key = _tags(record)
            if key.get("v", "DKIM1").upper() != "DKIM1" or "p" not in key:
                continue
            if key["p"]:
                return Found("DKIM", True, f"{selector}._domainkey.{domain}")
            revoked = selector
    if revoked:
        return Found("DKIM", False, _("The key “%(selector)s” is revoked (p= is empty): publish the one in use.") % {"selector": revoked})
    return Found("DKIM", False, _("No key found under %(selectors)s. Ask your mail host for its selector and run this again with "
                                  "--selector, or have it sign your letters.") % {"selectors": ", ".join(selectors or SELECTORS)})


def _dmarc(domain: str, ask: Ask) -> Found:
    """Asked of the domain, then of those above it, as receivers do."""
    labels = domain.split(".")
    for above in (".".join(labels[n:]) for n in range(max(1, len(labels) - 1))):
        said = [one for one in ask(f"_dmarc.{above}") if _tags(one).get("v", "").upper() == "DMARC1"]
        if len(said) > 1:
            return Found("DMARC", False, _("_dmarc.%(domain)s has several records: servers then believe none. Keep one.") % {
                "domain": above})
        if said:
            return _policy(said[0], of_subdomain=above != domain)
    return Found("DMARC", False, _("_dmarc.%(domain)s does not exist. Publish “v=DMARC1; p=quarantine; rua=mailto:…”.") % {
        "domain": domain})


def _policy(record: str, *, of_subdomain: bool) -> Found:
    tags = _tags(record)
    policy = (tags.get("sp") if of_subdomain else None) or tags.get("p", "")
    if policy.lower() in ("quarantine", "reject"):
        return Found("DMARC", True, record)
    return Found("DMARC", False, _("“%(record)s” only watches: once the reports show nothing but your own letters, write "
                                   "p=quarantine.") % {"record": record})
