from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Regions, departments, academies, communes, schools: where things are, how far, and on which days."""

    name = "industrielles.places"
