from django.apps import AppConfig


class KitConfig(AppConfig):
    """Tools that know nothing of the collective: moves, doors, links, clock, guards, components."""

    name = "industrielles.kit"
