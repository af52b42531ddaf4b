"""What pairs hold of a person, as she reads it: her pairs, meetings, goals, messages, answers. Of the other one a first name, no words."""
from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from industrielles.kit.personal import Sheet
from industrielles.people.models import Person

from .holding import rests
from .models import Goal, Meeting, Message, Opening, Pair, Questions, Side


def sheets(person: Person) -> list[Sheet]:
    """Her life in pairs."""
    pairs = list(Pair.objects.lived_by(person).order_by("begun_at", "pk"))
    sides = {pair.pk: pair.side_of(person) for pair in pairs}
    keys, name = list(sides), {pair.pk: pair.programme.name for pair in pairs}
    zone = {pair.pk: pair.zone for pair in pairs}
    as_mentee = [key for key, side in sides.items() if side == Side.MENTEE]
    mine = Q(pair__in=as_mentee, side=Side.MENTEE) | Q(pair__in=set(keys) - set(as_mentee), side=Side.MENTOR)
    return [
        Sheet(pgettext("file name", "pairs"), _("My pairs"), (_("programme"), _("with"), _("state"), _("first meeting"), _("end")), tuple(
            (one.programme.name, one.name_of(Side.MENTOR if sides[one.pk] == Side.MENTEE else Side.MENTEE),
             pgettext("pair", "paused") if rests(one) else str(one.get_status_display()), one.first_met_on, one.ends_on)
            for one in pairs)),
        Sheet(pgettext("file name", "mentoring-meetings"), _("My mentoring meetings"), (
            _("programme"), _("on"), _("minutes"), _("where"), _("state"), _("how it felt")), tuple(
            (name[one.pair_id], one.starts_at.astimezone(zone[one.pair_id]).date(), one.minutes, str(one.get_mode_display()),
             str(one.get_status_display()), one.felt_by(sides[one.pair_id]))
            for one in Meeting.objects.filter(pair__in=keys).order_by("starts_at", "pk"))),
        Sheet(pgettext("file name", "goals"), _("My goals"), (_("programme"), _("goal"), _("said on"), _("reached on")), tuple(
            (name[one.pair_id], one.words, one.said_at.date(), one.reached_at.date() if one.reached_at else None)
            for one in Goal.objects.filter(pair__in=as_mentee).order_by("said_at", "pk"))),
        Sheet(pgettext("file name", "mentoring-messages"), _("Messages I wrote to my mentor or mentee"), (
            _("programme"), _("on"), _("message")), tuple(
            (name[one.pair_id], one.sent_at.date(), one.body)
            for one in Message.objects.filter(pair__in=keys, author=person).order_by("sent_at", "pk"))),
        Sheet(pgettext("file name", "mentoring-answers"), _("My answers to the questions of mentoring"), (
            _("programme"), _("on"), _("answers")), tuple(
            (name[one.pair_id], one.due_on, ", ".join(f"{code} {value}" for code, value in one.answers.items()))
            for one in Questions.objects.filter(mine).exclude(answers={}).order_by("due_on", "pk"))),
        Sheet(pgettext("file name", "mentoring-readings"), _("Who read our messages, and why"), (_("on"), _("reason")), tuple(
            (one.read_at.date(), one.reason) for one in Opening.objects.filter(pair__in=keys).shown_to(person).order_by("read_at", "pk"))),
    ]
