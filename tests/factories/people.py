"""People for tests."""
from __future__ import annotations

import datetime as dt

import factory
from django.contrib.sessions.models import Session

from industrielles.kit import clock
from industrielles.people.models import (
    AddressChange,
    Authenticator,
    Consent,
    Identity,
    LoginCode,
    Mention,
    Passkey,
    Person,
    RecoveryCode,
    SignIn,
)


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Person
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"personne.{n}@exemple.invalid")
    first_name = factory.Iterator(["Ysaline", "Maïwenn", "Fantine", "Zélie", "Ombeline"])  # names no test looks for
    last_name = factory.Iterator(["Abgrall", "Quintard", "Vidalenc", "Zerrouki", "Lhermitte"])


class LoginCodeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LoginCode

    email = factory.Sequence(lambda n: f"code.{n}@exemple.invalid")
    place = 0
    browser = "navigateur"
    digest = "0" * 64


class ConsentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Consent

    person = factory.SubFactory(PersonFactory)
    purpose = "news"
    version = "2026-11"
    source = "join"


class AuthenticatorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Authenticator

    person = factory.SubFactory(PersonFactory)
    seed = "graine"


class PasskeyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Passkey

    person = factory.SubFactory(PersonFactory)
    credential_id = factory.Sequence(lambda n: f"cle-{n}")
    public_data = b""
    name = "Firefox, Android"


class RecoveryCodeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RecoveryCode

    person = factory.SubFactory(PersonFactory)
    digest = factory.Sequence(lambda n: f"{n:064}")


class SignInFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SignIn

    person = factory.SubFactory(PersonFactory)
    session = factory.Sequence(lambda n: f"{n:040}")
    browser = "Firefox, Android"


class IdentityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Identity

    person = factory.SubFactory(PersonFactory)
    provider = "linkedin"
    subject = factory.Sequence(lambda n: f"sub-{n}")


class AddressChangeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AddressChange

    person = factory.SubFactory(PersonFactory)
    old_email = factory.Sequence(lambda n: f"avant.{n}@exemple.invalid")
    new_email = factory.Sequence(lambda n: f"apres.{n}@exemple.invalid")


class SessionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Session

    session_key = factory.Sequence(lambda n: f"{n:040}")
    session_data = ""
    expire_date = factory.LazyFunction(lambda: clock.now() + dt.timedelta(days=1))


class MentionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Mention

    session = factory.SubFactory(SessionFactory)
    who = factory.Sequence(lambda n: f"{n:040}")
