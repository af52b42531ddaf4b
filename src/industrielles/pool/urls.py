"""Addresses of this room."""
from __future__ import annotations

from django.urls import path

from .views import directory, profile, team, territory

app_name = "pool"
MEMBER = "coordination/equipe/<slug:network>/<str:code>/"
urlpatterns = [
    path("professionnelles/", directory.Directory.as_view(), name="directory"),
    path("professionnelles/<str:code>/", directory.Portrait.as_view(), name="portrait"),
    path("professionnelles/<str:code>/photo/", directory.Photo.as_view(), name="photo"),
    path("mon-profil/", profile.Profile.as_view(), name="profile"),
    path("mon-profil/<str:code>/", profile.Describe.as_view(), name="describe"),
    path("mon-profil/<str:code>/apercu/", profile.Preview.as_view(), name="preview"),
    path("mon-profil/<str:code>/publier/", profile.Publish.as_view(), name="publish"),
    path("mon-profil/<str:code>/retirer/", profile.Unpublish.as_view(), name="unpublish"),
    path("mon-profil/<str:code>/pause/", profile.Pause.as_view(), name="pause"),
    path("mon-profil/<str:code>/reprendre/", profile.Resume.as_view(), name="resume"),
    path("mon-profil/<str:code>/jours/", profile.SetOffDays.as_view(), name="set_off_days"),
    path("mon-profil/<str:code>/jours/retirer/", profile.ClearOffDays.as_view(), name="clear_off_days"),
    path("mon-profil/<str:code>/photo/", profile.AddPhoto.as_view(), name="add_photo"),
    path("mon-profil/<str:code>/photo/retirer/", profile.RemovePhoto.as_view(), name="remove_photo"),
    path("mon-profil/<str:code>/arreter/", profile.Retire.as_view(), name="retire"),
    path("mon-territoire/", territory.Territory.as_view(), name="territory"),
    path("mes-reseaux/", team.Networks.as_view(), name="networks"),
    path("mes-reseaux/quitter/", team.Leave.as_view(), name="leave"),
    path("coordination/equipe/", team.Team.as_view(), name="team"),
    path("coordination/equipe/ajouter/", team.Welcome.as_view(), name="welcome"),
    path(MEMBER, team.Member.as_view(), name="member"),
    path(f"{MEMBER}retirer/", team.Take.as_view(), name="take"),
    path(f"{MEMBER}territoire/", team.Appoint.as_view(), name="appoint"),
    path(f"{MEMBER}confier/", team.Entrust.as_view(), name="entrust"),
    path(f"{MEMBER}reprendre/", team.Withhold.as_view(), name="withhold"),
    path(f"{MEMBER}fin/", team.Part.as_view(), name="part"),
]
