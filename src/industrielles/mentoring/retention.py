"""How long this room keeps what: mentoring and twelve months, then what is counted and nobody's words."""
from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from industrielles.kit.retention import Action, Ground, Rule

from .models import Choice, Group, Match, Mentee, Mentor, Pair, Programme, Reference, Scenario

_VERBS, _HERE = "industrielles.mentoring.verbs", "industrielles.mentoring.retention"
_READERS = _("herself; the coordinators of the network of the programme, its safeguarding referent")
RULES = (
    Rule("mentoring.unconfirmed", _("Applications to mentoring never confirmed"), trigger=_("the day its link stopped working"), days=0,
         least=0, most=30, action=Action.DELETE, ground=Ground.LEGITIMATE_INTEREST, models=("mentoring.Mentee",),
         due=f"{_HERE}.mentees_unconfirmed", apply=f"{_VERBS}.clear_unconfirmed", people=_("Who began to apply to mentoring"),
         purpose=_("to wait until she confirms from her mailbox"), readers=_("nobody"), data=_("what she wrote in the form")),
    Rule("mentoring.unconfirmed_mentors", _("Mentors who never confirmed"), trigger=_("the day its link stopped working"), days=0, least=0,
         most=30, action=Action.DELETE, ground=Ground.LEGITIMATE_INTEREST, models=("mentoring.Mentor",), due=f"{_HERE}.mentors_unconfirmed",
         apply=f"{_VERBS}.clear_unconfirmed", people=_("Who began to apply as mentors"),
         purpose=_("to wait until she confirms from her mailbox"), readers=_("nobody"), data=_("what she wrote in the form")),
    Rule("mentoring.unconfirmed_groups", _("Schools that never confirmed"), trigger=_("the sending of the form"), days=7, least=7, most=30,
         action=Action.DELETE, ground=Ground.LEGITIMATE_INTEREST, models=("mentoring.Group",), due=f"{_HERE}.groups_unconfirmed",
         apply=f"{_VERBS}.clear_unconfirmed", people=_("Referents of schools"), purpose=_("to wait until she confirms from her mailbox"),
         readers=_("nobody"), data=_("name, address, school, how many pupils; never their names")),
    Rule("mentoring.mentees", _("Mentees"), trigger=_("the end of the programme, or the day she left it"), days=365, least=31, most=365,
         action=Action.EMPTY, ground=Ground.CONTRACT, models=("mentoring.Mentee",), person="person", due=f"{_HERE}.mentees_due",
         apply=f"{_VERBS}.empty", people=_("Girls and young people who apply to be accompanied"), readers=_READERS,
         purpose=_("to find her a mentor and to watch over her; by consent, and a parent’s agreement before 18"),
         data=_("name, address, birth date, studies, what she likes and wishes, when she is free, what puts her at ease, a parent’s "
                "address; her gender if she said it")),
    Rule("mentoring.mentors", _("Mentors"), trigger=_("the end of the programme, or the day she left it"), days=365, least=31, most=365,
         action=Action.EMPTY, ground=Ground.CONTRACT, models=("mentoring.Mentor", "mentoring.Step", "mentoring.Passed"), person="person",
         due=f"{_HERE}.mentors_due", apply=f"{_VERBS}.empty", people=_("Women and men who accompany"), readers=_READERS,
         purpose=_("to know to whom a minor is entrusted, step by step"),
         data=_("name, address, telephone, birth date, job, path, when she is free, the steps she took; her gender if she said it")),
    Rule("mentoring.pairs", _("What pairs did and wrote to each other"), trigger=_("the closure of the pair"), days=365, least=183,
         most=365, action=Action.EMPTY, ground=Ground.CONTRACT, models=tuple(f"mentoring.{name}" for name in (
             "Pair", "Promise", "Meeting", "Goal", "Pause", "Message", "Ruling", "Opening", "Questions", "Contact", "Closure")),
         due=f"{_HERE}.pairs_due", apply=f"{_VERBS}.empty_pairs", people=_("Mentees and mentors of a pair"), readers=_(
             "the two of the pair; the coordinators, never messages; the safeguarding referent, messages too, with a reason that both see"),
         purpose=_("to accompany her safely; a pair that a report is about is kept until it is closed"),
         data=_("meetings, goals in her words, messages, answers to the programme’s questions, news taken, how it ended")),
    Rule("mentoring.scenarios", _("Scenarios of matching"), trigger=_("the end of the programme"), days=183, least=31, most=365,
         action=Action.DELETE, ground=Ground.LEGITIMATE_INTEREST, models=(
             "mentoring.Scenario", "mentoring.Instruction", "mentoring.Outcome"), due=f"{_HERE}.scenarios_due",
         apply=f"{_VERBS}.delete_scenarios", people=_("Mentees and mentors of a programme"),
         purpose=_("to match as many people as can be, and to say why somebody stays without a mentor; no machine decides alone"),
         readers=_("the coordinators of the network of the programme"),
         data=_("who could be with whom, how good the pair would be, what who coordinates fixed or forbade")),
    Rule("mentoring.matches", _("Pairs proposed, choices"), trigger=_("the end of the programme"), days=365, least=31, most=365,
         action=Action.DELETE, ground=Ground.CONTRACT, models=("mentoring.Match", "mentoring.Choice", "mentoring.Card"),
         due=f"{_HERE}.programmes_matched", apply=f"{_VERBS}.delete_matches", people=_("Mentees and mentors of a programme"),
         purpose=_("to ask both freely, and never to propose again what one of them refused"),
         readers=_("each what was proposed to her, never who refused; the coordinators of the network of the programme"),
         data=_("who was proposed to whom, when each said yes, or that one refused, without a reason")),
    Rule("mentoring.references", _("References of mentors"), trigger=_("the day she was heard"), days=180, least=31, most=365,
         action=Action.EMPTY, ground=Ground.LEGITIMATE_INTEREST, models=("mentoring.Reference",), due=f"{_HERE}.references_due",
         apply=f"{_VERBS}.forget_references", people=_("People a mentor named"), purpose=_("to call them, once"),
         readers=_("the coordinators of the network of the programme"), data=_("name, address or telephone, how she knows the mentor")),
    Rule("mentoring.groups", _("Schools that applied"), trigger=_("the end of the programme"), days=365, least=31, most=1096,
         action=Action.EMPTY, ground=Ground.LEGITIMATE_INTEREST, models=("mentoring.Group",), due=f"{_HERE}.groups_due",
         apply=f"{_VERBS}.empty_groups", people=_("Referents of schools"), purpose=_("to agree on the group with her"),
         readers=_("the coordinators of the network of the programme"),
         data=_("name, address, school, how many pupils; never their names")),
    Rule("mentoring.programmes", _("Who answers for a programme"), trigger=_("the end of the programme"), days=1826, least=365, most=1826,
         action=Action.EMPTY, ground=Ground.LEGAL_OBLIGATION, models=("mentoring.Programme",), due=f"{_HERE}.programmes_due",
         apply=f"{_VERBS}.forget_authors", people=_("Safeguarding referents, authors of impact assessments"),
         purpose=_("to show who watched over minors, and that their data were assessed (GDPR art. 35)"),
         readers=_("the coordinators of the network"), data=_("names")),
)


def mentees_unconfirmed(before: dt.datetime) -> Any:
    """Mentees whose link had stopped working by this moment."""
    return Mentee.objects.lapsed(before)


def mentors_unconfirmed(before: dt.datetime) -> Any:
    """Mentors whose link had stopped working by this moment."""
    return Mentor.objects.lapsed(before)


def groups_unconfirmed(before: dt.datetime) -> Any:
    """Groups sent by this moment that nobody confirmed."""
    return Group.objects.lapsed(before)


def mentees_due(before: dt.datetime) -> Any:
    """Mentees who left, or whose programme ended, by this moment."""
    return Mentee.objects.over_before(before)


def mentors_due(before: dt.datetime) -> Any:
    """Mentors who left, or whose programme ended, by this moment."""
    return Mentor.objects.over_before(before)


def references_due(before: dt.datetime) -> Any:
    """References heard by this moment and still named; those of who left too."""
    return Reference.objects.heard_before(before)


def groups_due(before: dt.datetime) -> Any:
    """Groups of programmes ended by this moment, whose contact is still named."""
    return Group.objects.over_before(before)


def programmes_due(before: dt.datetime) -> Any:
    """Programmes ended by this moment."""
    return Programme.objects.ended_before(before)


def pairs_due(before: dt.datetime) -> Any:
    """Pairs closed by this moment, that no report holds."""
    return Pair.objects.over_before(before)


def scenarios_due(before: dt.datetime) -> Any:
    """Scenarios of programmes ended by this moment."""
    return Scenario.objects.filter(programme__ended_at__lte=before)


def programmes_matched(before: dt.datetime) -> Any:
    """Programmes ended by this moment of which a match, or a choice, is still kept."""
    kept = Q(pk__in=Match.objects.values("programme")) | Q(pk__in=Choice.objects.values("programme"))
    return Programme.objects.filter(kept, ended_at__lte=before)
