from django.apps import AppConfig


class JoiningConfig(AppConfig):
    """People come in: the form, the welcome, invitations, spreadsheets."""

    name = "industrielles.joining"
