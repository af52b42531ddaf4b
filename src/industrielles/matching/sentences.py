"""Why these two, in two plain sentences; why nobody, with what each rule took away."""
from __future__ import annotations

import numpy as np

from industrielles.matching.people import (
    EARTH,
    FORBIDDEN,
    NO_HALF_DAY,
    NO_LANGUAGE,
    NO_PLACE,
    NOT_CLEARED,
    SAME_ORGANISATION,
    TOO_FAR,
    Pairing,
)
from industrielles.matching.reading import Codes
from industrielles.matching.words import gettext as _
from industrielles.matching.words import ngettext


def why(pairing: Pairing, mentee: int, mentor: int, codes: Codes) -> str:
    """What they share, then how they can meet."""
    return f"{_shared(pairing, mentee, mentor, codes)} {_meeting(pairing, mentee, mentor, codes)}"


def _shared(pairing: Pairing, mentee: int, mentor: int, codes: Codes) -> str:
    one, other = pairing.mentees, pairing.mentors
    parts = []
    for name, words in (("job", _("the same job ({names})")), ("sector", _("the same branch ({names})"))):
        code = int(getattr(one, name)[mentee])
        if code >= 0 and code == getattr(other, name)[mentor]:
            parts.append(words.format(names=next(word for word, at in codes.words[name].items() if at == code)))
    common = codes.named("interests", int(one.interests[mentee] & other.interests[mentor]))
    if common:
        parts.append(_("interests ({names})").format(names=", ".join(common[:5])))
    if one.grade is not None and other.grade is not None and min(one.grade[mentee], other.grade[mentor]) >= 0:
        steps = int(other.grade[mentor] - one.grade[mentee])
        if steps in (1, 2):
            parts.append(ngettext("a path one step ahead", "a path {steps} steps ahead", steps).format(steps=steps))
    if not parts:
        return _("They share none of the wishes: it is the best pair that leaves nobody else worse off.")
    return _("What brings them together: {parts}.").format(parts=", ".join(parts))


def _meeting(pairing: Pairing, mentee: int, mentor: int, codes: Codes) -> str:
    one, other = pairing.mentees, pairing.mentors
    chord = float(np.linalg.norm(pairing.here[mentee] - pairing.there[mentor]))
    away = 2 * EARTH * np.arcsin(min(1.0, chord / 2)) if chord == chord else None
    if away is not None and away <= pairing.wishes.radius:
        where = _("they live {km} km apart").format(km=round(away))
    elif one.remote[mentee] and other.remote[mentor]:
        where = _("they meet at a distance, as both accept")
    else:
        where = _("nothing is said of where they live")
    when = codes.named("half_days", int(one.half_days[mentee] & other.half_days[mentor]))
    speech = codes.named("languages", int(one.languages[mentee] & other.languages[mentor]))
    if when and speech:
        return _("To meet: {where}, both are free on {when} and speak {speech}.").format(
            where=where, when=", ".join(when[:4]), speech=", ".join(speech[:3]))
    if when:
        return _("To meet: {where}, and both are free on {when}.").format(where=where, when=", ".join(when[:4]))
    return _("To meet: {where}.").format(where=where)


def why_nobody(counts: list[int]) -> str:
    """`counts`: mentors that each rule keeps away, in the order of people.RULES."""
    total = sum(counts)
    if not total:
        return _("There is no mentor at all.")
    if counts[0]:
        words = ngettext("{count} mentor was possible; her places went to pairs that are fixed or worth more together.",
                         "{count} mentors were possible; their places went to pairs that are fixed or worth more together.", counts[0])
        return words.format(count=counts[0])
    said = {
        NO_PLACE: _("{count} without a place"), NOT_CLEARED: _("{count} whose clearance was not seen"),
        FORBIDDEN: _("{count} who are not to be proposed"), SAME_ORGANISATION: _("{count} of the same organisation"),
        NO_LANGUAGE: _("{count} without a common language"), NO_HALF_DAY: _("{count} never free at the same time"),
        TOO_FAR: _("{count} too far away"),
    }
    order = sorted((rule for rule in said if counts[rule]), key=lambda rule: -counts[rule])
    parts = ", ".join(said[rule].format(count=counts[rule]) for rule in order)
    return ngettext("No mentor is possible; of {total}: {parts}.", "No mentor is possible; of {total}: {parts}.", total).format(
        total=total, parts=parts)


def refused(rule: int) -> str:
    """Why these two may not be fixed."""
    return {
        NO_PLACE: _("she has no place"), NOT_CLEARED: _("her clearance was not seen"), FORBIDDEN: _("they are not to be proposed"),
        SAME_ORGANISATION: _("they are of the same organisation"), NO_LANGUAGE: _("they have no language in common"),
        NO_HALF_DAY: _("they are never free at the same time"), TOO_FAR: _("they live too far apart"),
    }[rule]
