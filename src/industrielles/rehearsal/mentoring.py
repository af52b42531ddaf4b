"""The demo's mentoring: a first season, and a programme open to applications, with mentors at each step and girls whose parents said yes,
nothing, no, or no longer. What their pairs live is in `pairs`."""
from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from industrielles.kit import clock
from industrielles.mentoring import verbs as mentoring
from industrielles.mentoring.models import Group, Mentee, Mentor, Programme
from industrielles.mentoring.wishes import Mode
from industrielles.network.models import Network
from industrielles.network.roles import Role
from industrielles.people.models import Person
from industrielles.places.models import Commune
from industrielles.pool.models import Branch
from industrielles.safeguarding import ages
from industrielles.safeguarding.models import Clearance

from . import pairs, stage
from .cast import TRADES, Somebody, plain
from .cohort import WEEKS, Cohort
from .collective import DOMAIN
from .safeguarding import AGREES, BOTH, REFUSES, SILENT, TAKES_BACK, key, parent, referent, reports, tell_ends

if TYPE_CHECKING:
    from .demo import Demo
    from .nationwide import Size

Step = Mentor.Status
# First name, surname, address, trade (of TRADES), commune, capacity, interests, how far she is, days since she applied.
MENTORS: tuple[tuple[str, str, str, int, str, int, tuple[str, ...], Step, int], ...] = (
    ("Rokia", "Traoré", "rokia", 13, "59512", 1, ("travel", "hands", "sport"), Step.MATCHABLE, 27),
    ("Karima", "Ziani", "karima.mentore", 12, "59350", 2, ("computing", "maths", "machines"), Step.MATCHABLE, 27),
    ("Fanny", "Delcourt", "fanny.mentore", 5, "59009", 2, ("computing", "science", "music"), Step.MATCHABLE, 26),
    ("Laure", "Blanchard", "laure.mentore", 16, "59512", 2, ("nature", "living", "science"), Step.MATCHABLE, 26),
    ("Mathilde", "Robert", "mathilde.mentore", 10, "59350", 1, ("science", "nature", "travel"), Step.MATCHABLE, 25),
    ("Maud", "Poulain", "maud.mentore", 3, "59178", 1, ("science", "nature"), Step.SIGNED, 21),
    ("Priya", "Nguyen", "priya.mentore", 15, "59009", 3, ("computing", "maths", "languages"), Step.TRAINED, 18),
    ("Valérie", "Dumas", "valerie.mentore", 7, "59606", 1, ("machines", "living"), Step.CLEARED, 15),
    ("Anja", "Kowalski", "anja.mentore", 11, "59183", 2, ("nature", "sport", "building"), Step.REFERENCES, 11),
    ("Solène", "Lacroix", "solene.mentore", 17, "62041", 1, ("building", "drawing"), Step.INTERVIEWED, 7),
    ("Estelle", "Barbier", "estelle.mentore", 9, "59350", 1, ("drawing", "people"), Step.APPLIED, 2),
    ("Olivier", "Besson", "olivier.mentor", 5, "80021", 1, ("machines",), Step.DECLINED, 13),
    ("Coralie", "Faure", "coralie.mentore", 10, "59350", 1, ("science",), Step.UNCONFIRMED, 0),
)
BEFORE: tuple[tuple[str, str, str, int, str, int, tuple[str, ...], Step, int], ...] = (  # the first season's
    ("Delphine", "Caron", "mentore", 0, "59350", 2, ("machines", "hands", "people"), Step.MATCHABLE, 258),
    ("Sabine", "Colin", "sabine.mentore", 4, "59009", 2, ("drawing", "hands", "science"), Step.MATCHABLE, 258),
    ("Tania", "Ferreira", "tania.mentore", 8, "59512", 1, ("hands", "sport"), Step.MATCHABLE, 257),
    ("Inès", "Masson", "ines.mentore", 2, "59350", 1, ("computing", "people"), Step.MATCHABLE, 256),
)
# First name, surname, age, class, interests, what she likes, her first wish, what her parent did, days since she applied.
MENTEES: tuple[tuple[str, str, int, str, tuple[str, ...], str, tuple[str, str], str, int], ...] = (
    ("Manon", "Gautier", 16, "second", ("living", "nature"), "Le potager du lycée.", ("branch", "l’eau"), AGREES, 20),
    ("Jade", "Descamps", 15, "middle", ("science", "nature"), "Les expériences ratées.", ("branch", "l’énergie"), BOTH, 19),
    ("Awa", "Cissé", 17, "technical", ("computing", "maths"), "Programmer des robots.", ("person", "quelqu’un qui a hésité"), AGREES, 17),
    ("Rose", "Wattel", 15, "second", ("drawing", "building"), "Dessiner des maisons.", ("trade", "charpentière"), SILENT, 12),
    ("Inaya", "Haddad", 16, "general", ("living", "science"), "La biologie.", ("path", "une école d’ingénieures"), SILENT, 9),
    ("Emma", "Bouvier", 17, "vocational", ("hands", "machines"), "Souder, depuis septembre.", ("trade", "soudeuse"), TAKES_BACK, 16),
    ("Zélie", "Perrin", 16, "second", ("travel",), "Les trains.", ("branch", "le ferroviaire"), REFUSES, 14),
    ("Chloé", "Rivière", 18, "higher", ("machines", "people"), "Mon BTS.", ("path", "BTS puis école"), "", 11),
    ("Maya", "Garnier", 20, "university", ("computing", "music"), "Les capteurs.", ("person", "une cheffe d’équipe"), "", 8),
    ("Nour", "Picard", 19, "elsewhere", ("people", "sport"), "Le basket.", ("other", "je ne sais pas encore"), "", 6),
    ("Ambre", "Leroy", 18, "general", ("nature",), "", ("other", "voir des métiers dehors"), "unconfirmed", 0),
)
GIRLS_BEFORE: tuple[tuple[str, str, int, str, tuple[str, ...], str, tuple[str, str], str, int], ...] = (
    ("Clara", "Mercier", 17, "second", ("drawing", "hands"), "Le verre, le feu.", ("trade", "souffleuse de verre"), AGREES, 255),
    ("Sarah", "Lemaire", 20, "higher", ("hands", "sport"), "Le handball.", ("trade", "soudeuse"), "", 254),
    ("Lina", "Moreau", 16, "second", ("machines", "hands"), "Réparer des vélos.", ("trade", "régleuse"), SILENT, 253),
    ("Léa", "Fontaine", 17, "general", ("drawing", "music"), "Dessiner.", ("branch", "la mode"), SILENT, 252),
    ("Maëlle", "Renaud", 17, "technical", ("computing",), "Mon téléphone, je l’ai ouvert.", ("branch", "le numérique"), SILENT, 251),
)
FROM_SCHOOL = ("Jade", "Rose")  # who came by the link of their school
SHORT = ("Lina", "Jade")  # whose addresses the demo names
WEDNESDAY, FRIDAY = 1 << 5, 1 << 9  # afternoons
FOUNDED, BEGUN, APART = 30, 262, 3  # days ago, the second season and the first; days between two steps of a mentor


def play(demo: Demo) -> None:
    """Make it all, through the verbs, in the network of the North."""
    there = Network.objects.get(slug="hauts-de-france")
    by = demo.who.coordinators[there.pk]
    with demo.on(demo.today - dt.timedelta(days=BEGUN + 10)):
        watcher = referent(demo, there)
    first = opened(demo, there, "Mentorat du Nord, première saison", days=BEGUN, by=by, watcher=watcher)
    before = [offer(demo, first, line, by=by) for line in BEFORE]
    for line in GIRLS_BEFORE:
        apply(demo, first, line, group=None, by=by)
    with demo.on(demo.today - dt.timedelta(days=BEGUN - 40)):
        mentoring.close_programme(first, by=by)
    pairs.lived(demo, first, by=by, watcher=watcher)
    programme = opened(demo, there, "Mentorat du Nord", days=FOUNDED, by=by, watcher=watcher)
    group = school(demo, programme)
    mentors = [offer(demo, programme, line, by=by) for line in MENTORS]
    for line in MENTEES:
        apply(demo, programme, line, group=group if line[0] in FROM_SCHOOL else None, by=by)
    assert before[0].person and mentors[0].person
    tell_ends(mentors[0].person)
    pairs.matching(demo, programme, by=by)
    reports(demo, there, by=watcher, mentor=before[0].person)


def nationwide(demo: Demo, size: Size) -> None:
    """The cohort of the whole collective, from its applications to its end, a year ago to now."""
    with demo.on(demo.today - dt.timedelta(weeks=WEEKS + 1)):
        watcher = stage.meet(Somebody("Aurore", "Vidal", f"referente.nationale@{DOMAIN}"), by=demo.who.national)
        stage.give(watcher, demo.who.top, Role.REFERENT, by=demo.who.national)
    Cohort(demo.who.top, demo.who.national, watcher, demo.today, size.mentees, size.mentors, demo.seed, demo.say).play()


def opened(demo: Demo, there: Network, name: str, *, days: int, by: Person, watcher: Person) -> Programme:
    """Written from the most usual template so many days ago, for 15 to 20 years, assessed, watched over, open."""
    with demo.on(demo.today - dt.timedelta(days=days)):
        programme = mentoring.found(there, template="lycee", name=name, dpia_on=clock.today() - dt.timedelta(days=20),
                                    dpia_by="Mireille Wattel, avec la déléguée à la protection des données", by=by)
        programme.referent, programme.age_to, programme.capacity = watcher, 20, 12
        programme.save(update_fields=["referent", "age_to", "capacity"])
        return mentoring.open_programme(programme, by=by)


def school(demo: Demo, programme: Programme) -> Group:
    """A school applies for a club: its link, no name."""
    with demo.on(demo.today - dt.timedelta(days=22)):
        return mentoring.confirm_group(mentoring.apply_as_group(
            programme, contact_name="Ève Roux", contact_email=f"eve.roux@{DOMAIN}", school_name="Lycée Colbert", label="Club sciences",
            headcount=6, request_key=key(demo)))


def offer(demo: Demo, programme: Programme, line: tuple[Any, ...], *, by: Person) -> Mentor:
    """A mentor applies, and is brought as far as her line says, a step every few days."""
    first_name, last_name, address, trade, town, capacity, interests, until, days = line
    commune, job = Commune.objects.select_related("department").get(pk=town), TRADES[trade]
    day = demo.today - dt.timedelta(days=days)
    with demo.on(day, 12):
        mentor = mentoring.apply_as_mentor(
            programme, email=f"{address}@{DOMAIN}", born_on=dt.date(demo.today.year - 30 - trade, 1 + trade % 12, 5),
            request_key=key(demo), first_name=first_name, last_name=last_name, phone=f"06 39 98 30 {trade:02}", job=job.job, path=job.words,
            diploma=job.level, branch=Branch.objects.get(code=job.branch), employer="Ateliers de la Deûle", commune=commune,
            department=commune.department, capacity=capacity, half_days=demo.choice.choice((32, 160, 512, 672)),
            modes=[Mode.ONLINE, *([Mode.SCHOOL] if trade % 2 else [])], languages=["fr"], interests=list(interests),
            motivation="J’aurais aimé qu’on m’accompagne.", references=[
                {"name": "Paul Petit", "email": f"paul.petit@{DOMAIN}", "phone": "", "relation": "chef d’atelier"},
                {"name": "Zoé Grand", "email": f"zoe.grand@{DOMAIN}", "phone": "", "relation": "collègue"}])
        if until == Step.UNCONFIRMED:
            return mentor
        mentor = mentoring.confirm_mentor(mentor)
    goal = Step.INTERVIEWED if until == Step.DECLINED else until
    for number, step in enumerate(Mentor.WAY[1:Mentor.WAY.index(goal) + 1], start=1):
        with demo.on(day + dt.timedelta(days=APART * number), 17):
            mentor = take(demo, mentor, step, ends_soon=address == "rokia", by=by)
    if until == Step.DECLINED:
        with demo.on(demo.today - dt.timedelta(days=5)):
            mentor = mentoring.decline(mentor, words="Il ne peut pas tenir une heure toutes les deux semaines.", by=by)
    elif until == Step.CLEARED:
        with demo.on(demo.today - dt.timedelta(days=1), 20):
            learn(mentor, 2)
    return mentor


def take(demo: Demo, mentor: Mentor, step: Step, *, ends_soon: bool, by: Person) -> Mentor:
    """One step, by whoever takes it."""
    if step == Step.INTERVIEWED:
        mentoring.interview(mentor, words="Une heure toutes les deux semaines, en ligne, le mercredi.", by=by)
    elif step == Step.REFERENCES:
        for one in mentor.references.all():
            mentoring.hear(one, recommends=True, by=by)
    elif step == Step.CLEARED:
        until = demo.today + dt.timedelta(days=6) if ends_soon else None
        long_ago = (demo.today - clock.today()).days > Clearance.LASTS[Clearance.Kind.HONOUR]
        kind = Clearance.Kind.B3 if long_ago else Clearance.Kind.HONOUR
        mentoring.clear(mentor, kind=kind, seen_on=clock.today(), until=until, by=by)
    elif step == Step.TRAINED:
        learn(mentor, 100)
    elif step == Step.SIGNED:
        mentoring.sign(mentor, shown_at=clock.now(), by=mentor.person)
    else:
        mentoring.make_matchable(mentor, by=by)
    mentor.refresh_from_db()
    return mentor


def learn(mentor: Mentor, modules: int) -> None:
    """She passes the quiz of so many modules."""
    for module in mentoring.left_to_learn(mentor)[:modules]:
        mentoring.learn(mentor, module=module, answers=[one["right"] for one in module.questions], by=mentor.person)


def apply(demo: Demo, programme: Programme, line: tuple[Any, ...], *, group: Group | None, by: Person) -> Mentee:
    """A girl applies and confirms; her parent does what her line says; one withdraws, one is told no."""
    first_name, last_name, years, level, interests, likes, wish, how, days = line
    lille, sent = Commune.objects.select_related("department").get(pk="59350"), demo.today - dt.timedelta(days=days)
    born_on = ages.birthday(demo.today - dt.timedelta(days=60 + 11 * days % 240), -years)
    minor = years < ages.ADULT
    with demo.on(sent, 18):
        mentee = mentoring.apply_as_mentee(
            programme, email=f"{plain(first_name)}@{DOMAIN if first_name in SHORT else f'eleve.{DOMAIN}'}", born_on=born_on,
            request_key=key(demo), group=group, first_name=first_name, last_name=last_name, level=level, school_name="Lycée Colbert",
            commune=lille, department=lille.department, interests=list(interests), likes=likes,
            wonders="Est-ce qu’on peut changer d’avis plus tard ?", wishes=[list(wish)], half_days=WEDNESDAY | FRIDAY,
            modes=[Mode.ONLINE, Mode.SCHOOL], languages=["fr"], needs=["camera"] if years % 2 else [],
            parent_name=f"Sofia {last_name}" if minor else "",
            parent_email=f"parent.{plain(first_name)}@{DOMAIN}" if minor else "")
        if how == "unconfirmed":
            return mentee
        mentee = mentoring.confirm_mentee(mentee)
    if minor and mentee.person:
        parent(demo, mentee.person, how=how, days=days - 8 if how == SILENT else days - 2)
    if how == REFUSES:
        with demo.on(demo.today - dt.timedelta(days=4)):
            return mentoring.decline(mentee, words="Ta mère préfère attendre. Tu peux revenir l’an prochain.", by=by)
    if first_name == "Nour":
        with demo.on(demo.today - dt.timedelta(days=2)):
            return mentoring.withdraw(mentee, by=mentee.person)
    return mentee
