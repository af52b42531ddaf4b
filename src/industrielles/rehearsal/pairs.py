"""The demo's pairs: a first season lived to its end or still under way, and a second one being matched: to confirm, asked, refused, to be
chosen, signed, about to meet."""
from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from industrielles.mentoring import verbs as mentoring
from industrielles.mentoring.models import Closure, Instruction, Meeting, Mentee, Mentor, Pair, Programme, Scenario, Side
from industrielles.mentoring.wishes import Mode
from industrielles.people.models import Person

from . import lives
from .days import PARIS
from .safeguarding import AGREES, parent

if TYPE_CHECKING:
    from .demo import Demo

SIGN_IN = (  # whom to sign in as, beside those who have a role in a network
    ("lina", _("mentee, in a pair under way")), ("mentore", _("mentor of Lina")),
    ("jade", _("mentee, 15: three mentors to choose among")), ("rokia", _("mentor: a proposal waits for her yes")))
FELT, BOTH = Meeting.Felt, (Side.MENTEE, Side.MENTOR)
YES, LOW = (4, 4, 3, 4), (3, 2, 2, 3)


def lived(demo: Demo, programme: Programme, *, by: Person, watcher: Person) -> None:
    """The first season: one pair to its end with certificates, one stopped; then two under way and one that rests, of girls whose parents
    answered late."""
    planned, stopped = matched(demo, programme, "Premier tour", [("Clara", "Sabine"), ("Sarah", "Tania")], days=230, by=by)
    stopped_early(demo, stopped, adult=watcher, by=by)
    late = [("Lina", "Delphine"), ("Léa", "Sabine"), ("Maëlle", "Inès")]
    for (mentee, _mentor), days in zip(late, (122, 119, 116), strict=True):
        parent(demo, person_of(girl(programme, mentee)), how=AGREES, days=days)
    healthy, silent, rests = matched(demo, programme, "Second tour", late, days=104, by=by)
    to_the_end(demo, planned, adult=watcher, by=by)
    for pair, days in ((healthy, 92), (silent, 90), (rests, 80)):
        begins(demo, pair, days=days, adult=watcher, by=by)
    goes_well(demo, healthy, watcher=watcher)
    says_less_and_less(demo, silent)
    for days in (66, 45, 24):
        with demo.on(demo.today - dt.timedelta(days=days), 18):
            lives.met(rests, felt=FELT.SO_SO if days == 24 else FELT.GOOD)
    with demo.on(demo.today - dt.timedelta(days=6), 19):
        mentoring.pause(rests, by=lives.person(rests, Side.MENTOR))


def matched(demo: Demo, programme: Programme, name: str, together: Sequence[tuple[str, str]], *, days: int, by: Person) -> list[Pair]:
    """A scenario where these are decided together, computed, published, confirmed; all say yes."""
    with demo.on(demo.today - dt.timedelta(days=days)):
        made = computed(demo, programme, name, together, by=by)
        matches = {one.mentee.first_name: mentoring.confirm(one, by=by) for one in mentoring.publish(made, by=by)}
    with demo.on(demo.today - dt.timedelta(days=days - 2), 18):
        return [lives.agree(matches[mentee]) for mentee, _mentor in together]


def computed(demo: Demo, programme: Programme, name: str, together: Sequence[tuple[str, str]], *, by: Person,
             **weights: int) -> Scenario:
    """A scenario as far as its result."""
    made = lives.scenario(programme, name, choice=demo.choice, by=by, **weights)
    for mentee, mentor in together:
        mentoring.instruct(made, mentee=girl(programme, mentee), mentor=woman(programme, mentor), kind=Instruction.Kind.FIX, by=by)
    return mentoring.compute(made, by=by)


def girl(programme: Programme, first_name: str) -> Mentee:
    """The mentee of this first name."""
    return Mentee.objects.get(programme=programme, first_name=first_name)


def woman(programme: Programme, first_name: str) -> Mentor:
    """The mentor of this first name."""
    return Mentor.objects.get(programme=programme, first_name=first_name)


def begins(demo: Demo, pair: Pair, *, days: int, adult: Person, by: Person) -> None:
    """All sign, so many days ago; three days later they meet, with an adult of the programme."""
    with demo.on(demo.today - dt.timedelta(days=days + 3), 19):
        lives.sign(pair, by=by)
    with demo.on(demo.today - dt.timedelta(days=days), 17):
        lives.meet_first(pair, adult=adult, by=by)


def asked(demo: Demo, pair: Pair, *, days: int, answers: tuple[tuple[str, tuple[int, ...]], ...]) -> None:
    """The questions of the programme's day come, and these answer them the next morning."""
    with demo.on(demo.today - dt.timedelta(days=days), 9):
        mentoring.ask_questions(pair, by=None)
    with demo.on(demo.today - dt.timedelta(days=days - 1), 8):
        for side, values in answers:
            lives.answer(pair, side, values)


def to_the_end(demo: Demo, pair: Pair, *, adult: Person, by: Person) -> None:
    """Six months, a goal reached, questions answered; ended on its day, closed, with two certificates."""
    first = 222
    begins(demo, pair, days=first, adult=adult, by=by)
    with demo.on(demo.today - dt.timedelta(days=first - 10), 18):
        goal = mentoring.set_goal(pair, words="Choisir entre un bac pro et une seconde générale.", by=lives.person(pair, Side.MENTEE))
    for days in range(first - 14, first - 180, -21):
        with demo.on(demo.today - dt.timedelta(days=days), 18):
            lives.met(pair, sides=BOTH)
    for days in (first - 30, first - 90, first - 150):
        asked(demo, pair, days=days, answers=((Side.MENTEE, YES), (Side.MENTOR, YES)))
    with demo.on(demo.today - dt.timedelta(days=60), 18):
        mentoring.end_goal(goal, reached=True, by=lives.person(pair, Side.MENTEE))
    with demo.on(demo.today - dt.timedelta(days=37), 10):
        mentoring.end_pair(pair, by=by)
    with demo.on(demo.today - dt.timedelta(days=35), 18):
        for side in BOTH:
            lives.answer(pair, side, YES)
    with demo.on(demo.today - dt.timedelta(days=30), 10):
        lives.close(pair, after=Closure.After.PROGRAMME, again=True, by=by)


def stopped_early(demo: Demo, pair: Pair, *, adult: Person, by: Person) -> None:
    """Two meetings; then she stops, without a reason; closed once a fortnight has passed. She leaves the programme."""
    begins(demo, pair, days=220, adult=adult, by=by)
    with demo.on(demo.today - dt.timedelta(days=200), 18):
        lives.met(pair, minutes=45, felt=FELT.SO_SO)
    with demo.on(demo.today - dt.timedelta(days=180), 18):
        mentoring.stop(pair, by=lives.person(pair, Side.MENTEE))
    with demo.on(demo.today - dt.timedelta(days=160), 10):
        lives.close(pair, after=Closure.After.NONE, by=by)
        mentoring.withdraw(pair.mentee, by=lives.person(pair, Side.MENTEE))


def goes_well(demo: Demo, pair: Pair, *, watcher: Person) -> None:
    """Goals in her words, meetings told by both, messages, one held; questions wait for her, and a date stands."""
    hers, theirs = lives.person(pair, Side.MENTEE), lives.person(pair, Side.MENTOR)
    with demo.on(demo.today - dt.timedelta(days=88), 18):
        goals = [mentoring.set_goal(pair, words=words, by=hers) for words in (
            "Visiter un atelier de soudure.", "Écrire ma lettre de stage.", "Comprendre ce qu’on fait en STI2D.")]
    for days in (76, 55, 41, 20, 6):
        with demo.on(demo.today - dt.timedelta(days=days), 18):
            lives.met(pair, sides=BOTH)
    asked(demo, pair, days=62, answers=((Side.MENTEE, YES), (Side.MENTOR, YES)))
    with demo.on(demo.today - dt.timedelta(days=19), 18):
        mentoring.end_goal(goals[1], reached=True, by=hers)
    talk(demo, pair, (
        (40, theirs, "Bonjour Lina ! Merci pour tes questions. Je demande à mon chef si tu peux voir les robots."),
        (39, hers, "Merci ! J’ai fini ma lettre de stage, je vous la lirai."),
        (21, hers, "Vous pouvez m’appeler au 06 39 98 77 10 si c’est plus simple."),
        (5, theirs, "C’était un plaisir de te lire ta lettre à voix haute. Pense aux trois ateliers dont on a parlé."),
        (2, hers, "J’ai choisi celui de Lille. On en parle la prochaine fois ?"),
        (1, theirs, "Avec joie. Mon insta : delph.soude")))
    held = pair.messages.exclude(held_for="").order_by("pk")[0]
    with demo.on(demo.today - dt.timedelta(days=20), 9):
        mentoring.rule(held, goes=False, by=watcher)
    with demo.on(demo.today - dt.timedelta(days=2), 9):
        mentoring.ask_questions(pair, by=None)
    with demo.on(demo.today - dt.timedelta(days=1), 17):
        date = dt.datetime.combine(demo.today + dt.timedelta(days=8), dt.time(17, 30), PARIS)
        mentoring.agree_meeting(mentoring.propose_meeting(pair, starts_at=date, mode=Mode.ONLINE, by=theirs), by=hers)


def says_less_and_less(demo: Demo, pair: Pair) -> None:
    """They met twice, then no more; she answers that it does not help her much."""
    for days, felt in ((75, FELT.GOOD), (56, FELT.SO_SO)):
        with demo.on(demo.today - dt.timedelta(days=days), 18):
            lives.met(pair, felt=felt)
    asked(demo, pair, days=60, answers=((Side.MENTEE, LOW),))


def talk(demo: Demo, pair: Pair, said: Sequence[tuple[int, Person, str]]) -> None:
    """Messages: days ago, who, what."""
    for days, who, body in said:
        with demo.on(demo.today - dt.timedelta(days=days), 18):
            mentoring.send(pair, body=body, key=lives.key(demo.choice), by=who)


def matching(demo: Demo, programme: Programme, *, by: Person) -> None:
    """The second season: published and confirmed a few days ago; each proposal stands elsewhere. Another scenario was there to be
    compared; one mentee chooses by herself."""
    together = [("Awa", "Karima"), ("Maya", "Fanny"), ("Chloé", "Rokia"), ("Manon", "Laure")]
    with demo.on(demo.today - dt.timedelta(days=4), 9):
        computed(demo, programme, "La proximité d’abord", (), near=80, wishes=20, by=by)
        made = computed(demo, programme, "Mélanger ce qui compte", together, by=by)
        found = {one.mentee.first_name: one for one in mentoring.publish(made, by=by)}
        confirmed = {name: mentoring.confirm(found[name], by=by) for name, _mentor in together}
    with demo.on(demo.today - dt.timedelta(days=3), 18):
        waits, meets = lives.agree(confirmed["Awa"]), lives.agree(confirmed["Maya"])
        lives.sign(waits, Side.MENTEE, Side.MENTOR, by=by)
        lives.sign(meets, by=by)
        mentoring.accept(confirmed["Chloé"], by=person_of(confirmed["Chloé"].mentee))
    with demo.on(demo.today - dt.timedelta(days=2), 19):
        mentoring.refuse(confirmed["Manon"], by=person_of(confirmed["Manon"].mentor))
    with demo.on(demo.today - dt.timedelta(days=1), 11):
        mentoring.offer_choice(girl(programme, "Jade"), by=by)


def person_of(applicant: Mentee | Mentor) -> Person:
    """Her account: she has confirmed."""
    assert applicant.person is not None
    return applicant.person

