from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Who: accounts, signing in by a mailed code, erasure."""

    name = "industrielles.people"
