"""Pictures of the product for the README and the guides, taken on a fresh demo: `make screenshots`.

    python tools/screenshots.py [name ...]     all of them, or those whose name begins so

The demo lives in .cache/screenshots and is made once; remove the folder for a new one. Look at every picture before it is kept.
"""
from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from whereabouts import (  # type: ignore[import-not-found,unused-ignore]
    AMBASSADOR,
    COORDINATOR,
    MENTEE,
    NATIONAL,
    ROLE_MODEL,
    ambassador,
    answer,
    application,
    batch,
    differing,
    follow,
    her_pair,
    here,
    hers,
    in_state,
    issue,
    lending,
    letter,
    mentor_under_way,
    most_choice,
    near_someone,
    newcomer,
    next_month,
    panel,
    portrait,
    programme,
    publish,
    report,
    requests,
    scenario,
    volunteered,
)

ROOT = Path(__file__).resolve().parent.parent
CAPTURES, DATA, PORT = ROOT / "docs" / "captures", ROOT / ".cache" / "screenshots", 8765
SITE = f"http://localhost:{PORT}"
LENDING, LENDER = "filiere-numerique", "coordination.filiere-numerique@demo.example"
MOST = 4_000_000  # bytes of all pictures together
PHONE = 390
LOADED = "Promise.all([...document.images].map(i => { i.loading = 'eager'; return i.decode().catch(() => null) }))"


# -- what is done before -------------------------------------------------------------------------

def nothing(page: Any) -> None:
    pass


def open_a_card(page: Any) -> None:
    """A request of the columns in the panel beside them."""
    page.locator(".colonne .fiche a.etendu").first.click()
    page.wait_for_selector("#volet .volet__demande")


def show_columns(page: Any) -> None:
    """As above, with the columns at the top of the window."""
    open_a_card(page)
    page.locator(".atelier").evaluate("element => window.scrollTo(0, element.getBoundingClientRect().top + scrollY - 12)")
    page.mouse.move(0, 0)


def show(selector: str) -> Callable[[Any], None]:
    """This element at the top of the window: fields of dates and files speak the language of the browser, not of the page."""
    def scroll(page: Any) -> None:
        page.locator(selector).first.evaluate("element => window.scrollTo(0, element.getBoundingClientRect().top + scrollY - 24)")
    return scroll


def look_for_school(page: Any) -> None:
    page.locator("#id_school").press_sequentially("lycee dunk", delay=30)
    page.wait_for_selector("[role=option]")


def fill_in(page: Any) -> None:
    """The five steps of a request up to the last, where everything is read back."""
    from industrielles.kit import clock

    look_for_school(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.check("input[name=level][value='2de']")
    page.fill("#id_class_labels", "2de 4")
    page.fill("#id_headcount", "28")
    send(page)
    page.fill("#id_aims", "Montrer que ces métiers sont aussi pour elles.")
    send(page)
    from industrielles.places import calendar
    from industrielles.places.models import Department

    north = Department.objects.select_related("academy").get(pk="59")
    days = (clock.today() + dt.timedelta(days=n) for n in range(25, 90))
    page.fill("#id_date1", next(day for day in days if day.weekday() == 3 and not calendar.why_closed(day, north)).isoformat())
    send(page)
    if page.url.endswith("/3/"):
        send(page)
    page.fill("#id_contact_name", "Camille Martin")
    page.fill("#id_contact_email", "camille.martin@demo.example")
    send(page)


def apply_until_likes(page: Any) -> None:
    """A mentee's application up to what she likes: her birth date, who she is, where she studies."""
    from industrielles.kit import clock

    page.fill("[name=born_on]", f"{clock.today().year - 16}-03-04")
    send(page)
    for name, words in (("first_name", "Inès"), ("last_name", "Moulin"), ("email", "ines.moulin@demo.example"),
                        ("parent_name", "Claude Moulin"), ("parent_email", "claude.moulin@demo.example")):
        page.fill(f"[name={name}]", words)
    send(page)
    page.check("[name=level][value=second]")
    page.locator("[name=town]").press_sequentially("Lille", delay=30)
    page.locator("[role=option]").first.click()
    send(page)
    for one in ("hands", "machines", "nature"):
        page.check(f"[name=interests][value={one}]")
    page.evaluate("window.scrollTo(0, 0)")


def send(page: Any) -> None:
    page.locator("main form:has(.btn) button.btn:not(.btn--discret)").first.click()
    page.wait_for_load_state()


# -- the pictures --------------------------------------------------------------------------------

@dataclass(frozen=True)
class Picture:
    """One picture: its name, where it is taken, how wide and high, light or dark, who looks, what is done before; `part`: only this
    element of the page; `whole`: the whole page."""

    name: str
    path: Callable[[], str]
    width: int = 1280
    height: int = 0
    scheme: str = "light"
    person: str | Callable[[], str] = ""
    before: Callable[[Any], None] = field(default=nothing)
    part: str = ""
    whole: bool = False

    @property
    def size(self) -> dict[str, int]:
        return {"width": self.width, "height": self.height or (2600 if self.part else 780 if self.width == PHONE else 860)}


PICTURES = (
    Picture("home", here("/")), Picture("home-phone", here("/"), PHONE), Picture("home-en", here("/en/")),
    Picture("directory", here("/professionnelles/")),
    Picture("ask", here("/demander/1/"), before=look_for_school), Picture("ask-phone", here("/demander/"), PHONE),
    Picture("ask-check", here("/demander/1/"), height=1260, before=fill_in, part="main"),
    Picture("follow", follow, height=1010), Picture("follow-phone", follow, PHONE),
    Picture("board", here("/coordination/"), height=960, person=COORDINATOR),
    Picture("board-panel", here("/coordination/"), 1440, 900, person=COORDINATOR, before=show_columns),
    Picture("board-dark", here("/coordination/"), scheme="dark", person=COORDINATOR),
    Picture("decisions", here("/coordination/"), person=COORDINATOR, part=".decisions"),
    Picture("board-phone", here("/coordination/"), PHONE, person=COORDINATOR),
    Picture("list", here("/coordination/liste/"), person=COORDINATOR),
    Picture("calendar", next_month, person=COORDINATOR),
    Picture("request", most_choice, person=COORDINATOR), Picture("request-phone", most_choice, PHONE, person=COORDINATOR),
    Picture("suggestions", most_choice, person=COORDINATOR, part="section[aria-labelledby=suggestions]"),
    Picture("asked", in_state("proposed"), person=COORDINATOR, part="section[aria-labelledby=asked]"),
    Picture("volunteers", volunteered, person=COORDINATOR, part="section[aria-labelledby=volunteers]"),
    Picture("counts", differing, person=COORDINATOR, part="section[aria-labelledby=reports]"),
    Picture("lending", lending, person=LENDER, part=".volet"),
    Picture("typed", here("/coordination/demandes/nouvelle/"), person=COORDINATOR),
    Picture("team", here("/coordination/equipe/"), person=COORDINATOR), Picture("member", ambassador, person=COORDINATOR),
    Picture("networks", here("/coordination/reseaux/"), person=NATIONAL),
    Picture("answer", answer), Picture("answer-phone", answer, PHONE),
    Picture("report", report), Picture("report-phone", report, PHONE),
    Picture("invitation-letter", letter, 700, part="body"),
    Picture("mine-phone", here("/mon-espace/"), PHONE, person=ROLE_MODEL),
    Picture("near", here("/pres-de-chez-vous/"), person=near_someone),
    Picture("publish", publish), Picture("places", here("/places-ouvertes/")),
    Picture("near-phone", here("/pres-de-chez-vous/"), PHONE, person=near_someone),
    Picture("figures", here("/chiffres/?year=2025-2026"), height=1560),  # a whole school year
    Picture("entries", here("/chiffres/ecritures/"), person=COORDINATOR),
    Picture("portrait", portrait, height=1200), Picture("portrait-dark", portrait, PHONE, scheme="dark"),
    Picture("ask-speaker", here("/demander/pour/table-ronde/")), Picture("panel", panel, person=COORDINATOR),
    Picture("join", here("/rejoindre/etape/1/")), Picture("join-phone", here("/rejoindre/etape/1/"), PHONE),
    Picture("join-en", here("/en/rejoindre/etape/1/")),
    Picture("newcomers", here("/coordination/accueil/"), person=COORDINATOR), Picture("newcomer", newcomer, person=COORDINATOR),
    Picture("import", batch, height=600, person=COORDINATOR),
    Picture("links-phone", here("/mes-invitations/"), PHONE, person=ROLE_MODEL),
    Picture("security", here("/mon-compte/securite/"), person=COORDINATOR),
    Picture("describe", hers("pool:describe"), person=ROLE_MODEL, before=show("#id_job")),
    Picture("tell", hers("pool:tell"), person=ROLE_MODEL),
    Picture("preview", hers("pool:preview"), person=ROLE_MODEL), Picture("free", hers("pool:set_week"), person=ROLE_MODEL),
    Picture("free-phone", hers("pool:set_week"), PHONE, person=ROLE_MODEL),
    Picture("territory", here("/mon-territoire/"), person=AMBASSADOR),
    Picture("territory-phone", here("/mon-territoire/"), PHONE, person=AMBASSADOR),
    Picture("coverage", here("/coordination/couverture/"), person=COORDINATOR),
    Picture("organisations", here("/coordination/organismes/"), person=COORDINATOR),
    Picture("faces", here("/reseaux/")), Picture("face", here("/reseaux/hauts-de-france/")),
    Picture("describe-network", here("/coordination/reseaux/hauts-de-france/"), person=COORDINATOR),
    Picture("members", here("/coordination/membres/"), person=COORDINATOR),
    Picture("export", here("/coordination/membres/exporter/"), person=COORDINATOR),
    Picture("compose", here("/coordination/nouvelles/ecrire/"), person=COORDINATOR), Picture("issue", issue, person=COORDINATOR),
    Picture("letters-phone", here("/mon-compte/courriers/"), PHONE, person=ROLE_MODEL),
    Picture("consents", here("/mon-compte/consentements/"), person=ROLE_MODEL),
    Picture("data", here("/mon-compte/donnees/"), person=ROLE_MODEL),
    Picture("retention", here("/coordination/conservation/"), person=NATIONAL),
    Picture("scenario", scenario, height=1180, person=COORDINATOR),
    Picture("mentoring-apply-phone", application, PHONE, before=apply_until_likes),
    Picture("mentoring-programme", programme("open", "programme"), person=COORDINATOR),
    Picture("mentoring-mentor", mentor_under_way, height=880, person=COORDINATOR),
    Picture("mentoring-confirm", programme("open", "matches"), height=660, person=COORDINATOR),
    Picture("mentoring-place-phone", her_pair, PHONE, person=MENTEE), Picture("mentoring-place", her_pair, height=1100, person=MENTEE),
    Picture("mentoring-pairs", programme("closed", "pairs"), height=700, person=COORDINATOR),
    Picture("mentoring-figures", programme("closed", "figures"), height=1100, person=COORDINATOR, before=show("main section.figure")),
    Picture("register", here("/coordination/registre/"), person=NATIONAL),
    Picture("journal", here("/coordination/journal/"), person=COORDINATOR, before=show("main table")),
)


def set_the_stage() -> None:
    """What the demo has not: a volunteer, places to take, and a network that asks another to lend somebody. Made once."""
    from industrielles.engagements import suggestions
    from industrielles.engagements import verbs as engagements
    from industrielles.engagements.models import Engagement, Lending, Slot
    from industrielles.engagements.queries import lenders
    from industrielles.people.models import Person
    from industrielles.rehearsal.days import possible

    by = Person.objects.get(email=COORDINATOR)
    looked_for = Engagement.objects.visible_to(by).filter(status="requested", remote=False).order_by("pk")
    if not requests().filter(invitations__status="forward").exists():
        engagement, best = next((one, best) for one in looked_for if (best := suggestions.best(one, person=by, limit=1)))
        her = best[0].role_model
        engagements.put_forward(engagement, role_model=her, starts_at=possible(engagement)[0], by=her.person,
                                words="J’habite à deux pas et je serais ravie de rencontrer cette classe.")
    if not Slot.objects.exists():
        for engagement in looked_for.exclude(invitations__status="forward")[:2]:
            engagements.publish_places(engagement, places=1, at_once=True, reach=Slot.Reach.PUBLIC)
    if not Lending.objects.exists():
        engagement = next(one for one in looked_for.exclude(invitations__status="forward") if lenders(one).filter(slug=LENDING).exists())
        engagements.ask_lending(engagement, lender=lenders(engagement).get(slug=LENDING), by=by,
                                words="Personne chez nous n’est libre ces jours-là. L’une des vôtres pourrait-elle venir ?")


# -- how they are taken --------------------------------------------------------------------------

def signed_in(email: str) -> dict[str, str]:
    """The cookie of a person who has signed in, both steps."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from industrielles.people.middleware import PASSED
    from industrielles.people.models import Person
    from industrielles.people.sessions import SessionStore

    person, session = Person.objects.get(email=email), SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(person.pk), settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY], session[PASSED] = person.get_session_auth_hash(), 1
    session.create()
    return {"name": settings.SESSION_COOKIE_NAME, "value": str(session.session_key), "url": SITE}


def take(browser: Any, picture: Picture) -> int:
    """Write one picture to docs/captures; returns 1 when the page did not answer well."""
    context = browser.new_context(viewport=picture.size, device_scale_factor=2 if picture.width == PHONE else 1, locale="fr-FR",
                                  color_scheme=picture.scheme, reduced_motion="reduce")
    if picture.person:
        context.add_cookies([signed_in(picture.person if isinstance(picture.person, str) else picture.person())])
    page = context.new_page()
    answered = page.goto(SITE + picture.path())
    page.wait_for_load_state("networkidle")
    page.evaluate(LOADED)
    page.evaluate("document.fonts.ready")
    picture.before(page)
    page.wait_for_load_state("networkidle")
    page.evaluate(LOADED)
    raw = page.locator(picture.part).first.screenshot() if picture.part else page.screenshot(full_page=picture.whole)
    size = keep(raw, CAPTURES / f"{picture.name}.png")
    print(f"{picture.name}: {answered.status} {page.title()} ({size // 1000} kB)", flush=True)
    context.close()
    return int(answered.status >= 400)


def keep(raw: bytes, file: Path) -> int:
    """Write a picture with 256 colours at most: flat areas need no more. Returns its bytes."""
    from PIL import Image

    image = Image.open(BytesIO(raw)).convert("RGB")
    image.quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(file, optimize=True)
    return file.stat().st_size


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
                      INDUSTRIELLES_MODE="development", DJANGO_ALLOW_ASYNC_UNSAFE="true", LANG="fr_FR.UTF-8", LANGUAGE="fr")
    import django
    from playwright.sync_api import sync_playwright

    django.setup()
    CAPTURES.mkdir(parents=True, exist_ok=True)
    wanted = [picture for picture in PICTURES if picture.name.startswith(tuple(sys.argv[1:]) or ("",))]
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome") or None
    with serving(), sync_playwright() as playwright:
        set_the_stage()
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--lang=fr-FR"])
        faults = sum(take(browser, picture) for picture in wanted)
        browser.close()
    weight = sum(file.stat().st_size for file in CAPTURES.glob("*.png"))
    print(f"{len(list(CAPTURES.glob('*.png')))} pictures, {weight / 1e6:.1f} MB{', too heavy' if weight > MOST else ''}")
    return 1 if faults or weight > MOST else 0


if __name__ == "__main__":
    sys.exit(main())
