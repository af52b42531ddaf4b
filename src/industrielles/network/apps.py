from django.apps import AppConfig


class NetworkConfig(AppConfig):
    """Who belongs where: networks, organisations, memberships, roles in a network."""

    name = "industrielles.network"
