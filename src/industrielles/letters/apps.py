from django.apps import AppConfig


class LettersConfig(AppConfig):
    """Letters as rows, and their delivery."""

    name = "industrielles.letters"
