"""python manage.py load_branches"""
from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from industrielles.pool import branches
from industrielles.pool.models import Branch


class Command(BaseCommand):
    help = "Add the industry branches that are missing."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{branches.load(Branch)} branches added.")
