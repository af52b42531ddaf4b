"""Letters for tests: written already, waiting to be sent."""
from __future__ import annotations

import factory

from industrielles.letters import verbs
from industrielles.letters.addresses import hashed
from industrielles.letters.models import Letter, Preference, Refusal, Suppression


class LetterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Letter

    key = factory.Sequence(lambda n: f"tests/{n}")
    address = factory.Sequence(lambda n: f"reader{n}@example.org")
    language = "fr"
    template = "letters/letters/tests"
    subject = "Votre visite est confirmée"
    text = "Nadia B. viendra dans votre classe.\n"
    html = "<p>Nadia B. viendra dans votre classe.</p>"
    message_id = factory.LazyAttribute(lambda o: verbs.message_id(o.key))


class SuppressionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Suppression

    address_hash = factory.Sequence(lambda n: hashed(f"gone{n}@example.org"))


class RefusalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Refusal

    address_hash = factory.Sequence(lambda n: hashed(f"stopped{n}@example.org"))


class PreferenceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Preference

    address_hash = factory.Sequence(lambda n: hashed(f"reader{n}@example.org"))
    kind = "reminders"
    rhythm = "daily"
