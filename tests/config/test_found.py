"""`industrielles found`: a new installation gets its collective."""
from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from industrielles.letters.models import Letter
from industrielles.network.models import Grant, Network

pytestmark = pytest.mark.django_db


def found(*options: str) -> str:
    said = StringIO()
    call_command("found", *options, stdout=said)
    return said.getvalue()


def test_found_makes_the_collective_and_says_what_is_next() -> None:
    said = found("--name", "IndustriElles", "--email", "claire@exemple.invalid", "--first-name", "Claire")
    assert Network.objects.get().name == "IndustriElles"
    assert Grant.objects.get().membership.person.first_name == "Claire"
    assert "/entrer/" in said and "/coordination/reseaux/" in said and "load-places" in said
    assert Letter.objects.get().address == "claire@exemple.invalid"


def test_names_of_the_command_line_hold_nothing_that_is_not_seen() -> None:
    found("--name", "Indus\u200btri\u202eElles", "--email", "claire@exemple.invalid", "--first-name", "Clai\nre\u2066")
    assert (Network.objects.get().name, Grant.objects.get().membership.person.first_name) == ("IndustriElles", "Clai re")
    with pytest.raises(CommandError):
        found("--name", "\u200b\u2060", "--email", "claire@exemple.invalid")


def test_found_again_names_one_more_and_never_a_second_collective() -> None:
    for email in ("claire@exemple.invalid", "claire@exemple.invalid", "maud@exemple.invalid"):
        found("--name", "IndustriElles", "--email", email)
    assert Grant.objects.count() == 2
    for options in (("--name", "Autre", "--email", "c@exemple.invalid"), ("--name", "IndustriElles", "--email", "pas une adresse"),
                    ("--name", " ", "--email", "c@exemple.invalid")):
        with pytest.raises(CommandError):
            found(*options)
    assert Network.objects.count() == 1 and Grant.objects.count() == 2
