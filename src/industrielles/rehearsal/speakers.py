"""Round tables, conferences, interviews, half-days and visits of the demo: some told, some under way, one that presses."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING, Any

from industrielles.engagements import suggestions
from industrielles.engagements import verbs as engagements
from industrielles.engagements.models import Engagement, Invitation, Report
from industrielles.kit import clock
from industrielles.network.models import Network
from industrielles.people import verbs as people
from industrielles.people.consents import Purpose
from industrielles.places.models import Commune
from industrielles.pool import verbs as pool
from industrielles.pool.models import RoleModel

if TYPE_CHECKING:
    from .demo import Demo

Kind = Engagement.Kind
PUBLIC = (RoleModel.Format.ROUND_TABLE, RoleModel.Format.CONFERENCE, RoleModel.Format.INTERVIEW)  # her profile says what she agrees to
# kind, days from now, title, organisation, commune, seats, audience, people, what is paid, days within which an answer is needed
ASKED: tuple[tuple[Any, int, str, str, str, int, str, int, str, int | None], ...] = (
    (Kind.CONFERENCE, -120, "Souder, programmer, diriger : trois métiers, une usine", "Médiathèque Jean-Lévy", "59350", 1, "public", 90,
     "travel", None),
    (Kind.ROUND_TABLE, -75, "Femmes dans la robotique : qui, comment, combien", "CCI Hauts-de-France", "59350", 3, "companies", 140,
     "travel", None),
    (Kind.INTERVIEW, -50, "Une régleuse raconte sa semaine", "La Gazette du Littoral", "59183", 1, "", 0, "nothing", None),
    (Kind.INTERVIEW, 6, "Pourquoi si peu de filles en bac pro industriel ?", "Radio Dunes", "59183", 1, "", 0, "nothing", 3),
    (Kind.ROUND_TABLE, 24, "De l’atelier à la direction", "Ville de Dunkerque", "59183", 3, "mixed", 80, "travel", 12),
    (Kind.DISCOVERY, 33, "Une matinée pour essayer six gestes", "Mission locale de Lille", "59350", 1, "job-seekers", 25, "travel", None),
    (Kind.COMPANY_VISIT, 18, "Voir une ligne de batteries", "France Travail Valenciennes", "59606", 1, "job-seekers", 15, "nothing", None),
)
ANSWERED = {-120: 1, -75: 3, -50: 1, 24: 2, 18: 1}  # how many have accepted


def play(demo: Demo) -> None:
    """Who agrees to be proposed to media and organisers, then what was asked of them."""
    there = Network.objects.get(slug="hauts-de-france")
    women = list(RoleModel.objects.current().filter(network=there).order_by("pk"))
    with demo.on(demo.today - dt.timedelta(days=200)):
        for woman in women[:: 1 if len(women) < 12 else 2]:
            people.consent(woman.person, purpose=Purpose.MEDIA, source="profile", network_id=there.pk)
            pool.describe(woman, fields={"formats": [*woman.formats, *PUBLIC]}, by=woman.person)
    for line in ASKED:
        engagement = ask(demo, *line)
        answer(demo, engagement, line[1])
        if line[1] < 0:
            tell(demo, engagement)


def ask(demo: Demo, kind: Any, ahead: int, title: str, organisation: str, town: str, seats: int, audience: str, headcount: int,
        paid: str, answer_in: int | None) -> Engagement:
    """One request, confirmed the same day."""
    somebody = demo.cast.somebody()
    day = demo.free_day(demo.today + dt.timedelta(days=ahead))
    while ahead < 0 and day >= demo.today:
        day = demo.free_day(day - dt.timedelta(days=8))
    with demo.on(min(day, demo.today) - dt.timedelta(days=30 if ahead < 0 else 1), 11):
        engagement = engagements.ask_speaker(
            request_key=uuid.UUID(int=demo.choice.getrandbits(128), version=4), kind=kind, organisation=organisation,
            commune=Commune.objects.select_related("department").get(pk=town), dates=[(day, "afternoon")], window=None,
            answer_by=demo.today + dt.timedelta(days=answer_in) if answer_in else None, seats=seats, title=title, audience=audience,
            headcount=headcount, paid=paid, minutes=60, hour=dt.time(14, 30), remote=kind == Kind.INTERVIEW,
            network=Network.objects.get(slug="hauts-de-france"), contact_name=f"{somebody.first_name} {somebody.last_name}",
            contact_role="journaliste" if kind == Kind.INTERVIEW else "chargée de mission", contact_email=somebody.email, language="fr")
        return engagements.confirm(engagement)


def answer(demo: Demo, engagement: Engagement, ahead: int) -> None:
    """The coordinator proposes it; as many accept as the story says."""
    by = demo.who.coordinators[engagement.network_id]
    if ahead == 33:
        return  # nobody has been proposed for it yet
    with demo.on((engagement.confirmed_at or clock.now()).date() + dt.timedelta(days=1)):
        best = suggestions.best(engagement, person=by, limit=6)
        sent = engagements.invite(engagement, role_models=[one.role_model for one in best], by=by) if best else []
    with demo.on((engagement.confirmed_at or clock.now()).date() + dt.timedelta(days=2)):
        starts_at = engagement.proposed_dates.all()[0].starts_at
        for invitation in sent[:ANSWERED.get(ahead, 0)]:
            demo.allowed(lambda one=invitation: engagements.accept(Invitation.objects.get(pk=one.pk), starts_at=starts_at, anyway=True))


def tell(demo: Demo, engagement: Engagement) -> None:
    """What took place, the day after."""
    engagement.refresh_from_db()
    if engagement.status != Engagement.Status.CONFIRMED or engagement.starts_at is None:
        return
    interview = engagement.kind == Kind.INTERVIEW
    people_there = 0 if interview else engagement.headcount - 7
    with demo.on(engagement.starts_at.date() + dt.timedelta(days=1), 18):
        engagements.report(
            engagement, key=uuid.uuid5(engagement.request_key, "report"), side=Report.Side.TEACHER, outcome=Report.Outcome.HELD,
            people=people_there, girls=people_there * 3 // 5, boys=people_there - people_there * 3 // 5, method=Report.Method.ESTIMATE,
            link="https://gazette.example/une-regleuse" if interview else "", media_audience=42_000 if interview else None,
            words="Des échanges francs, une salle pleine." if not interview else "", smile=3)
