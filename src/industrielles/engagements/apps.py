from django.apps import AppConfig


class EngagementsConfig(AppConfig):
    """Class visits and every other meeting with a role model: ask, invite, accept, report."""

    name = "industrielles.engagements"
