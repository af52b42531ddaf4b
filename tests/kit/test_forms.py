"""Fields and errors, as people meet them."""

import pytest
from django import forms
from django.template import Context, Template
from django.test.html import parse_html
from django.utils import translation

from industrielles.kit.forms import Filters, Form, NumberField, Radios, Slider, Ticks


class Request(Form):
    school = forms.CharField(label="Établissement", help_text="Tapez le nom ou la ville.")
    code = forms.CharField(required=False, widget=forms.HiddenInput)
    headcount = NumberField(label="Nombre d’élèves", min_value=1, max_value=200)
    girls = NumberField(label="Dont filles", required=False)
    date = forms.DateField(label="Date", required=False)
    format = forms.ChoiceField(label="Format", choices=[("a", "Visite"), ("b", "Visio")], widget=Radios(hints={"a": "Une heure."}))
    themes = forms.MultipleChoiceField(label="Thèmes", choices=[("r", "Robots")], widget=Ticks, required=False)
    agree = forms.BooleanField(label="La direction est prévenue")


def shown(source, **context):
    return Template(source).render(Context(context))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("28", 28),
        ("28 élèves", 28),
        ("environ 28", 28),
        ("env. 28 élèves environ", 28),
        ("1 200", 1200),
        ("1\u202f200 jeunes", 1200),
        (" 28 ", 28),
    ],
)
def test_number_is_read_as_people_write_it(written, read):
    assert NumberField().clean(written) == read


@pytest.mark.parametrize("written", ["beaucoup", "2.5", "28-30", "28 29", "1e3", "²"])
def test_number_refuses_what_is_not_one_number(written):
    with pytest.raises(forms.ValidationError) as refused:
        NumberField().clean(written)
    assert refused.value.messages == ["Écrivez le nombre en chiffres, par exemple 28"]


def test_number_says_its_bounds():
    with pytest.raises(forms.ValidationError) as refused:
        NumberField(min_value=1, max_value=200).clean("900 élèves")
    assert refused.value.messages == ["Écrivez un nombre inférieur ou égal à 200"]


def test_errors_say_what_to_do_in_both_languages():
    assert Request({}).errors["school"] == ["Remplissez «\u00a0Établissement\u00a0»"]
    assert Request({}).errors["format"] == ["Choisissez une réponse\u00a0: «\u00a0Format\u00a0»"]
    with translation.override("en"):
        assert Request({}).errors["agree"] == ["Tick “La direction est prévenue” to continue"]


def test_a_renamed_field_is_renamed_in_its_errors_and_keeps_those_of_its_author():
    class Asked(Form):
        title = forms.CharField(label="Title")
        town = forms.CharField(label="Town", error_messages={"required": "Where?"})

    form = Asked({})
    form.rename("title", "Subject")
    form.rename("town", "Place")
    assert (form.fields["title"].label, form.errors["title"]) == ("Subject", ["Remplissez «\xa0Subject\xa0»"])
    assert form.errors["town"] == ["Where?"]


def test_errors_of_the_author_are_kept():
    class Own(Form):
        name = forms.CharField(error_messages={"required": "Indiquez votre nom"})

    assert Own({}).errors["name"] == ["Indiquez votre nom"]


def test_summary_links_to_each_field_with_the_same_words():
    form = Request({"headcount": "beaucoup"})
    html = shown("{% errors form %}{% field form.headcount %}", form=form)
    assert 'href="#id_headcount"' in html and 'href="#id_format_0"' in html
    assert html.count("Écrivez le nombre en chiffres, par exemple 28") == 2


def test_summary_is_silent_when_nothing_is_wrong():
    assert shown("{% errors form %}", form=Request()).strip() == ""


def test_error_of_the_whole_form_is_said_without_a_link():
    form = Request({"school": "x"})
    form.add_error(None, "Cette demande est déjà partie.")
    assert "<li>Cette demande est déjà partie.</li>" in shown("{% errors form %}", form=form)


def test_field_in_error_is_tied_to_its_words_and_hint():
    html = shown("{% field form.school %}", form=Request({}))
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_school_helptext id_school_error"' in html
    assert 'id="id_school_helptext"' in html and 'id="id_school_error"' in html


def test_only_what_is_optional_is_marked():
    form = Request()
    assert "(facultatif)" in shown("{% field form.girls %}", form=form)
    assert "(facultatif)" not in shown("{% field form.school %}{% field form.agree %}", form=form)


def test_radios_are_a_group_with_hints():
    html = shown("{% field form.format %}", form=Request())
    assert html.count('type="radio"') == 2
    assert "<legend>Format</legend>" in html and "<small>Une heure.</small>" in html


def test_dates_use_the_calendar_of_the_browser_and_read_french():
    assert 'type="date"' in shown("{% field form.date %}", form=Request())
    assert Request({"date": "09/12/2026"}).fields["date"].clean("09/12/2026").isoformat() == "2026-12-09"


def test_combobox_is_a_text_field_with_a_list_and_a_hidden_code():
    html = shown(
        '{% combo form.school url="/etablissements/" param="school" code=form.code %}',
        form=Request({"school": "<Jean>", "code": "0590122K"}),
    )
    assert 'role="combobox"' in html and 'aria-controls="id_school_list"' in html and 'id="id_school_list" role="listbox"' in html
    assert 'data-combo="/etablissements/"' in html and 'type="hidden" name="code" value="0590122K"' in html
    assert "&lt;Jean&gt;" in html


def test_hidden_field_is_bare():
    assert shown("{% field form.code %}", form=Request()).strip() == '<input type="hidden" name="code" id="id_code">'


class Narrow(Filters):
    q = forms.CharField(label="Mot")
    level = forms.ChoiceField(choices=[("", "Tous"), ("4", "4e")])


def test_filters_leave_aside_what_is_wrong():
    assert Narrow({"q": "robot", "level": "99"}).chosen() == {"q": "robot"}
    assert "(facultatif)" not in shown("{% field form.q %}", form=Narrow())


def test_a_list_begins_with_what_to_do():
    class Level(Form):
        level = forms.ChoiceField(choices=[("", "---------"), ("a", "Bac pro")])

    assert Level()["level"].field.choices[0] == ("", "Choisir")


def test_choice_of_a_model_shows_no_line_of_dashes_and_its_label_begins_with_a_capital():
    class Breach(Form):
        risk = forms.ChoiceField(label="risque pour les personnes", choices=[("", "---------"), ("none", "aucun")], widget=Radios)

    html = shown("{% field form.risk %}", form=Breach())
    assert "-----" not in html and "Risque pour les personnes" in html and html.count("radio") == 1


class Places(Filters):
    place = forms.ChoiceField(choices=[("", "Partout"), ("Nord & Sud", [("59", "Nord <59>"), ("é\"", "É")])], label="Lieu")


@pytest.mark.parametrize("chosen", ["", "59", 'é"', "no such thing"])
def test_a_list_of_filters_is_written_as_django_writes_it(chosen):
    form = Places({"place": chosen})
    ours = str(form["place"])
    form.fields["place"].widget.__class__ = forms.Select
    theirs = str(form["place"])
    assert parse_html(ours) == parse_html(theirs)
    assert ("selected" in ours) == (chosen != "no such thing")
    assert "Nord &lt;59&gt;" in ours


class Weights(Form):
    near = forms.IntegerField(label="Proximité", min_value=0, max_value=100, step_size=5, widget=Slider(ends=("rien", "tout"), unit="km"))


def test_a_slider_says_its_number_its_unit_and_its_ends():
    html = shown("{% field form.near %}", form=Weights(initial={"near": 35}))
    slider = '<input type="range" name="near" value="35" min="0" max="100" step="5" id="id_near">'
    assert parse_html(slider) in parse_html(html)
    assert '<output for="id_near">35</output> km' in html
    assert "<span>rien</span><span>tout</span>" in html


@pytest.mark.parametrize("sent", ["101", "-5", "33", ""])
def test_a_slider_takes_only_its_steps(sent):
    assert Weights({"near": sent}).errors["near"]
    assert Weights({"near": "35"}).is_valid()
