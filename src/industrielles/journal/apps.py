from django.apps import AppConfig


class JournalConfig(AppConfig):
    """Who did what, when."""

    name = "industrielles.journal"
