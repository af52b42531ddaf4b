from django.apps import AppConfig


class RightsConfig(AppConfig):
    """What everybody controls: her data, its terms, who did what with it."""

    name = "industrielles.rights"
