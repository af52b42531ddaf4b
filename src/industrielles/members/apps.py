from django.apps import AppConfig


class MembersConfig(AppConfig):
    """The people of a network: found, listed, exported, written to."""

    name = "industrielles.members"
