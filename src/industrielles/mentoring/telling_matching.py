"""Letters about matching: that something waits, never with whom nor why. A girl reads tu; at night nothing is sent."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from industrielles.kit import clock
from industrielles.letters import verbs as letters
from industrielles.people.models import Person

from .models import Choice, Match, Side
from .rendezvous import clock_of, delivered

# What happened: (subject, sentence, button).
TO_MENTORS: dict[str, tuple[Any, Any, Any]] = {
    "asked": (_("A pair is proposed to you"), _("Your page says with whom and why. You answer freely, without giving a reason."),
              _("Read and answer")),
    "remind": (_("A pair waits for your answer"), _("A proposal waits for you: yes or no, both are welcome."), _("Read and answer")),
    "over": (_("A proposal is over"), _("The pair proposed to you will not begin. Nothing is asked of you; another one may follow."),
             _("See my page")),
}
TO_MENTEES: dict[str, tuple[Any, Any, Any]] = {
    "asked": (pgettext_lazy("tu", "A pair is proposed to you"), pgettext_lazy(
        "tu", "Your page says with whom and why. You answer freely, without giving a reason."), pgettext_lazy("tu", "Read and answer")),
    "remind": (pgettext_lazy("tu", "A pair waits for your answer"), pgettext_lazy(
        "tu", "A proposal waits for you: yes or no, both are welcome."), pgettext_lazy("tu", "Read and answer")),
    "over": (pgettext_lazy("tu", "A proposal is over"), pgettext_lazy(
        "tu", "The pair proposed to you will not begin. Nothing is asked of you; another one may follow."),
             pgettext_lazy("tu", "See my page")),
    "choice": (pgettext_lazy("tu", "You may choose your mentor"), pgettext_lazy(
        "tu", "Mentors are proposed to you: choose one, or none of them."), pgettext_lazy("tu", "Choose")),
    "choice remind": (pgettext_lazy("tu", "Your choice waits"), pgettext_lazy(
        "tu", "Mentors are proposed to you: choose one, or none of them."), pgettext_lazy("tu", "Choose")),
}
TO_ADULTS: dict[str, tuple[Any, Any, Any]] = {
    "refused": (_("A proposal was refused"), _("One of the two said no. If somebody else is possible, the next best pair waits for you."),
                _("See the pairs to confirm")),
    "stuck": (_("Two yes, and nothing begins yet"), _("Both said yes, and a rule forbids this pair today. Look at it, or take the proposal "
              "back."), _("See those that wait for an answer")),
    "none": (_("None of the mentors suited"), _("A mentee chose none of the mentors proposed to her. Call her, or propose another."),
             _("See the pairs to confirm")),
}


def tell(match: Match, what: str, sides: Iterable[str] = (Side.MENTEE, Side.MENTOR)) -> int:
    """To one of the two or both, in their language, by day: once for each thing that happens to this match. Returns how many."""
    written = 0
    for side in sides:
        applicant = match.mentee if side == Side.MENTEE else match.mentor
        page = reverse("mentoring:match", args=[match.code]) if what != "over" else reverse("mentoring:mine")
        written += _tell(applicant, side, what, key=f"{_prefix(match)}{what}/{side}", page=page, network=match.network)
    return written


def tell_choice(choice: Choice, what: str) -> int:
    """To the mentee whose choice it is. Returns how many letters."""
    return _tell(choice.mentee, Side.MENTEE, what, key=f"{_prefix(choice)}{what}", page=reverse("mentoring:choice", args=[choice.code]),
                 network=choice.network)


def _tell(applicant: Any, side: str, what: str, *, key: str, page: str, network: Any) -> int:
    person = applicant.person
    if person is None or not person.email:
        return 0
    with translation.override(person.language):
        subject, words, button = (TO_MENTEES if side == Side.MENTEE else TO_MENTORS)[what]
        letters.queue(
            "mentoring/letters/pair", to=person.email, language=person.language, key=key,
            on=delivered(clock.now(), clock_of(applicant.department)), reply_to=network.contact_email, context={
                "name": applicant.name if side == Side.MENTEE else applicant.first_name, "subject": str(subject), "words": str(words),
                "button": str(button), "page": page})
    return 1


def tell_adults(row: Match | Choice, what: str, people: Iterable[Person]) -> int:
    """To who coordinates: what there is to look at; never a name, never who said no. Returns how many."""
    readers = list(people)
    for person in readers:
        with translation.override(person.language):
            subject, words, button = TO_ADULTS[what]
            letters.queue(
                "mentoring/letters/pair", to=person.email or "", language=person.language, key=f"{_prefix(row)}{what}/{person.code}",
                context={"name": person.first_name, "subject": str(subject), "words": str(words), "button": str(button),
                         "page": reverse("mentoring:matches", args=[row.programme.code])})
    return len(readers)


def forget(row: Match | Choice) -> None:
    """Letters about it that wait are not sent; those that were are kept no longer."""
    letters.withdraw(_prefix(row))
    letters.forget_below(_prefix(row))


def withdraw(row: Match | Choice) -> None:
    """Letters that ask something are not sent any more: there is nothing to answer."""
    letters.withdraw(_prefix(row))


def _prefix(row: Match | Choice) -> str:
    return f"mentoring.{row._meta.model_name}/{row.code}/"
