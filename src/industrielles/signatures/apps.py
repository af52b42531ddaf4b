from django.apps import AppConfig


class SignaturesConfig(AppConfig):
    """Texts signed, with evidence."""

    name = "industrielles.signatures"
