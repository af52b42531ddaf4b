from django.apps import AppConfig


class SafeguardingConfig(AppConfig):
    """What protects a girl of fourteen: who was checked, who may not come back, what is reported, what her parents allow."""

    name = "industrielles.safeguarding"

    def ready(self) -> None:
        from . import texts  # noqa: F401  (what parents sign is declared)
