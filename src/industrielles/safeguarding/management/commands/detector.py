"""Measures what the detector of messages holds back, on the phrases kept beside it."""
from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from industrielles.safeguarding import measuring
from industrielles.safeguarding.measuring import RECALL, WRONGLY


class Command(BaseCommand):
    help = "Mesure le détecteur de messages sur ses phrases. / Measures the detector of messages on its phrases."

    requires_system_checks = ()  # it asks nothing of the database nor of the pages

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--misses", action="store_true", help="erreurs des moitiés ouvertes / misses of the open halves")

    def handle(self, *args: Any, **options: Any) -> None:
        parts = measuring.parts()
        worse = [part.name for part in parts if not self.shown(part)]
        if options["misses"]:
            for one in measuring.misses(one for part in parts if part.open for one in part.phrases):
                self.stdout.write(f"{one.language} {one.kind}: {one.text}")
        if worse:
            raise CommandError(f"Moins bien qu’avant / worse than before: {', '.join(worse)}")

    def shown(self, part: measuring.Part) -> bool:
        """Prints one part by kind and language; whether it does as well as when it was measured last."""
        lines = measuring.measure(part.phrases)
        self.stdout.write(f"\n{part.name}: {len(part.phrases)}")
        for line in lines:
            self.stdout.write(f"  {line.kind:<8} {line.language}  {line.held:>4}/{line.total:<4} {line.rate:6.1f} %")
        recall, wrong = measuring.summed(lines, clean=False), measuring.summed(lines, clean=True)
        for words, one, goal, reached in (("retenues / held", recall, f"≥ {RECALL:.0f} %", recall.rate >= RECALL),
                                          ("à tort / wrongly", wrong, f"≤ {WRONGLY:.0f} %", wrong.rate <= WRONGLY)):
            missed = "" if reached else ": objectif manqué / goal missed"
            self.stdout.write(f"  {words}: {one.held}/{one.total} = {one.rate:.1f} % ({goal}){missed}")
        return recall.rate >= part.least and wrong.rate <= part.most
