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

ROOT = Path(__file__).resolve().parent.parent
CAPTURES, DATA, PORT = ROOT / "docs" / "captures", ROOT / ".cache" / "screenshots", 8765
SITE = f"http://localhost:{PORT}"
COORDINATOR, NATIONAL, ROLE_MODEL = "coordination@demo.example", "nationale@demo.example", "nadia@demo.example"
LENDING, LENDER = "filiere-numerique", "coordination.filiere-numerique@demo.example"
MOST = 3_000_000  # bytes of all pictures together
PHONE = 390
LOADED = "Promise.all([...document.images].map(i => { i.loading = 'eager'; return i.decode().catch(() => null) }))"


# -- where pictures are taken -------------------------------------------------------------------

def here(path: str) -> Callable[[], str]:
    return lambda: path


def requests() -> Any:
    """The requests of the coordinator's desk."""
    from industrielles.engagements.models import Engagement
    from industrielles.people.models import Person

    return Engagement.objects.visible_to(Person.objects.get(email=COORDINATOR)).order_by("pk")


def in_state(*statuses: str) -> Callable[[], str]:
    """A request in one of these states, of which most is to be seen."""
    def address() -> str:
        from django.db.models import Count

        from industrielles.engagements import addresses

        found = requests().filter(status__in=statuses).annotate(n=Count("invitations")).order_by("-n", "pk")
        return addresses.request(found[0])
    return address


def volunteered() -> str:
    """A request for which somebody has put herself forward."""
    from industrielles.engagements import addresses

    return addresses.request(requests().filter(invitations__status="forward")[0])


def differing() -> str:
    """A visit told with two different counts."""
    from industrielles.engagements import addresses

    return addresses.request(requests().differing()[0])


def lending() -> str:
    """A network asks another to lend somebody."""
    from industrielles.engagements import addresses
    from industrielles.engagements.models import Lending

    return addresses.lending(Lending.objects.filter(status=Lending.Status.ASKED)[0].code)


def invitation(status: str) -> Any:
    from industrielles.engagements.models import Invitation

    return Invitation.objects.filter(status=status).select_related("engagement").order_by("-engagement__starts_at", "pk")[0]


def answer() -> str:
    """An invitation waiting for its answer, as its role model opens it."""
    from industrielles.engagements import addresses

    return addresses.answer(invitation("sent"))


def report() -> str:
    """A visit that took place and is not told yet, for the one who was there."""
    from industrielles.engagements import addresses
    from industrielles.engagements.models import Engagement, Invitation

    waiting = Invitation.objects.filter(status="accepted", engagement__in=Engagement.objects.awaiting_report())
    return addresses.answer_report(waiting.order_by("pk")[0])


def follow() -> str:
    """A visit that is agreed, as its asker follows it."""
    from industrielles.engagements import addresses
    from industrielles.engagements.models import Engagement
    from industrielles.kit import clock

    return addresses.follow(Engagement.objects.filter(status="confirmed", starts_at__gt=clock.now()).order_by("starts_at")[0])


def letter() -> str:
    """The letter by which a role model is invited, as a mail reader shows it."""
    from django.urls import reverse

    from industrielles.letters.models import Letter

    return reverse("letters:page", args=[Letter.objects.get(key=f"invitation/{invitation('sent').code}/invite").code])


def most_choice() -> str:
    """The request for which most role models could come."""
    from industrielles.engagements import addresses, suggestions

    looked_for = [one for one in requests().filter(status="requested", remote=False) if not one.invitations.exists()]
    return addresses.request(max(looked_for, key=lambda one: len(suggestions.best(one))))


def near_someone() -> str:
    """Who finds most open requests near her: her address to sign in."""
    from industrielles.engagements import suggestions
    from industrielles.pool.models import RoleModel

    every = RoleModel.objects.current().filter(network__slug="hauts-de-france").select_related("person", "network").order_by("pk")
    return str(max(every, key=lambda one: len(suggestions.nearby(one))).person.email)


def ambassador() -> str:
    """An ambassador, as the coordinator of her network sees her."""
    from django.urls import reverse

    from industrielles.pool.models import Ambassador

    she = Ambassador.objects.filter(network__slug="hauts-de-france", ended_on=None).select_related("person", "network").order_by("pk")[0]
    return reverse("pool:member", args=[she.network.slug, she.person.code])


def next_month() -> str:
    from industrielles.kit import clock

    return f"/coordination/calendrier/?month={clock.today().replace(day=1) + dt.timedelta(days=32):%Y-%m}"


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


def show_week(page: Any) -> None:
    page.locator("#p-quand").evaluate("element => window.scrollTo(0, element.getBoundingClientRect().top + scrollY - 24)")


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
    Picture("ask", here("/demander/"), before=look_for_school), Picture("ask-phone", here("/demander/"), PHONE),
    Picture("ask-check", here("/demander/"), height=1260, before=fill_in, part="main"),
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
    Picture("profile", here("/mon-profil/"), person=ROLE_MODEL, before=show_week),
    Picture("near", here("/pres-de-chez-vous/"), person=near_someone),
    Picture("figures", here("/chiffres/?year=2025-2026"), height=1560),  # a whole school year
    Picture("entries", here("/chiffres/ecritures/"), person=COORDINATOR),
)


def set_the_stage() -> None:
    """What the demo has not: a volunteer, and a network that asks another to lend somebody. Made once."""
    from industrielles.engagements import suggestions
    from industrielles.engagements import verbs as engagements
    from industrielles.engagements.models import Engagement, Lending
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
    if not Lending.objects.exists():
        engagement = next(one for one in looked_for.exclude(invitations__status="forward") if lenders(one).filter(slug=LENDING).exists())
        engagements.ask_lending(engagement, lender=lenders(engagement).get(slug=LENDING), by=by,
                                words="Personne chez nous n’est libre ces jours-là. L’une des vôtres pourrait-elle venir ?")


# -- how they are taken --------------------------------------------------------------------------

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
