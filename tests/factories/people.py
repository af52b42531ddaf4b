"""People for tests."""
from __future__ import annotations

import factory

from industrielles.people.models import LoginCode, Person


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Person
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"personne.{n}@exemple.invalid")
    first_name = factory.Iterator(["Nadia", "Léa", "Aminata", "Yasmine", "Hélène"])
    last_name = factory.Iterator(["Benali", "Martin", "Diallo", "Kessler", "Vasseur"])


class LoginCodeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LoginCode

    email = factory.Sequence(lambda n: f"code.{n}@exemple.invalid")
    place = 0
    browser = "navigateur"
    digest = "0" * 64
