"""Why these two, in two plain sentences for each reader; why nobody; what would match more."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext
from numpy.typing import NDArray

from industrielles.matching import Graph, missing
from industrielles.places.models import Department
from industrielles.pool.availability import MORNING, unpacked
from industrielles.pool.models import RoleModel

from . import affinity
from .models import Mentee, Mentor
from .models.life import Side
from .rules import DIPLOMAS, REACHED, Ground, Rule
from .wishes import Interest, Mode, Wish

COORDINATOR = "coordinator"
NEAR = 30  # kilometres: near enough for the two to be told so, and no more
SAID = 3  # interests, half-days: named at most
LEVELS = ((600, "very good", gettext_lazy("very good")), (400, "good", gettext_lazy("good")), (200, "fair", gettext_lazy("fair")),
          (0, "weak", gettext_lazy("weak")))


def quality(points: int) -> tuple[str, str]:
    """(code, words) of 0 to 1000 points: very good from 600, good from 400, fair from 200, weak below. Chosen once, so that two
    scenarios compare: a first wish met with nothing else is fair, with the other things half met it is good."""
    return next((code, str(label)) for least, code, label in LEVELS if points >= least)


def why(of: Any, reader: str) -> list[str]:
    """Two sentences: what brings them together; how they can meet. `of`: a match, an outcome, anything with `.mentee` and `.mentor`;
    `reader`: "mentee" (tu), "mentor" or "coordinator". Only the coordinator reads her words, distances and numbers."""
    return [_together(of.mentee, of.mentor, reader), _meeting(of.mentee, of.mentor, reader)]


def _together(mentee: Mentee, mentor: Mentor, reader: str) -> str:
    parts = [_wish(mentee, kind, reader) for kind in affinity.kinds_met(mentee, mentor)[:2]]
    common = [str(one.label) for one in Interest if one in mentee.interests and one in mentor.interests]
    if common:
        parts.append(_("an interest in %(things)s") % {"things": _listed(common[:SAID])})
    steps = DIPLOMAS.get(mentor.diploma, -9) - REACHED.get(mentee.level, 9)
    if steps in (1, 2):
        parts.append(pgettext("tu", "a path just ahead of yours") if reader == Side.MENTEE else _("a path just ahead of hers"))
    if parts:
        return (pgettext("tu", "What brings you together: %(parts)s.") if reader == Side.MENTEE
                else _("What brings you together: %(parts)s.") if reader == Side.MENTOR
                else _("What brings them together: %(parts)s.")) % {"parts": _("; ").join(parts)}
    return (pgettext("tu", "You have nothing in common on paper: an occasion to discover something else.") if reader == Side.MENTEE
            else _("You have nothing in common on paper: an occasion to discover something else.") if reader == Side.MENTOR
            else _("They have nothing in common on paper; it is the best pair that leaves nobody else without one."))


def _wish(mentee: Mentee, kind: Wish, reader: str) -> str:
    """What she wished and finds: in her own words for herself and the coordinator, never for the mentor."""
    said = next((words for one, words in mentee.wishes if one == kind and words.strip()), "")
    what = str(kind.label)
    if reader == Side.MENTOR:
        return _("one of her wishes: %(what)s") % {"what": what}
    if reader == Side.MENTEE:
        return (pgettext("tu", "what you wish: %(what)s (“%(said)s”)") if said else pgettext("tu", "what you wish: %(what)s")) % {
            "what": what, "said": said}
    return (_("what she wishes: %(what)s (“%(said)s”)") if said else _("what she wishes: %(what)s")) % {"what": what, "said": said}


def _meeting(mentee: Mentee, mentor: Mentor, reader: str) -> str:
    """When, where and in which language; with a number of kilometres for the coordinator only."""
    parts = []
    common = half_days(mentee.half_days & mentor.half_days, most=SAID)
    if common:
        parts.append(_("both free on %(when)s") % {"when": common})
    parts += _places(mentee, mentor, reader)
    speech = [str(RoleModel.Language(one).label) for one in mentee.languages if one in mentor.languages and one != "fr"]
    if speech:
        parts.append(_("a language in common besides French: %(names)s") % {"names": _listed(speech)} if "fr" in mentor.languages
                     else _("a language in common: %(names)s") % {"names": _listed(speech)})
    if not parts:
        parts = [_("day and place are to be agreed")]
    return _("To meet: %(parts)s.") % {"parts": _("; ").join(parts)}


def _places(mentee: Mentee, mentor: Mentor, reader: str) -> list[str]:
    ours = set(mentee.modes or mentee.programme.modes) & set(mentor.modes or mentee.programme.modes) & set(mentee.programme.modes)
    away = mentee.commune.kilometres_to(mentor.commune) if mentee.commune and mentor.commune else None
    found = []
    if Mode.ONLINE in ours:
        found.append(_("on line, as both accept"))
    if away is not None and reader == COORDINATOR:
        found.append(_("%(km)d km apart") % {"km": round(away)})
    elif away is not None and away <= NEAR and ours - {Mode.ONLINE}:
        found.append(_("not far from each other"))
    return found


def half_days(bits: int, *, most: int = 14) -> str:
    """“Wednesday afternoon and Saturday morning”, "" for none."""
    found = [f"{WEEKDAYS[day]} {_('morning') if half == MORNING else _('afternoon')}" for day, half in unpacked(bits)]
    return _listed(found[:most])


def _listed(words: Sequence[str]) -> str:
    """“a, b and c”."""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


REFUSALS = {
    Rule.NO_PLACE: gettext_lazy("This mentor has no place left."),
    Rule.NOT_CLEARED: gettext_lazy("No clearance of this mentor is valid today."),
    Rule.CARE: gettext_lazy("She is entrusted to child protection: her mentor needs a certificate of good standing that was seen."),
    Rule.BEFORE: gettext_lazy("These two were proposed to each other before, or accompanied each other, and are not proposed again."),
    Rule.FORBIDDEN: gettext_lazy("These two are never to be together in this scenario."),
    Rule.COMPANY: gettext_lazy("This mentor’s company may be one of her family."),
    Rule.SCHOOL: gettext_lazy("This mentor is tied to what may be her school."),
    Rule.NO_MODE: gettext_lazy("There is no way to meet that both accept, that the programme has and, before 18, that a parent allows."),
    Rule.NO_LANGUAGE: gettext_lazy("They have no language in common."),
    Rule.NO_HALF_DAY: gettext_lazy("They are never free at the same time."),
    Rule.TOO_FAR: gettext_lazy("They live too far from each other to meet in person, and one of them does not meet on line."),
}


def refusal(rule: Rule) -> str:
    """Why these two may not be proposed to each other, in one sentence."""
    return str(REFUSALS[rule])


def why_nobody(refusals: Sequence[int]) -> str:
    """Why a mentee stays without a mentor. `refusals`: how many mentors each Rule keeps from her, in the order of Rule."""
    counts = {rule: refusals[rule] for rule in Rule if rule < len(refusals) and refusals[rule]}
    if not counts:
        return _("There is no mentor at all.")
    possible = counts.pop(Rule.ALLOWED, 0)
    if possible:
        return ngettext("%(count)d mentor was possible: her places, or the programme’s, went to others.",
                        "%(count)d mentors were possible: their places, or the programme’s, went to others.", possible) % {
                            "count": possible}
    said = {
        Rule.NO_PLACE: _("%(count)d without a place left"), Rule.NOT_CLEARED: _("%(count)d without a valid clearance"),
        Rule.CARE: _("%(count)d without a certificate of good standing"), Rule.BEFORE: _("%(count)d proposed before"),
        Rule.FORBIDDEN: _("%(count)d that you keep apart"), Rule.COMPANY: _("%(count)d of a company of her family"),
        Rule.SCHOOL: _("%(count)d tied to her school"), Rule.NO_MODE: _("%(count)d without a common way to meet"),
        Rule.NO_LANGUAGE: _("%(count)d without a common language"), Rule.NO_HALF_DAY: _("%(count)d never free when she is"),
        Rule.TOO_FAR: _("%(count)d too far away"),
    }
    parts = [said[rule] % {"count": count} for rule, count in sorted(counts.items(), key=lambda one: -one[1])]
    total = sum(counts.values())
    return ngettext("The only mentor is not possible: %(parts)s.", "None of the %(total)d mentors is possible: %(parts)s.", total) % {
        "total": total, "parts": ", ".join(parts)}


def findings(where: Ground, graph: Graph, alone: NDArray[np.int64], matched: int) -> list[dict[str, Any]]:
    """What would match more, each proved: mentors who are missing (`mentors` of them, free on a `half_day`, in a `department` or on line),
    or places of the programme; `more`: how many mentees more."""
    able = int((where.why == Rule.ALLOWED).any(axis=1)[alone].sum())
    if matched >= where.room:
        return [{"places": able, "more": able}] if able else []
    found = []
    for group in missing(graph, alone=alone):
        if group.more:
            found.append({"mentors": group.mentors, "more": group.more, "half_day": group.half_day, "online": group.remote,
                          "department": "" if group.remote else _department(where, group.latitude, group.longitude)})
    return found


def _department(where: Ground, latitude: float, longitude: float) -> str:
    """Code of the department of the mentee around whom a group is."""
    return next((one.commune.department_id for one in where.mentees if one.commune and (
        one.commune.latitude, one.commune.longitude) == (latitude, longitude)), "")


def told(findings: Iterable[dict[str, Any]]) -> list[str]:
    """Findings of a scenario, each in a sentence: “three more mentors in the Nord, free on Wednesday afternoon: three more mentees.”"""
    rows = list(findings)
    known = Department.objects.in_bulk({one.get("department", "") for one in rows})
    return [_finding(one, known.get(one.get("department", ""))) for one in rows]


def _finding(one: dict[str, Any], department: Department | None) -> str:
    more = ngettext("%(count)d more mentee matched", "%(count)d more mentees matched", one["more"]) % {"count": one["more"]}
    if "places" in one:
        return ngettext("%(count)d more place in the programme: %(more)s.", "%(count)d more places in the programme: %(more)s.",
                        one["places"]) % {"count": one["places"], "more": more}
    mentors = ngettext("%(count)d more mentor", "%(count)d more mentors", one["mentors"]) % {"count": one["mentors"]}
    online = ngettext("who meets on line", "who meet on line", one["mentors"])
    where = online if one["online"] else department.within if department else ""
    free = ngettext("free on %(when)s", "free on %(when)s", one["mentors"])
    when = free % {"when": half_days(1 << one["half_day"])} if one["half_day"] >= 0 else ""
    return _("%(mentors)s: %(more)s.") % {"mentors": ", ".join(part for part in (mentors, where, when) if part), "more": more}
