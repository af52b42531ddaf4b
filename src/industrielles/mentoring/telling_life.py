"""Letters about the life of a pair: that something waits, never what. A girl reads tu."""
from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from industrielles.kit import clock
from industrielles.letters import verbs as letters
from industrielles.people.models import Person
from industrielles.safeguarding.queries import answered_for, referents_of

from .models import Pair, Side
from .rendezvous import delivered

# What happened: (subject, sentence, button).
TO_MENTORS: dict[str, tuple[Any, Any, Any]] = {
    "message": (_("You have a message"), _("A message waits for you."), _("Read it")),
    "held": (_("Your message waits"), _("A message of yours is being looked at before it goes. Your page says more."), _("See my page")),
    "ruled": (_("Your message was looked at"), _("Somebody of the programme looked at your message. Your page says what became of it."),
              _("See my page")),
    "meeting": (_("A meeting is proposed"), _("A date waits for your answer."), _("Answer")),
    "agreed": (_("Your meeting is agreed"), _("The date is agreed; your page has it for your calendar."), _("See the date")),
    "cancelled": (_("Your meeting is cancelled"), _("A meeting was cancelled. Another date can be proposed."), _("Propose a date")),
    "begin": (_("Your pair begins"), _("First the charter, then a first meeting with somebody of the programme."), _("Read the charter")),
    "signed": (_("The charter is signed"), _("Everybody has signed. The programme arranges the first meeting."), _("See my page")),
    "open": (_("Your place is open"), _("You have met: goals, meetings and messages are open."), _("See my page")),
    "questions": (_("How is it going?"), _("Four short questions, one tap each."), _("Answer")),
    "ending": (_("Your pair ends"), _("Your pair has ended. What you noted stays yours to take."), _("See my page")),
    "closed": (_("Your pair is closed"), _("Your certificate is ready, and what you noted is yours to take for a year."), _("See my page")),
    "off": (_("Your meeting does not take place"), _("A date of yours no longer stands: please do not go. Your page says more."),
            _("See my page")),
    "still": (_("Your pair rests for now"), _("Messages and meetings of your pair rest for now. The programme writes to you."),
              _("See my page")),
}
TO_MENTEES: dict[str, tuple[Any, Any, Any]] = {
    "message": (pgettext_lazy("tu", "You have a message"), pgettext_lazy("tu", "A message waits for you."), pgettext_lazy("tu", "Read it")),
    "held": (pgettext_lazy("tu", "Your message waits"), pgettext_lazy(
        "tu", "A message of yours is being looked at before it goes. Your page says more."), pgettext_lazy("tu", "See my page")),
    "ruled": (pgettext_lazy("tu", "Your message was looked at"), pgettext_lazy(
        "tu", "Somebody of the programme looked at your message. Your page says what became of it."), pgettext_lazy("tu", "See my page")),
    "meeting": (pgettext_lazy("tu", "A meeting is proposed"), pgettext_lazy("tu", "A date waits for your answer."),
             pgettext_lazy("tu", "Answer")),
    "agreed": (pgettext_lazy("tu", "Your meeting is agreed"),
             pgettext_lazy("tu", "The date is agreed; your page has it for your calendar."),
               pgettext_lazy("tu", "See the date")),
    "cancelled": (pgettext_lazy("tu", "Your meeting is cancelled"), pgettext_lazy(
        "tu", "A meeting was cancelled. Another date can be proposed."), pgettext_lazy("tu", "Propose a date")),
    "begin": (pgettext_lazy("tu", "Your pair begins"), pgettext_lazy(
        "tu", "First the charter, then a first meeting with somebody of the programme."), pgettext_lazy("tu", "Read the charter")),
    "signed": (pgettext_lazy("tu", "The charter is signed"), pgettext_lazy(
        "tu", "Everybody has signed. The programme arranges the first meeting."), pgettext_lazy("tu", "See my page")),
    "open": (pgettext_lazy("tu", "Your place is open"), pgettext_lazy("tu", "You have met: goals, meetings and messages are open."),
             pgettext_lazy("tu", "See my page")),
    "questions": (pgettext_lazy("tu", "How is it going?"), pgettext_lazy("tu", "Four short questions, one tap each."),
             pgettext_lazy("tu", "Answer")),
    "ending": (pgettext_lazy("tu", "Your pair ends"), pgettext_lazy(
        "tu", "Your pair has ended. You did nothing wrong, and you keep your place. What you noted stays yours to take."),
        pgettext_lazy("tu", "See my page")),
    "closed": (pgettext_lazy("tu", "Your pair is closed"), pgettext_lazy(
        "tu", "Your certificate is ready, and what you noted is yours to take for a year."), pgettext_lazy("tu", "See my page")),
    "off": (pgettext_lazy("tu", "Your meeting does not take place"), pgettext_lazy(
        "tu", "A date of yours no longer stands: do not go. You did nothing wrong. Your page says more."),
        pgettext_lazy("tu", "See my page")),
    "still": (pgettext_lazy("tu", "Your pair rests for now"), pgettext_lazy(
        "tu", "Messages and meetings of your pair rest for now. You did nothing wrong. The programme writes to you."),
        pgettext_lazy("tu", "See my page")),
}

TO_ADULTS: dict[str, tuple[Any, Any, Any]] = {
    "held": (_("A message waits to be looked at"), _("A message between a mentor and a mentee was held. Look at it today."),
             _("Look at it")),
    "signed": (_("A first meeting to arrange"), _("Everybody signed the charter of a pair. Arrange the first meeting, and be there."),
               _("See the pair")),
    "low": (_("A pair needs you"), _("An answer to the questions of the programme is low. Call within two days."), _("See the pair")),
    "ending": (_("A pair to close"), _("A pair has ended. Talk with both, then close it."), _("See the pair")),
    "clearance": (_("Messages of a pair rest"), _("A mentor’s clearance is over: messages rest until you see a new one."),
                  _("See the pair")),
    "parent": (_("To sign: the charter of mentoring"), _("Your child and a mentor begin. Please read what you promise, and sign it here."),
               _("Read and sign")),
}


def tell(pair: Pair, what: str, sides: Iterable[str] = (Side.MENTEE, Side.MENTOR), *, key: str = "", on: dt.datetime | None = None,
         page: str = "") -> int:
    """To one of the two or both, in their language: something waits. Once for each `key` ("": once for the pair). That a pair rests is
    never said at night, whoever reported something then. Returns how many."""
    written, on = 0, on or (delivered(clock.now(), pair.zone) if what == "still" else None)
    for side in sides:
        person = pair.person_of(side)
        if person is None or not person.email:
            continue
        with translation.override(person.language):
            subject, words, button = (TO_MENTEES if side == Side.MENTEE else TO_MENTORS)[what]
            letters.queue(
                "mentoring/letters/pair", to=person.email, language=person.language, key=f"{_prefix(pair)}{what}/{side}/{key}", on=on,
                reply_to=pair.network.contact_email, context={
                    "name": pair.name_of(side), "subject": str(subject), "words": str(words), "button": str(button),
                    "page": page or reverse("mentoring:pair", args=[pair.code])})
        written += 1
    return written


def guards_of(pair: Pair) -> list[Person]:
    """Who may look at what was held: the referent of the programme while she has this role, those of its network; never one of the two."""
    named = pair.programme.referent
    named = named if named is not None and answered_for(named).filter(pk=pair.network_id).exists() else None
    found = {one.pk: one for one in (named, *referents_of(pair.network)) if one is not None and one.is_active}
    return [one for one in found.values() if not pair.side_of(one)]


def tell_adults(pair: Pair, what: str, people: Iterable[Person], *, page: str, key: str = "") -> int:
    """To adults of the programme: what there is to do, by its code; never a name, never a word of the two. Returns how many."""
    readers = list(people)
    for person in readers:
        with translation.override(person.language):
            subject, words, button = TO_ADULTS[what]
            letters.queue(
                "mentoring/letters/pair", to=person.email or "", language=person.language, key=f"{_prefix(pair)}{what}/{person.code}/{key}",
                context={"name": person.first_name, "subject": str(subject), "words": str(words), "button": str(button), "page": page})
    return len(readers)


def tell_parent(pair: Pair, guardian: Any, *, page: str) -> None:
    """To the parent who authorised her: the charter to sign, by this link."""
    with translation.override(guardian.language):
        subject, words, button = TO_ADULTS["parent"]
        letters.queue(
            "mentoring/letters/pair", to=guardian.email, language=guardian.language, key=f"{_prefix(pair)}parent/{guardian.code}",
            reply_to=pair.network.contact_email,
            context={"name": guardian.name, "subject": str(subject), "words": str(words), "button": str(button), "page": page})


def withdraw(pair: Pair, what: str) -> None:
    """Letters of this kind about this pair that wait are not sent."""
    letters.withdraw(f"{_prefix(pair)}{what}/")


def forget(pair: Pair) -> None:
    """Letters about this pair that wait are not sent; those that were are kept no longer."""
    letters.withdraw(_prefix(pair))
    letters.forget_below(_prefix(pair))


def _prefix(pair: Pair) -> str:
    return f"mentoring.pair/{pair.code}/"
