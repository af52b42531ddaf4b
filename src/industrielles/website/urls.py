"""Addresses of the website."""

from __future__ import annotations

from django.urls import path

from .views.display import Display
from .views.gallery import Gallery
from .views.home import Home
from .views.mine import Mine
from .views.pages import Page, Privacy

app_name = "website"
urlpatterns = [
    path("", Home.as_view(), name="home"),
    path("mon-espace/", Mine.as_view(), name="mine"),
    path("aide/", Page.as_view(template_name="website/help.html"), name="help"),
    path("accessibilite/", Page.as_view(template_name="website/accessibility.html"), name="accessibility"),
    path("donnees/", Privacy.as_view(template_name="website/privacy.html"), name="privacy"),
    path("mentions/", Page.as_view(template_name="website/legal.html"), name="legal"),
    path("plan/", Page.as_view(template_name="website/sitemap.html"), name="sitemap"),
    path("affichage/", Display.as_view(), name="display"),
    path("gallery/", Gallery.as_view(), name="gallery"),
]
