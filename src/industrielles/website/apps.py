from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    """The roof: home, editorial and legal pages, navigation, errors."""

    name = "industrielles.website"
