"""Views, exports, letters to many for tests; what matters is made through the verbs."""
from __future__ import annotations

import factory

from industrielles.kit import clock
from industrielles.letters.addresses import hashed
from industrielles.members.models import Export, Issue, Recipient, SavedView, Subscription

from .network import NetworkFactory
from .people import PersonFactory


class SavedViewFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SavedView

    network = factory.SubFactory(NetworkFactory)
    owner = factory.SubFactory(PersonFactory)
    name = factory.Sequence(lambda n: f"Vue {n}")
    folded = factory.Sequence(lambda n: f"vue {n}")


class ExportFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Export

    by = factory.SubFactory(PersonFactory)
    columns = factory.LazyFunction(lambda: ["name"])
    rows = 1
    format = "csv"
    reason = "Badges de la rencontre annuelle"


class SubscriptionFactory(factory.django.DjangoModelFactory):
    """SubscriptionFactory(confirmed_at=None) has not been confirmed."""

    class Meta:
        model = Subscription

    network = factory.SubFactory(NetworkFactory)
    email = factory.Sequence(lambda n: f"lectrice.{n}@exemple.invalid")
    address_hash = factory.LazyAttribute(lambda made: hashed(made.email))
    version = "2026-11"
    asked_at = factory.LazyFunction(clock.now)
    confirmed_at = factory.LazyFunction(clock.now)


class IssueFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Issue

    network = factory.SubFactory(NetworkFactory)
    author = factory.SubFactory(PersonFactory)
    subject_fr = "Les nouvelles de novembre"
    text_fr = "Trois classes rencontrées.\n\n- **Lille** le 3\n- [Amiens](https://exemple.invalid/amiens) le 10"


class RecipientFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Recipient

    issue = factory.SubFactory(IssueFactory)
    network = factory.SelfAttribute("issue.network")
    person = factory.SubFactory(PersonFactory)
    address_hash = factory.LazyAttribute(lambda made: hashed(made.person.email))
