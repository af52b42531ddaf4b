from django.urls import path

from . import views

app_name = "places"
urlpatterns = [
    path("etablissements/", views.SuggestSchools.as_view(), name="schools"),
    path("communes/", views.SuggestCommunes.as_view(), name="communes"),
    path("donnees-de-reference/", views.Sources.as_view(), name="sources"),
]
