"""Codes of an application, against the vectors of their standards."""
from __future__ import annotations

import base64
import datetime as dt
from urllib.parse import parse_qs, urlsplit

import pytest

from industrielles.kit import clock
from industrielles.people import totp

RFC = b"12345678901234567890"


@pytest.mark.parametrize(("counter", "code"), list(enumerate(
    ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"])))
def test_codes_are_those_of_rfc_4226_appendix_d(counter: int, code: str) -> None:
    assert totp.hotp(RFC, counter) == code


@pytest.mark.parametrize(("seconds", "code"), [
    (59, "94287082"), (1111111109, "07081804"), (1111111111, "14050471"), (1234567890, "89005924"), (2000000000, "69279037"),
    (20000000000, "65353130")])
def test_steps_are_those_of_rfc_6238_appendix_b(seconds: int, code: str) -> None:
    with clock.at(dt.datetime.fromtimestamp(seconds, dt.UTC)):
        assert totp.hotp(RFC, totp.step(), digits=8) == code


def test_one_step_before_or_after_is_accepted_and_no_more() -> None:
    accepted = {shift: totp.matching_step(RFC, totp.hotp(RFC, totp.step() + shift)) is not None for shift in range(-3, 4)}
    assert accepted == {-3: False, -2: False, -1: True, 0: True, 1: True, 2: False, 3: False}


def test_a_secret_is_hers_and_the_installations() -> None:
    key = totp.secret(1, "graine")
    assert len(key) == totp.BYTES
    assert len({key, totp.secret(2, "graine"), totp.secret(1, "autre")}) == 3


def test_another_installation_makes_another_secret(settings: object) -> None:
    key = totp.secret(1, "graine")
    settings.SECRET_KEY = "autre-" * 10  # type: ignore[attr-defined]
    assert totp.secret(1, "graine") != key


def test_the_square_says_what_applications_expect() -> None:
    there = urlsplit(totp.address(RFC, "nadia@exemple.fr"))
    said = parse_qs(there.query)
    assert (there.scheme, there.netloc, there.path) == ("otpauth", "totp", "/IndustriElles:nadia%40exemple.fr")
    assert base64.b32decode(said["secret"][0]) == RFC
    assert base64.b32decode(totp.readable(RFC).replace(" ", "")) == RFC
