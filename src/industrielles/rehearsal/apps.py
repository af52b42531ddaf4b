from django.apps import AppConfig


class RehearsalConfig(AppConfig):
    """Plays the product through its own verbs, on a clock of its own: the demo and the trial."""

    name = "industrielles.rehearsal"
