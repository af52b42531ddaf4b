"""What a message with a minor may not carry: what was measured on the three corpora, and what somebody tries to pass unseen."""
from __future__ import annotations

import hashlib
import time

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from industrielles.safeguarding import measuring
from industrielles.safeguarding.detector import LONGEST, Kind, findings
from industrielles.safeguarding.shorthand import expanded
from industrielles.safeguarding.twins import folded_with_places

PHRASES = measuring.phrases()
OTHERS = measuring.phrases(measuring.OTHER_HAND)
THIRD = measuring.phrases(measuring.THIRD_HAND)
PARTS = measuring.parts()
TWINS = str.maketrans({"a": "а", "e": "е", "o": "о", "c": "с", "i": "і", "p": "р"})
DISGUISES = {
    "capitals": str.upper,
    "joiners": lambda text: "\u200b".join(text),
    "twins": lambda text: text.translate(TWINS),
    "wide": lambda text: "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in text),
    "accents": lambda text: "".join(one + "\u0301" if one.isalpha() else one for one in text),
    "in a sentence": lambda text: f"Coucou, bravo pour ton exposé ! {text} À mercredi.",
}


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_each_part_does_as_well_as_when_it_was_measured(part: measuring.Part) -> None:
    lines = measuring.measure(part.phrases)
    assert measuring.summed(lines, clean=False).rate >= part.least
    assert measuring.summed(lines, clean=True).rate <= part.most


def test_each_corpus_is_large_and_says_each_thing_once_and_each_half_holds_every_kind() -> None:
    kinds, asked = {*(kind.value for kind in Kind), measuring.CLEAN}, {Kind.SECRET.value, Kind.PHOTO.value, Kind.GIFT.value}
    for corpus, of in ((PHRASES, kinds - asked), (OTHERS, kinds - asked | {Kind.SECRET.value}), (THIRD, kinds)):
        assert len(corpus) >= 420 and {one.kind for one in corpus} <= kinds
        for held_out in (False, True):
            half = {(one.kind, one.language) for one in corpus if one.held_out == held_out}
            assert half >= {(kind, tongue) for kind in of for tongue in ("fr", "en")}
    said = [one.text for one in (*PHRASES, *OTHERS, *THIRD)]
    assert len(said) == len(set(said))


def test_nobody_chose_what_the_other_hands_keep_closed() -> None:
    assert all(one.held_out == bool(hashlib.sha256(one.text.encode()).digest()[0] % 2) for one in (*OTHERS, *THIRD))


def test_the_misses_shown_are_of_open_halves_only(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("detector", misses=True)
    said = capsys.readouterr().out
    assert any(one.text in said for one in measuring.misses(THIRD) if not one.held_out)
    assert not any(f": {one.text}\n" in said for one in [*OTHERS, *PHRASES, *THIRD] if one.held_out)


@pytest.mark.parametrize("disguise", DISGUISES)
def test_a_disguise_hides_little_and_holds_no_more_of_what_may_go(disguise: str) -> None:
    change = DISGUISES[disguise]
    said = [measuring.Phrase(one.language, one.kind, change(one.text), False) for one in PHRASES]
    lines = measuring.measure(said)
    assert measuring.summed(lines, clean=False).rate >= 95, [one.text for one in measuring.misses(said) if one.kind != "clean"][:9]
    assert measuring.summed(lines, clean=True).rate <= 5, [one.text for one in measuring.misses(said) if one.kind == "clean"][:9]


@pytest.mark.parametrize(("text", "kind", "where"), [
    ("Écris à nadia@exemple.fr vite", Kind.EMAIL, "nadia@exemple.fr"),
    ("Voilà : 06 12 34 56 78 !", Kind.PHONE, "06 12 34 56 78"),
    ("É 0️⃣6️⃣ 12 34 56 78", Kind.PHONE, "0️⃣6️⃣ 12 34 56 78"),
    ("mon zéro six douze trente-quatre cinquante-six soixante-dix-huit", Kind.PHONE,
     "zéro six douze trente-quatre cinquante-six soixante-dix-huit"),
])
def test_a_finding_says_where_it_stands_in_what_was_typed(text: str, kind: Kind, where: str) -> None:
    spans = [text[one.start:one.end] for one in findings(text) if one.kind == kind]
    assert any(where in span or (span in where and len(span) > len(where) - 3) for span in spans), spans


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u200b" * 50, "😀", "a", "06", "@", "."])
def test_nothing_is_found_in_nothing(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize("piece", ["a", "6 ", "06 ", "a.", "w ", "-_./", "a@", "est a ", "on se ", "double v "])
def test_a_long_text_made_to_be_slow_is_read_in_time(piece: str) -> None:
    start = time.thread_time()
    findings((piece * LONGEST)[:LONGEST])
    assert time.thread_time() - start < 5  # measured 0.2 to 0.6 s


@pytest.mark.parametrize("piece", [
    "a.", "a@", "-_./", "06 ", "6 ", "et puis 6 ", "gmail - ", "a [", "notre ", "tes parents n'", "je peux avoir ton ", "voir ", "efface "])
def test_five_thousand_characters_made_to_be_slow_are_read_in_time(piece: str) -> None:
    start = time.process_time()
    findings((piece * 5000)[:5000])
    assert time.process_time() - start < 1  # measured 0.02 to 0.15 s


def test_a_message_is_read_in_less_than_two_milliseconds() -> None:
    texts = [one.text for one in OTHERS]
    rounds = []
    for _round in range(3):
        start = time.process_time()
        for text in texts:
            findings(text)
        rounds.append(time.process_time() - start)
    assert min(rounds) / len(texts) < 0.002  # measured 0.7 ms


@pytest.mark.parametrize("text", [
    "N’en parle pas à tes parents", "C’est notre petit secret", "Don’t tell your mum", "Your parents wouldn’t understand",
])
def test_a_secret_is_held_as_one(text: str) -> None:
    assert {one.kind for one in findings(text)} == {Kind.SECRET}


@pytest.mark.parametrize(("text", "kind"), [
    ("Envoie-moi un selfie", Kind.PHOTO), ("send me a pic of u", Kind.PHOTO), ("allume ta cam", Kind.PHOTO),
    ("Je peux te faire un virement", Kind.GIFT), ("I’ll buy you a phone", Kind.GIFT), ("t’as paypal ?", Kind.GIFT),
])
def test_a_picture_asked_for_and_money_offered_are_held(text: str, kind: Kind) -> None:
    assert kind in {one.kind for one in findings(text)}


@pytest.mark.parametrize(("typed", "meant"), [
    ("viens sur wattsap", "viens sur whatsapp"), ("isntagram", "instagram"), ("c koi ton snaaap", "c'est quoi ton snap"),
    ("le désaccord", "le desaccord"), ("les managers", "les managers"), ("la tactique", "la tactique"),
])
def test_what_is_typed_fast_is_read_as_it_is_said(typed: str, meant: str) -> None:
    read, where = expanded(*folded_with_places(typed))
    assert read == meant and len(where) == len(read) and where == sorted(where) and where[-1] == len(typed) - 1


@pytest.mark.parametrize("text", [
    "Snapchat, ça prend trop de temps à ma fille", "On se retrouve à l’accueil de l’usine avec Mme Petit", "Mon fichier est main_v2.py",
    "Si quelqu’un te demande de garder un secret, dis-le à la référente",
])
def test_a_sentence_may_excuse_what_it_says(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize("text", [
    "On continue sur Snapchat", "On se retrouve à la boulangerie", "cherche lou_pasteque", "Tu sais garder un secret ?",
    "On se retrouve devant l’usine sans la prof",
])
def test_without_an_excuse_it_is_held(text: str) -> None:
    assert findings(text) != []


@pytest.mark.parametrize("text", [
    "Parles-en à tes parents", "Your parents should know about the visit", "Supprime les messages d’erreur",
    "Plus personne ne fait ça à la main", "Mon téléphone est cassé", "Can you come by train?",
    "You can call me Claire", "C’est quoi ton numéro de candidate ?",
])
def test_what_only_sounds_like_it_goes(text: str) -> None:
    assert findings(text) == []


def test_a_number_does_not_hide_behind_others() -> None:
    assert any(one.kind == Kind.PHONE for one in findings("12 " * 200 + "06 12 34 56 78"))


def test_the_command_prints_each_part_by_kind_and_language(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("detector")
    said = capsys.readouterr().out
    assert "tenue à l’écart / held out" in said and "meeting" in said and said.count("≥ 95 %") == 6
    for part in PARTS:
        recall = measuring.summed(measuring.measure(part.phrases), clean=False)
        assert f"{part.name}: {len(part.phrases)}\n" in said and f"{recall.held}/{recall.total} = {recall.rate:.1f} %" in said


def test_the_command_fails_when_less_is_held_than_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measuring, "findings", lambda text: [])
    with pytest.raises(CommandError):
        call_command("detector")
