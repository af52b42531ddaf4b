"""The second step: added, used, removed, by verbs."""
from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F
from django.utils.crypto import constant_time_compare

from industrielles.journal.models import Entry
from industrielles.kit import clock
from industrielles.kit.refusals import Refused
from industrielles.letters.models import Letter
from industrielles.people import policies, totp
from industrielles.people import verbs as people
from industrielles.people.models import Authenticator, Passkey, Person, RecoveryCode, SignIn
from industrielles.people.verbs import Outcome
from tests.at_once import at_once
from tests.factories.network import NetworkFactory, coordinator_of
from tests.factories.people import AuthenticatorFactory, PasskeyFactory, PersonFactory, SignInFactory

NOON = dt.datetime(2026, 10, 1, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _this_room(settings: Any) -> None:
    settings.ERASERS = []


def shown(app: Authenticator, shift: int = 0) -> str:
    """What the application shows."""
    return totp.hotp(totp.secret(app.person_id, app.seed), totp.step() + shift)


def wrong(app: Authenticator) -> str:
    """Six digits that are no code of the moment."""
    right = {shown(app, shift) for shift in (-1, 0, 1)}
    return next(code for number in range(10) if (code := f"{number:06}") not in right)


def subjects(person: Person) -> list[str]:
    hers = Letter.objects.filter(address=person.email, template="people/letters/security")
    return list(hers.order_by("pk").values_list("subject", flat=True))


@pytest.mark.django_db
def test_add_app_takes_the_code_it_shows_keeps_no_secret_and_tells_her() -> None:
    person, seed = PersonFactory(), totp.new_seed()
    key = totp.secret(person.pk, seed)
    with pytest.raises(Refused) as refusal:
        people.add_app(person, seed=seed, code="12", by=person)
    assert refusal.value.field == "code"
    app = people.add_app(person, seed=seed, code=totp.hotp(key, totp.step()), by=person)
    assert totp.readable(key).replace(" ", "") not in str(vars(app)) and key.hex() not in str(vars(app))
    assert subjects(person) == ["La seconde étape de votre compte a changé"]
    assert Entry.objects.filter(verb="people.add_app", by_id=person.pk).count() == 1
    with pytest.raises(Refused):
        people.add_app(person, seed=seed, code=totp.hotp(key, totp.step()), by=person)


@pytest.mark.django_db
def test_a_code_is_used_once_even_the_one_that_added_the_application() -> None:
    person, seed = PersonFactory(), totp.new_seed()
    with clock.at(NOON):
        code = totp.hotp(totp.secret(person.pk, seed), totp.step())
        app = people.add_app(person, seed=seed, code=code, by=person)
        sign_in = SignInFactory(person=person)
        assert people.take_step(sign_in, code) == Outcome.WRONG
        assert people.take_step(sign_in, shown(app, -1)) == Outcome.WRONG
        assert people.take_step(sign_in, f"{shown(app, 1)[:3]} {shown(app, 1)[3:]}") == Outcome.RIGHT
        assert people.take_step(sign_in, shown(app, 1)) == Outcome.WRONG
    assert SignIn.objects.get().second_at == NOON


@pytest.mark.django_db
def test_five_wrong_codes_end_this_sign_in_and_no_other_and_she_is_told() -> None:
    app = AuthenticatorFactory()
    here, elsewhere = SignInFactory(person=app.person), SignInFactory(person=app.person)
    outcomes = [people.take_step(here, wrong(app)) for _n in range(6)]
    assert outcomes == [Outcome.WRONG] * 4 + [Outcome.ENDED] * 2
    assert people.take_step(here, shown(app)) == Outcome.ENDED
    assert people.take_step(elsewhere, shown(app)) == Outcome.RIGHT
    assert subjects(app.person) == ["Cinq codes faux à la seconde étape"]


@pytest.mark.django_db
def test_whoever_uses_up_the_tries_of_an_application_does_not_keep_her_out() -> None:
    with clock.at(NOON):
        app = AuthenticatorFactory()
        codes = people.make_recovery_codes(app.person, by=app.person)
        for _n in range(10):
            stranger = SignInFactory(person=app.person)
            while people.take_step(stranger, wrong(app)) == Outcome.WRONG:
                pass
        her = SignInFactory(person=app.person)
        assert people.take_step(her, shown(app)) == Outcome.WRONG  # compared no more this hour
        assert people.take_step(her, codes[0]) == Outcome.RIGHT
    with clock.at(NOON + Authenticator.REST):
        assert people.take_step(SignInFactory(person=app.person), shown(app)) == Outcome.RIGHT


@pytest.mark.django_db
def test_recovery_codes_are_ten_hashed_good_once_and_replaced_together() -> None:
    app = AuthenticatorFactory()
    codes = people.make_recovery_codes(app.person, by=app.person)
    assert len(set(codes)) == RecoveryCode.HOW_MANY == RecoveryCode.objects.count()
    assert not any(code.replace("-", "") in row.digest for code in codes for row in RecoveryCode.objects.all())
    sign_in = SignInFactory(person=app.person)
    assert people.take_step(sign_in, f" {codes[0].lower()} ") == Outcome.RIGHT
    assert people.take_step(sign_in, codes[0]) == Outcome.WRONG
    assert subjects(app.person) == ["Un code de secours de votre compte a servi"]
    again = people.make_recovery_codes(app.person, by=app.person)
    assert people.take_step(sign_in, codes[1]) == Outcome.WRONG
    assert people.take_step(SignInFactory(), again[0]) == Outcome.WRONG  # somebody else's
    assert people.take_step(sign_in, again[0]) == Outcome.RIGHT


@pytest.mark.django_db
def test_the_last_second_step_stays_when_her_role_asks_for_one() -> None:
    person = coordinator_of(NetworkFactory())
    AuthenticatorFactory(person=person)
    key = PasskeyFactory(person=person)
    assert people.remove_app(person, by=person)
    assert not people.remove_app(person, by=person)
    with pytest.raises(Refused):
        people.remove_passkey(key, by=person)
    assert Passkey.objects.filter(person=person).exists()


@pytest.mark.django_db
def test_who_needs_none_removes_her_last_one_and_her_recovery_codes_with_it() -> None:
    key = PasskeyFactory()
    people.make_recovery_codes(key.person, by=key.person)
    assert people.remove_passkey(key, by=key.person)
    assert not RecoveryCode.objects.exists()
    assert policies.step_before(key.person) == ""


@pytest.mark.django_db
def test_ten_passkeys_are_enough_and_one_is_not_taken_twice() -> None:
    person = PersonFactory()
    for number in range(Passkey.MOST):
        people.add_passkey(person, public_data=b"x", credential_id=f"k{number}", sign_count=0, name="Firefox", by=person)
    for taken in ("k11", "k1"):
        with pytest.raises(Refused):
            people.add_passkey(person, public_data=b"x", credential_id=taken, sign_count=0, name="Firefox", by=person)
    with pytest.raises(Refused):
        people.add_passkey(PersonFactory(), public_data=b"x", credential_id="k1", sign_count=0, name="Firefox")


@pytest.mark.django_db
@pytest.mark.parametrize(("kept", "said", "good"), [(0, 0, True), (0, 1, True), (5, 6, True), (5, 5, False), (5, 0, False), (5, 4, False)])
def test_a_passkey_whose_counter_goes_back_was_copied(kept: int, said: int, good: bool) -> None:
    assert people.use_passkey(PasskeyFactory(sign_count=kept), sign_count=said) is good


@pytest.mark.django_db
def test_pass_by_passkey_says_whether_the_sign_in_was_still_open() -> None:
    sign_in = SignInFactory(tries=3)
    assert people.pass_by_passkey(sign_in, by=sign_in.person)
    assert (SignIn.objects.get().tries, SignIn.objects.get().second_at is not None) == (0, True)
    people.end(sign_in)
    assert not people.pass_by_passkey(sign_in)


@pytest.mark.django_db
def test_the_technician_removes_a_lost_second_step_and_she_is_told() -> None:
    app = AuthenticatorFactory()
    PasskeyFactory(person=app.person)
    SignInFactory(person=app.person)
    call_command("second_factor_reset", app.person.email, verbosity=0)
    assert not policies.has_second_step(app.person)
    assert not SignIn.objects.exists()
    assert subjects(app.person) == ["La seconde étape de votre compte a changé"]
    assert Entry.objects.filter(verb="people.reset_second_step").count() == 1
    with pytest.raises(CommandError):
        call_command("second_factor_reset", "inconnue@exemple.invalid")


@pytest.mark.django_db
def test_the_code_of_the_moment_is_said_outside_production_only(settings: Any) -> None:
    app = AuthenticatorFactory()
    assert people.take_step(SignInFactory(person=app.person), people.code_now(app.person)) == Outcome.RIGHT
    assert people.code_now(PersonFactory()) == ""
    settings.PRODUCTION = True
    with pytest.raises(Refused):
        people.code_now(app.person)


@pytest.mark.django_db
def test_erasing_leaves_nothing_that_opened_her_account() -> None:
    app = AuthenticatorFactory()
    person = app.person
    PasskeyFactory(person=person)
    SignInFactory(person=person)
    people.make_recovery_codes(person, by=person)
    people.erase(person, by=person)
    assert not any(model.objects.exists() for model in (Authenticator, Passkey, RecoveryCode, SignIn))


# -- races ---------------------------------------------------------------------------------------

@pytest.fixture
def comparisons(monkeypatch: Any) -> Iterator[list[int]]:
    """Counts how many typed codes are really compared."""
    seen: list[int] = []
    matching = totp.matching_step

    def counted(*args: Any, **kwargs: Any) -> Any:
        seen.append(1)
        return matching(*args, **kwargs)

    monkeypatch.setattr(totp, "matching_step", counted)
    yield seen


def take_step_reading_first(sign_in: SignIn, code: str) -> bool:
    """The broken step: it reads the number of tries, compares, then writes. The positive control of the race below."""
    if SignIn.objects.get(pk=sign_in.pk).tries >= SignIn.TRIES:
        return False
    time.sleep(0.05)
    app = Authenticator.objects.get(person_id=sign_in.person_id)
    matched = totp.matching_step(totp.secret(app.person_id, app.seed), code)
    SignIn.objects.filter(pk=sign_in.pk).update(tries=F("tries") + 1)
    return matched is not None and constant_time_compare("same", "same")


@pytest.mark.django_db(transaction=True)
def test_sixty_wrong_codes_at_once_and_five_hundred_after_are_compared_five_times(comparisons: list[int]) -> None:
    app = AuthenticatorFactory()
    sign_in, code = SignInFactory(person=app.person), wrong(app)
    at_once(*[lambda: people.take_step(sign_in, code)] * 60)
    for _n in range(500):
        people.take_step(sign_in, code)
    assert len(comparisons) == SignIn.TRIES
    assert people.take_step(sign_in, shown(app)) == Outcome.ENDED


@pytest.mark.django_db(transaction=True)
def test_that_race_is_real(comparisons: list[int]) -> None:
    """Positive control: a step that reads before it writes compares more than five."""
    app = AuthenticatorFactory()
    sign_in, code = SignInFactory(person=app.person), wrong(app)
    at_once(*[lambda: take_step_reading_first(sign_in, code)] * 20)
    assert len(comparisons) > SignIn.TRIES


@pytest.mark.django_db(transaction=True)
def test_one_code_passes_one_browser_of_ten_at_once() -> None:
    app = AuthenticatorFactory()
    browsers, code = [SignInFactory(person=app.person) for _n in range(10)], shown(app)
    assert at_once(*(lambda one=one: people.take_step(one, code) for one in browsers)).count(Outcome.RIGHT) == 1


@pytest.mark.django_db(transaction=True)
def test_one_recovery_code_passes_one_browser_of_ten_at_once() -> None:
    app = AuthenticatorFactory()
    code = people.make_recovery_codes(app.person, by=app.person)[0]
    browsers = [SignInFactory(person=app.person) for _n in range(10)]
    assert at_once(*(lambda one=one: people.take_step(one, code) for one in browsers)).count(Outcome.RIGHT) == 1
    assert RecoveryCode.objects.filter(used_at=None).count() == 9


@pytest.mark.django_db(transaction=True)
def test_two_second_steps_removed_at_once_leave_one() -> None:
    person = coordinator_of(NetworkFactory())
    keys = [PasskeyFactory(person=person) for _n in range(4)]
    removed = at_once(*(lambda key=key: people.remove_passkey(key, by=person) for key in keys))
    assert removed.count(True) == 3
    assert Passkey.objects.filter(person=person).count() == 1


@pytest.mark.django_db
def test_a_code_told_by_telephone_replaces_the_one_before_and_is_withdrawn() -> None:
    person = AuthenticatorFactory().person
    now = clock.now()
    first, second = (people.make_told_code(person, works_from=now, works_until=now + dt.timedelta(days=1)) for _n in range(2))
    people.make_recovery_codes(person)
    assert people.take_step(SignInFactory(person=person), first) == Outcome.WRONG
    assert (people.withdraw_told_code(person), people.withdraw_told_code(person)) == (1, 0)
    assert people.take_step(SignInFactory(person=person), second) == Outcome.WRONG
    assert RecoveryCode.objects.filter(person=person).count() == RecoveryCode.HOW_MANY
