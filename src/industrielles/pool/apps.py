from django.apps import AppConfig


class PoolConfig(AppConfig):
    """The role models and the ambassadors: who may be met, where, when, how often."""

    name = "industrielles.pool"
