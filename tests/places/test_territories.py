"""The list of industry territories: read whole, twice without effect, refused when it is another file."""
from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from industrielles.kit.refusals import Refused
from industrielles.places.models import IndustryTerritory, Source
from industrielles.places.territories import import_territories
from tests.factories.places import CommuneFactory, IndustryTerritoryFactory

pytestmark = pytest.mark.django_db
LIST = "insee_com,lib_com,id_ti,lib_ti\n62765,Saint-Omer,ti-1,Audomarois\n1001,Petite,ti-1,Audomarois\n99999,Fusionnée,ti-2,Ailleurs\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    CommuneFactory(code="62765", name="Saint-Omer")
    CommuneFactory(code="01001", name="Petite")
    found = tmp_path / "ti.csv"
    found.write_text(LIST, encoding="utf-8")
    return found


def test_the_list_is_read_once_and_again_without_effect(file: Path) -> None:
    for _ in range(2):
        done = import_territories(file)
        assert (done.territories, done.communes, done.unknown) == (2, 2, ["99999"])
    assert {one.pk for one in IndustryTerritory.objects.get(pk="ti-1").communes.all()} == {"62765", "01001"}
    assert Source.objects.get(code="industry-territories").vintage == "2023-2027"


def test_a_territory_that_the_list_no_longer_has_loses_its_communes_and_stays(file: Path) -> None:
    gone = IndustryTerritoryFactory(code="ti-9")
    gone.communes.set(["62765"])
    import_territories(file)
    assert not gone.communes.exists()
    assert IndustryTerritory.objects.filter(pk="ti-9").exists()


@pytest.mark.parametrize("content", [b"", b"a;b\n1;2\n", b"insee_com;id_ti;lib_ti\n", b"\xff\xfe\x00\x01"])
def test_another_file_is_refused_in_words_and_nothing_is_written(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    with pytest.raises(Refused):
        import_territories(file)
    with pytest.raises(CommandError):
        call_command("import_territories", str(file))
    assert not IndustryTerritory.objects.exists()


def test_a_list_of_windows_with_semicolons_is_read(file: Path) -> None:
    file.write_bytes(LIST.replace(",", ";").encode("cp1252"))
    assert import_territories(file).communes == 2
