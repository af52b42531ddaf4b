from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """What is counted, once, and believed."""

    name = "industrielles.ledger"
