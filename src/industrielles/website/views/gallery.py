"""Every component on one page, for those who build pages. Not in production."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

from django import forms
from django.conf import settings
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from industrielles.kit import charts
from industrielles.kit.doors import Door
from industrielles.kit.forms import Day, Form, NumberField, Radios, Slider, Ticks

TILES = """
soudeuse regleuse automaticienne verriere chimiste grutiere fibre lyceenne lyceenne2 mecanicienne dirigeante roboticienne
electricienne conductrice engrenage etincelles puce robot eolienne fiole cable reglet four turbine
"""


def in_development(person: Any, subject: Any = None) -> bool:
    """Anyone, on a machine that is not in production."""
    return not settings.PRODUCTION


class SpecimenForm(Form):
    """One of each kind of field."""

    school = forms.CharField(label="Établissement", help_text="Tapez le nom ou la ville. Vous ne le trouvez pas ? Écrivez-le en entier.")
    school_code = forms.CharField(required=False, widget=forms.HiddenInput)
    headcount = NumberField(label="Nombre d’élèves", min_value=1, max_value=200)
    girls = NumberField(label="Dont filles, environ", min_value=0, required=False)
    email = forms.EmailField(label="Adresse électronique", help_text="Nous vous répondons à cette adresse.")
    date = forms.DateField(label="Date souhaitée", widget=Day)
    level = forms.ChoiceField(label="Niveau", choices=[("", "Choisissez"), ("4", "4e"), ("3", "3e"), ("2", "2de")])
    format = forms.ChoiceField(
        label="Que cherchez-vous ?",
        choices=[("visit", "Une visite de classe"), ("remote", "Une rencontre à distance")],
        widget=Radios(hints={"visit": "Une professionnelle vient dans votre établissement, une heure.", "remote": "En visioconférence."}),
    )
    themes = forms.MultipleChoiceField(
        label="Des thèmes en particulier ?",
        required=False,
        widget=Ticks,
        choices=[("r", "Robotique"), ("e", "Énergie"), ("c", "Chimie"), ("n", "Numérique")],
    )
    near = forms.IntegerField(
        label="La proximité", min_value=0, max_value=100, step_size=5, initial=25, widget=Slider(ends=("ne compte pas", "compte beaucoup")))
    words = forms.CharField(label="Votre message", widget=forms.Textarea, required=False)
    agree = forms.BooleanField(label="J’ai prévenu la direction de mon établissement", help_text="Elle devra donner son accord.")


class Gallery(Door, TemplateView):
    """Shown in both themes and widths by the tests."""

    policy = staticmethod(in_development)
    needs_person = False
    template_name = "website/gallery.html"

    @cached_property
    def figures(self) -> list[charts.Figure]:
        months = [dt.date(2026, month, 1) for month in range(9, 13)] + [dt.date(2027, month, 1) for month in range(1, 7)]
        girls = charts.Series("Filles", [1210, 2440, 3120, 2210, 2890, 1980, 4610, 2720, None, 1260])
        boys = charts.Series("Garçons", [980, 1890, 2280, 1720, 2150, 1560, 2690, 1990, 2240, 1010], "f3")
        stacked = charts.stacked_months(
            months,
            [girls, boys],
            title="Jeunes rencontrés par mois",
            what="Année scolaire 2026–2027, chiffres inventés",
            unreported=[dt.date(2027, 2, 1)],
        )
        classes = {"59": 412, "62": 268, "38": 231, "69": 254, "31": 187, "974": 88, "972": 41, "75": 96, "93": None, "987": 14, "2A": 6}
        france = charts.choropleth(
            classes,
            title="Classes rencontrées par département",
            unit="classes",
            what="Chiffres inventés",
            markers={"59": 4, "75": 2, "92": 1},
        )
        quality = charts.spread(
            range(0, 101, 10),
            [charts.Series("Premier", [0, 0, 1, 2, 5, 9, 12, 6, 3, 2]), charts.Series("Autre", [0, 2, 2, 3, 4, 7, 9, 8, 4, 2], "f3")],
            title="Deux scénarios côte à côte",
            head="Qualité sur 100",
            what="Chiffres inventés",
        )
        empty = charts.stacked_months(months, [charts.Series("Filles", [0] * 10)], title="Rien encore")
        return [stacked, france, quality, empty]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        wrong = SpecimenForm({"school": "", "headcount": "beaucoup", "email": "claire"})
        wrong.is_valid()
        targets = [
            SimpleNamespace(value=3412, goal=5000, percent=68, label="classes rencontrées", detail="dont 118 ce mois-ci"),
            SimpleNamespace(value=27, goal=30, percent=90, label="ambassadrices", detail=""),
        ]
        return super().get_context_data(
            form=SpecimenForm(prefix="specimen"),
            wrong=wrong,
            figures=self.figures,
            tiles=TILES.split(),
            targets=targets,
            shares=[(charts.waffle(29), 29)],
            **kwargs,
        )
