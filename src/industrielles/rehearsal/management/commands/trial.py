"""`industrielles trial FOLDER`: a school year played on the real classes of a folder of open data."""

from __future__ import annotations

import datetime as dt
import hashlib
import platform
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from industrielles.kit import clock
from industrielles.ledger.models import Entry
from industrielles.network.models import Network
from industrielles.places.models import Academy, Commune, School
from industrielles.rehearsal import account, classes, crowd, stage, trial
from industrielles.rehearsal.cast import Cast, Somebody
from industrielles.rehearsal.days import PARIS


class Command(BaseCommand):
    help = (
        "Plays a school year on real classes. FOLDER holds one annuaire-education-*.csv and one or more classes-seconde-*.csv. "
        "Works in a database of its own; killed, it goes on where it was when started again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--role-models", type=int, default=0, help="how many (default: one for six classes)")
        parser.add_argument("--seed", type=int, default=2024)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            directory, files = classes.files(options["folder"])
            found, refused = classes.read(files)
        except (classes.UnusableFolder, OSError, UnicodeDecodeError) as trouble:
            raise CommandError(str(trouble)) from trouble
        if Entry.objects.exists() and not self.progress.exists():
            raise CommandError("This database has figures of its own. A trial is played in an empty one: set DATA_DIR or DATABASE_URL.")
        Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
        for line in refused:
            self.stdout.write(f"refused: {line}")
        self.stdout.write(f"{len(found):,} classes read, {len(refused):,} refused")
        number = options["role_models"] or max(1, round(len(found) / 6))
        first = dt.date(
            (clock.today() - dt.timedelta(days=212)).year - (1 if (clock.today() - dt.timedelta(days=212)).month < 8 else 0), 9, 1
        )
        play = trial.Trial(
            found,
            options["seed"],
            first,
            dt.date(first.year + 1, 7, 31),
            self.progress,
            {"seed": options["seed"], "role_models": number, "classes": len(found), "data": fingerprint(files)},
            self.stdout.write,
        )
        with clock.at(dt.datetime.combine(first, dt.time(6), PARIS).astimezone(dt.UTC)):
            self.set_stage(play, directory, number)
        self.finish(play, trial.Trial.play(play).seconds)

    @property
    def progress(self) -> Path:
        return Path(settings.DATA_DIR) / "trial.json"

    def set_stage(self, play: trial.Trial, directory: Path, number: int) -> None:
        """Places, schools, the umbrella, two networks for each academy of the classes, role models spread as the classes are."""
        call_command("load_places", stdout=self.stdout)
        call_command("import_schools", str(directory), stdout=self.stdout)
        cast = Cast(play.seed)
        top, national = stage.umbrella("IndustriElles", Somebody("Équipe", "Nationale", "nationale@exemple.invalid"))
        play.coordinators[top.pk] = national
        schools = School.objects.in_bulk({one.uai for one in play.classes})
        for academy in Academy.objects.filter(pk__in={one.academy_id for one in schools.values()}).order_by("pk"):
            for kind, name in (("academie", f"Réseau de l’académie {academy.name}"), ("filiere", f"Réseau de filière {academy.name}")):
                there, person = stage.network(
                    name,
                    slug=f"{kind}-{academy.pk}",
                    parent=top,
                    departments=academy.departments.all(),
                    coordinator=Somebody("Coordination", academy.name, f"{kind}.{academy.pk}@exemple.invalid"),
                    by=national,
                )
                play.coordinators[there.pk] = person
        self.recruit(play, cast, schools, number)

    def recruit(self, play: trial.Trial, cast: Cast, schools: dict[str, School], number: int) -> None:
        """Role models live near the schools, drawn by their number of classes; one in seven is of the branch network."""
        where = [school for one in play.classes if (school := schools.get(one.uai)) and school.commune_id and school.academy_id]
        if not where:
            raise CommandError("None of these classes is in a school of the directory: are the two files of the same country?")
        networks = {network.slug: network for network in Network.objects.all()}
        near: dict[str, list[Commune]] = {}
        for n in range(number):
            choice = crowd.drawn(play.seed, "role model", n)
            school = choice.choice(where)
            if school.commune_id not in near:
                near[school.commune_id] = list(Commune.objects.nearest(school.latitude, school.longitude, 12, within=30))
            commune = choice.choice(near[school.commune_id] or [school.commune])
            there = networks[f"{'filiere' if n % 7 == 6 else 'academie'}-{school.academy_id}"]
            stage.recruit(cast, there, commune, by=play.coordinators[there.pk], choice=choice)
            if n % 100 == 99:
                self.stdout.write(f"{n + 1} role models")

    def finish(self, play: trial.Trial, seconds: float) -> None:
        self.stdout.write(
            f"\nPlayed {play.first} to {play.last}, seed {play.seed}, on {platform.node() or 'this machine'} "
            f"({platform.machine()}, Python {platform.python_version()}), {clock.today()}\n"
        )
        for line in account.account(play, seconds):
            self.stdout.write(f"{line.label:<46} {line.value}")
        found = account.faults(play)
        for fault in found:
            self.stderr.write(f"fault: {fault}")
        if found:
            raise CommandError(f"{len(found)} fault(s) found.")
        self.stdout.write("The ledger and the public figures equal what was played; the check-ups find nothing wrong.")


def fingerprint(files: list[Path]) -> str:
    """SHA-256 of the class files, so that a play is not gone on with on other classes."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
