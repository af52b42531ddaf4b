"""Pictures of the product for README and docs/captures, taken on a fresh demo: `make screenshots`.

    python tools/screenshots.py [name ...]     all of them, or those whose name begins so

The demo lives in .cache/screenshots and is made once; remove the folder for a new one.
"""
from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CAPTURES, DATA, PORT = ROOT / "docs" / "captures", ROOT / ".cache" / "screenshots", 8765
SITE = f"http://localhost:{PORT}"
COORDINATOR = "coordination@demo.example"


@dataclass(frozen=True)
class Picture:
    """One picture: its name, where it is taken, how wide, light or dark, who looks, the whole page or its top."""

    name: str
    path: Callable[[], str]
    width: int = 1280
    scheme: str = "light"
    person: str = ""
    whole: bool = True


def here(path: str) -> Callable[[], str]:
    return lambda: path


def busiest_request() -> str:
    """A request that looks for somebody, on the coordinator's desk."""
    from industrielles.engagements import addresses
    from industrielles.engagements.models import Engagement
    from industrielles.people.models import Person

    looked_for = Engagement.objects.visible_to(Person.objects.get(email=COORDINATOR)).filter(status=Engagement.Status.REQUESTED)
    return addresses.request(looked_for.order_by("pk")[0])


def open_invitation() -> str:
    """An invitation waiting for its answer."""
    from industrielles.engagements import addresses
    from industrielles.engagements.models import Invitation

    return addresses.answer(Invitation.objects.filter(status=Invitation.Status.SENT).order_by("pk")[0])


def due_report() -> str:
    """A visit that took place and is not told yet."""
    from django.utils import timezone

    from industrielles.engagements import addresses
    from industrielles.engagements.models import Engagement, Invitation

    past = Invitation.objects.filter(status=Invitation.Status.ACCEPTED, engagement__starts_at__lt=timezone.now())
    told_last = past.order_by("engagement__status", "-engagement__starts_at")
    waiting = told_last.filter(engagement__status=Engagement.Status.CONFIRMED).first()
    return addresses.answer_report(waiting or told_last[0])


PICTURES = (
    Picture("home", here("/")), Picture("home-dark", here("/"), scheme="dark", whole=False), Picture("home-phone", here("/"), width=390),
    Picture("directory", here("/professionnelles/")), Picture("directory-phone", here("/professionnelles/"), width=390),
    Picture("ask", here("/demander/")), Picture("ask-phone", here("/demander/"), width=390),
    Picture("board", here("/coordination/"), person=COORDINATOR),
    Picture("list-phone", here("/coordination/"), width=390, person=COORDINATOR),
    Picture("request", busiest_request, person=COORDINATOR),
    Picture("answer", open_invitation), Picture("answer-phone", open_invitation, width=390),
    Picture("report", due_report), Picture("report-phone", due_report, width=390),
    Picture("figures", here("/chiffres/")), Picture("figures-phone", here("/chiffres/"), width=390),
    Picture("figures-dark", here("/chiffres/"), scheme="dark", whole=False),
)


def signed_in(email: str) -> dict[str, str]:
    """The cookie of a person who has signed in."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from industrielles.people.models import Person

    person, session = Person.objects.get(email=email), SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(person.pk), settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return {"name": settings.SESSION_COOKIE_NAME, "value": str(session.session_key), "url": SITE}


def take(browser: Any, picture: Picture) -> None:
    """Write one picture to docs/captures."""
    context = browser.new_context(viewport={"width": picture.width, "height": 844 if picture.width < 600 else 900}, locale="fr-FR",
                                  color_scheme=picture.scheme, reduced_motion="reduce")
    if picture.person:
        context.add_cookies([signed_in(picture.person)])
    page = context.new_page()
    answer = page.goto(SITE + picture.path())
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    page.screenshot(path=CAPTURES / f"{picture.name}.png", full_page=picture.whole)
    print(f"{picture.name}: {answer.status} {page.title()}")
    context.close()


@contextmanager
def serving() -> Iterator[None]:
    """The product, on its demo."""
    process = subprocess.Popen([str(Path(sys.executable).parent / "industrielles"), "run", "--port", str(PORT)])
    try:
        end = time.monotonic() + 180
        while time.monotonic() < end and process.poll() is None:
            try:
                urllib.request.urlopen(f"{SITE}/healthz", timeout=2).close()
                break
            except OSError:
                time.sleep(0.5)
        else:
            sys.exit("The product did not start.")
        yield
    finally:
        process.terminate()
        process.wait()


def main() -> int:
    os.environ.update(DATA_DIR=str(DATA), BASE_URL=SITE, DJANGO_SETTINGS_MODULE="industrielles.config.settings",
                      INDUSTRIELLES_MODE="development", DJANGO_ALLOW_ASYNC_UNSAFE="true", LANG="fr_FR.UTF-8")
    import django
    from playwright.sync_api import sync_playwright

    django.setup()
    CAPTURES.mkdir(parents=True, exist_ok=True)
    wanted = [picture for picture in PICTURES if picture.name.startswith(tuple(sys.argv[1:]) or ("",))]
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome") or None
    with serving(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for picture in wanted:
            take(browser, picture)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
