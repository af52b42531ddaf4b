"""Somebody erased is nowhere: no table, no file, no session holds a word of hers; no figure moves (trust 37, 39)."""
from __future__ import annotations

import datetime as dt
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.db import DatabaseError, models, transaction
from django.test import Client

from industrielles.dashboards.figures import Figures, years
from industrielles.dashboards.indicators import public_targets
from industrielles.engagements import verbs as engagements
from industrielles.engagements.models import Engagement
from industrielles.kit import clock
from industrielles.kit.retention import Action, Ground, declared
from industrielles.ledger.models import Entry
from industrielles.letters import tasks
from industrielles.letters import verbs as letters
from industrielles.letters.addresses import hashed
from industrielles.letters.carrier import Carrier, Never
from industrielles.letters.models import Letter
from industrielles.mentoring import verbs as mentoring
from industrielles.mentoring.models import Group
from industrielles.network.models import Membership, Network
from industrielles.people import verbs as people
from industrielles.people.models import Person
from industrielles.pool.models import RoleModel
from industrielles.rights import verbs
from industrielles.rights.models import Demand
from tests import house
from tests.factories.engagements import afterwards, asked, confirmed, told
from tests.factories.mentoring import GroupFactory, MenteeFactory, ReferenceFactory
from tests.factories.mentoring_life import pair
from tests.factories.network import MembershipFactory, NetworkFactory, umbrella
from tests.factories.people import PersonFactory
from tests.factories.pool import RoleModelFactory
from tests.factories.safeguarding import GuardianFactory
from tests.mailbox import Mailbox

pytestmark = pytest.mark.django_db
WORD = "zibeline"
ADDRESS = f"{WORD}@exemple.invalid"
# Evidence that the law keeps of somebody erased, and why. Nothing else may stay.
KEPT_BY_LAW = {
    "signatures.Signer.name", "signatures.Signer.address", "signatures.Signer.words",  # a signature proves who signed
    "safeguarding.Report.words", "safeguarding.Report.measures",  # minors are protected, it is accounted for (C. pén. 434-3), and
    "safeguarding.Report.reporter_email",  # who reported can be asked; read by referents alone, with a reason; five years after it closes
    "mentoring.Programme.dpia_by",  # an official act: who assessed what minors are asked (GDPR art. 35); five years after it ends
}
OF_SOMEBODY_ELSE = {"members.Issue.query"}  # whom a letter to many was meant for
# Rows that only their verbs can make; each room tests their erasure itself.
PLANTED_BY_ITS_ROOM = {
    "people.LoginCode", "joining.Merge", "rights.Hold", "members.Export", "members.Recipient", "network.Look", "network.Referent",
    "network.Decision", "engagements.Lending", "engagements.Invitation", "mentoring.Message"}


def written(field: Any) -> bool:
    return isinstance(field, models.CharField | models.TextField) and not field.choices and not field.is_relation


def found(word: str = WORD) -> set[str]:
    """Every column of every table, and every file, in which this word stands; sessions are opened."""
    places = set()
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.CharField | models.TextField | models.JSONField | models.FileField):
                for value in model._base_manager.values_list(field.name, flat=True):
                    if word in str(value).lower():
                        places.add(f"{model._meta.label}.{field.name}")
    for one in apps.get_model("letters", "Letter").objects.filter(text__icontains=word):
        places.add(f"letter {one.template}")
    places |= {"session" for one in Session.objects.all() if word in str(one.get_decoded()).lower()}
    return places


def files(folder: Path) -> set[str]:
    return {str(file) for file in folder.rglob("*") if file.is_file() and WORD.encode() in file.read_bytes()}


def plant_declared(her: Person, role_model: RoleModel) -> list[str]:
    """A row of every model that declares a link to her, its declared words filled; what could not be made is returned."""
    hers = {Person: her, RoleModel: role_model, Membership: role_model.membership}
    failed = []
    for row in (role_model, role_model.membership):
        for name in row.personal.fields:
            fill(type(row), row.pk, row._meta.get_field(name))
    for model, made in house.factories_by_model().items():
        if model in hers or model.__module__.startswith("django."):
            continue
        fields = [model._meta.get_field(name) for name in model.personal.fields]
        links = {field.name: hers[field.related_model] for field in fields  # who acted is not whom it is about
                 if field.is_relation and field.related_model in hers and not field.name.endswith("_by")}
        links |= {field.name: ADDRESS for field in fields if isinstance(field, models.EmailField) and field.name != "reply_to"}
        if not links:
            continue
        try:
            with transaction.atomic():
                row = made(**links, **node(model, role_model))
        except Exception as fault:
            failed.append(f"{model._meta.label}: {fault}")
            continue
        for field in fields:
            fill(model, row.pk, field)
    return failed


def node(model: type[models.Model], role_model: RoleModel) -> dict[str, Any]:
    """Her network, for a row that has one: the database refuses rows across networks."""
    names = {field.name for field in model._meta.fields}
    return {"network": role_model.network} if "network" in names else {}


def fill(model: type[models.Model], key: Any, field: Any) -> None:
    if not field.name.endswith("_hash") and written(field) and not isinstance(field, models.EmailField | models.FileField):
        try:
            with transaction.atomic():
                model._base_manager.filter(pk=key).update(**{field.name: WORD[:field.max_length or 99]})
        except DatabaseError:
            pass  # a column that holds a code of a few letters


def everywhere() -> Person:
    """Somebody whose word stands in everything that can hold it."""
    invitation = confirmed()
    role_model = invitation.role_model
    her = role_model.person
    Person.objects.filter(pk=her.pk).update(email=ADDRESS, first_name=WORD, last_name=WORD, phone=WORD, search_name=WORD)
    her.refresh_from_db()
    RoleModel.objects.filter(pk=role_model.pk).update(job=WORD, words=WORD, search_text=WORD)
    role_model.refresh_from_db()
    role_model.photo.save(f"{WORD}.webp", ContentFile(WORD.encode()))
    engagements.cancel(asked(contact_email=ADDRESS, contact_name=WORD, contact_role=WORD, aims=WORD, room=WORD), words=WORD)
    told(invitation.engagement, by=her, words=WORD)
    verbs.demand(her, kind=Demand.Kind.RECTIFICATION, key=uuid.uuid4(), words=WORD, by=her)
    letters.queue("people/letters/code", to=ADDRESS, language="fr", key="une-lettre", context={"code": WORD, "minutes": 10, "proof": WORD})
    people.send_code(ADDRESS, browser="x")
    left = plant_declared(her, role_model)
    house.none([one for one in left if one.split(":")[0] not in PLANTED_BY_ITS_ROOM])
    Engagement.objects.filter(contact_email=ADDRESS).update(status="cancelled", closed_at=clock.now())  # none of hers is under way
    Letter.objects.filter(status="queued").update(status="sent", settled_at=clock.now())
    client = Client()
    client.force_login(her)
    session = client.session
    session["draft"] = WORD
    session.save()
    return her


def test_nothing_of_somebody_erased_is_left_in_any_table_file_or_session(
        settings: Any, tmp_path: Path, django_capture_on_commit_callbacks: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    her = everywhere()
    before = found()
    assert {"people.Person.email", "pool.RoleModel.job", "engagements.Engagement.contact_name", "letters.Letter.text", "session",
            "rights.Demand.words"} <= before, "positive control: the search finds her while she is there"
    assert files(tmp_path)
    with clock.at(clock.now() + dt.timedelta(days=90)), django_capture_on_commit_callbacks(execute=True):
        people.erase(Person.objects.get(pk=her.pk), by=None)
    house.none(sorted(found() - KEPT_BY_LAW - OF_SOMEBODY_ELSE))
    assert files(tmp_path) == set()


def test_what_the_law_keeps_of_somebody_erased_has_its_obligation_and_its_day() -> None:
    for place in KEPT_BY_LAW:
        label, _dot, column = place.rpartition(".")
        personal: Any = apps.get_model(label).personal  # type: ignore[attr-defined]
        rule = declared()[personal.rule]
        assert column in personal.fields and label in rule.models, place
        assert (rule.ground, rule.action == Action.NONE) == (Ground.LEGAL_OBLIGATION, False), place


def test_a_parent_a_reference_the_contact_of_a_school_who_erases_her_account_is_no_longer_named() -> None:
    her = PersonFactory(email=ADDRESS)
    parent, reference = GuardianFactory(email=ADDRESS, name=WORD), ReferenceFactory(email=ADDRESS.upper(), name=WORD)
    mentee, group = MenteeFactory(parent_email=ADDRESS, parent_name=WORD), GroupFactory(contact_email=ADDRESS, contact_name=WORD)
    others = [GuardianFactory(), ReferenceFactory(), GroupFactory()]
    people.erase(her, by=None)
    house.none(sorted(found()))
    parent.authorisation.refresh_from_db()
    assert parent.authorisation.status == "revoked", "what she allowed is taken back"
    for row in (reference, mentee, group):
        row.refresh_from_db()
    assert (reference.name, mentee.parent_email, bool(group.emptied_at)) == ("", "", True) and mentee.first_name
    for row in others:
        name = "contact_name" if isinstance(row, Group) else "name"
        assert getattr(type(row).objects.get(pk=row.pk), name) == getattr(row, name), "nobody else is touched"


def test_a_last_letter_tells_what_goes_and_what_stays_and_nothing_of_it_is_kept_once_it_has_left(mailbox: Mailbox) -> None:
    her = RoleModelFactory(membership__person__email=ADDRESS).person
    letters.prefer(hashed(ADDRESS), {"news": "daily"})
    for _ in range(2):
        verbs.erase_account(Person.objects.get(pk=her.pk), by=her)
    assert Letter.objects.get(template="rights/letters/erased").address == ADDRESS, "positive control: it has an address until it leaves"
    tasks.deliver()
    last = mailbox.latest(ADDRESS)
    text = " ".join(last.get_body(("plain",)).get_content().split())
    assert last["Subject"] == "Votre compte est effacé"
    for words in ("5 ans après", "C. civ. 2224", "RGPD, art. 12", "obligation légale", f"{clock.today().year}"):
        assert words in text, words
    assert "courriers/choisir" not in text, "there is nothing left to choose"
    house.none(sorted(found()))
    assert Letter.objects.get(template="rights/letters/erased").status == "sent"


@pytest.mark.parametrize("gone", ["refused", "unreachable"])
def test_a_last_letter_that_cannot_be_sent_is_not_kept_either(gone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    her = RoleModelFactory(membership__person__email=ADDRESS).person
    if gone == "unreachable":
        letters.suppress(ADDRESS)

    def refuse(*_: Any) -> None:
        raise Never(f"550 no {ADDRESS}", nobody=True)

    monkeypatch.setattr(Carrier, "send", refuse)
    verbs.erase_account(her, by=her)
    tasks.deliver()
    house.none(sorted(found()))
    assert Letter.objects.get(template="rights/letters/erased").status == ("failed" if gone == "refused" else "suppressed")


def test_a_third_of_the_people_erased_every_published_figure_keeps_its_bytes() -> None:
    NetworkFactory()
    visits = [confirmed() for _ in range(6)]
    for visit in visits:
        told(visit.engagement, by=visit.role_model.person)
    with afterwards(visits[0].engagement):
        before, moment = figures(), clock.now()
    with clock.at(moment + dt.timedelta(days=1)):
        for visit in visits[:2]:
            people.erase(visit.role_model.person, by=None)
    with clock.at(moment):
        assert figures() == before, "what was said of that day is still said of it"
    assert Person.objects.exclude(erased_at=None).count() == 2


def test_a_pair_that_is_over_and_both_erased_every_published_figure_keeps_its_bytes() -> None:
    made = pair()
    mentoring.stop(made, by=made.mentee.person)
    with clock.at(clock.now() + dt.timedelta(days=40)):
        before = figures()
        assert b"mentoring.mentees" in before
        for one in (made.mentee.person, made.mentor.person):
            people.erase(one, by=None)
        assert figures() == before


def figures() -> bytes:
    """All that is published, as bytes."""
    whole = umbrella()
    below = list(Network.objects.open().filter(parent=whole))
    pages = [Figures(whole, below, whole, year, sees_all=sees).tables() for year in years() for sees in (True, False)]
    tables = [f"{name}:{table.as_csv()}" for page in pages for name, table in sorted(page.items())]
    targets = [f"{one.code}:{one.value}:{one.goal}" for one in public_targets()]
    entries = [repr(row) for row in Entry.objects.order_by("pk").values_list()]
    return "\n".join([*tables, *targets, *entries]).encode()


def test_who_is_erased_twice_is_erased_once_and_others_stay() -> None:
    other = MembershipFactory().person
    her = RoleModelFactory().person
    verbs.erase_account(her, by=her)
    verbs.erase_account(Person.objects.get(pk=her.pk), by=her)
    other.refresh_from_db()
    assert other.email and Person.objects.get(pk=her.pk).erased_at
    assert Demand.objects.filter(kind="erasure", status="answered").count() >= 1
