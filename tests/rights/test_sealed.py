"""What would say that a report exists is in no journal but that of safeguarding referents, the accused apart."""
from __future__ import annotations

import io
import uuid
import zipfile
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from industrielles.journal.models import Entry
from industrielles.network.roles import Role
from industrielles.people.models import Person
from industrielles.rights.queries import sealed_for
from industrielles.rights.sentences import SENTENCES
from industrielles.safeguarding import verbs as safeguarding
from industrielles.safeguarding.models import Report
from tests.factories.mentoring_life import pair
from tests.factories.network import GrantFactory, NetworkFactory, coordinator_of, umbrella
from tests.factories.people import PersonFactory
from tests.factories.safeguarding import referent_of

pytestmark = pytest.mark.django_db
JOURNAL, SEALED = reverse("rights:journal"), reverse("rights:sealed_journal")


def words(*verbs: str) -> list[str]:
    return [str(SENTENCES[verb]) for verb in verbs]


@pytest.fixture
def told() -> list[str]:
    """What the lines about a report, a ban, who was recognised and a pair at rest say."""
    return words("safeguarding.report", "safeguarding.read_report", "safeguarding.take", "safeguarding.note", "safeguarding.close",
                 "safeguarding.resume", "safeguarding.ban", "safeguarding.flag", "mentoring.freeze", "mentoring.release")


def browser(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def rows(client: Client, address: str) -> str:
    """The lines of a journal, without the filter, which names every verb."""
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode().partition("<tbody>")[2]


def treated(network: Any, accused: Person, referent: Person) -> Report:
    """A report about a pair that accuses somebody, treated to its end; and somebody who does not come back."""
    made = safeguarding.report(network, key=uuid.uuid4(), words="Elle me suit.", accused=accused, thread=pair(network=network), by=None)
    safeguarding.read_report(made, reason="Je suis de garde", by=referent)
    safeguarding.take(made, by=referent)
    safeguarding.note(made, words="Appelée.", by=referent)
    safeguarding.close(made, outcome="unfounded", measures="Entendues.", resumes=True, by=referent)
    safeguarding.ban(network, reason="report", email="jean.dupont@gmail.com", by=referent)
    safeguarding.flag(PersonFactory(), network=network, email="jean.dupont@gmail.com")
    return made


def test_who_is_accused_reads_of_it_nowhere_and_a_referent_in_her_journal(told: list[str]) -> None:
    network = NetworkFactory()
    accused, other, national, referent = coordinator_of(network), coordinator_of(network), coordinator_of(umbrella()), referent_of(network)
    treated(network, accused, referent)
    written = {str(SENTENCES[verb]) for verb in Entry.objects.values_list("verb", flat=True)}
    assert set(told) <= written, "each line exists"
    known = words("mentoring.begin_pair")[0]
    for reader in (accused, other, national):
        client = browser(reader)
        page, file = rows(client, JOURNAL), client.post(reverse("rights:journal_file")).content.decode("utf-8-sig")
        mine = client.post(reverse("rights:take_away")).content
        archive = zipfile.ZipFile(io.BytesIO(mine))
        whole = "".join(archive.read(name).decode("utf-8-sig", "ignore") for name in archive.namelist())
        if reader is not national:
            assert known in page and known in file, "positive control: the journal of her network is there"
        assert words("rights.export_journal")[0] in whole, "positive control: her own acts are there"
        for sentence in told:
            assert sentence not in page and sentence not in file and sentence not in whole, sentence
        assert client.get(SEALED).status_code == 404
    hers = rows(browser(referent), SEALED)
    assert all(sentence in hers for sentence in told) and known not in hers


def test_a_referent_who_is_accused_reads_nothing_of_it_and_one_of_elsewhere_neither(told: list[str]) -> None:
    network = NetworkFactory()
    accused, referent, elsewhere = referent_of(network), referent_of(network), referent_of(NetworkFactory())
    GrantFactory(network=network, role=Role.COORDINATOR, membership=accused.memberships.get())
    made = treated(network, accused, referent)
    another = safeguarding.report(network, key=uuid.uuid4(), words="Un autre.", by=None)
    of_it = {"subject_type": "safeguarding.report", "subject_key": str(made.pk)}
    assert sealed_for(referent).filter(**of_it).count() == 6  # positive control
    assert not sealed_for(accused).filter(**of_it).exists() and not sealed_for(accused).filter(verb__startswith="mentoring.").exists()
    assert sealed_for(accused).filter(subject_type="safeguarding.report", subject_key=str(another.pk)).exists()
    assert not sealed_for(elsewhere).exists()
    page = rows(browser(accused), JOURNAL)
    assert not [sentence for sentence in told if sentence in page]
