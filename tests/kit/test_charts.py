"""Figures: drawing, sentence, table, CSV."""

import csv
import datetime as dt
import io
import re
from xml.etree import ElementTree

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from industrielles.kit import charts
from industrielles.kit.charts import france
from industrielles.kit.charts.canvas import axis_top, round_up

MONTHS = [dt.date(2026, 9, 1), dt.date(2026, 10, 1), dt.date(2026, 11, 1)]


def stacked(girls, boys, **options):
    series = [charts.Series("Filles", girls), charts.Series("Garçons", boys, "f3")]
    return charts.stacked_months(MONTHS, series, title="Jeunes rencontrés", **options)


def test_stacked_months_says_in_a_sentence_what_is_seen():
    figure = stacked([100, 200, 60], [50, 100, 90])
    assert "600 en tout" in figure.summary
    assert "octobre 2026 (300)" in figure.summary
    assert figure.summary in ElementTree.fromstring(figure.svg).attrib["aria-label"]


def test_stacked_months_has_every_value_in_its_table():
    rows = [list(row) for row in stacked([100, 200, 60], [50, 100, 90]).table.rows]
    assert rows == [["septembre 2026", 100, 50, 150], ["octobre 2026", 200, 100, 300], ["novembre 2026", 60, 90, 150]]


def test_stacked_months_hides_the_total_that_would_give_a_small_group_away():
    figure = stacked([100, None, 60], [50, 100, 90])
    assert figure.table.rows[1] == ["octobre 2026", None, 100, None]
    assert ("peu", "effectif trop faible") in figure.legend


def test_stacked_months_tells_a_missing_month_in_words():
    figure = stacked([100, 0, 60], [50, 0, 90], unreported=[MONTHS[1]])
    assert figure.table.rows[1][1:] == ["non renseigné"] * 3
    assert ("manque", "non renseigné") in figure.legend


def test_the_sentence_speaks_of_the_months_that_are_shown_and_of_no_other():
    months = [dt.date(2026, month, 1) for month in (9, 10, 11)]
    girls, boys = charts.Series("Filles", [30, 900, 400]), charts.Series("Garçons", [10, None, 100])
    told = charts.stacked_months(months, [girls, boys], title="", unreported=[months[2]]).summary
    assert "40 en tout" in told
    assert "Filles" not in told  # 930 of 40 would be 2,325 %
    assert "septembre 2026 (40)" in told


def test_stacked_months_of_nothing_says_so():
    figure = stacked([0, 0, 0], [0, 0, 0])
    assert "rien n’est encore compté" in figure.summary
    assert "Rien n’est encore compté." in figure.svg


def test_stacked_months_is_read_in_english_too():
    with translation.override("en"):
        assert "600 in all" in stacked([100, 200, 60], [50, 100, 90]).summary


def test_drawings_have_no_inline_style_on_screen_and_their_own_colours_on_paper():
    assert "style" not in stacked([1, 2, 3], [1, 2, 3]).svg
    assert "<style>" in stacked([1, 2, 3], [1, 2, 3], width=600).svg


@pytest.mark.parametrize(
    ("girls", "boys", "claimed"),
    [([3, 4], [2, 3], True), ([3, 3], [2, 3], False), ([3, None], [2, 1], False), ([3, 0], [2, 0], True), ([0, 0], [0, 0], False)],
)
def test_always_more_only_when_every_month_says_it(girls, boys, claimed):
    assert charts.always_more(charts.Series("a", girls), charts.Series("b", boys)) is claimed


def test_words_from_outside_are_escaped_in_drawings():
    figure = charts.stacked_months(MONTHS, [charts.Series("<script>", [1, 2, 3]), charts.Series("b", [1, 1, 1])], title="<b>")
    assert "<script>" not in figure.svg


@given(st.floats(min_value=0.1, max_value=1e12))
def test_round_up_is_above_and_never_doubles_and_a_half(value):
    assert value <= round_up(value) <= 2.5 * value + 1


def test_choropleth_draws_every_department_overseas_included():
    figure = charts.choropleth({"59": 3}, title="Classes", unit="classes")
    names = re.findall(r"<title>([^<]+)</title>", figure.svg)
    assert {"Nord\u00a0: 3", "La Réunion", "Mayotte", "Paris"} <= set(names)
    assert len(set(names)) == 101


def test_choropleth_comes_close_to_some_departments_and_never_cuts_one_of_them():
    def first_view(within):
        figure = charts.choropleth({"59": 3}, title="Classes", unit="classes", markers={"59": 2}, within=within)
        return [int(one) for one in re.search(r'viewBox="([^"]+)"', figure.svg).group(1).split()], figure.svg

    whole, svg = first_view(())
    assert whole[2] > 1000 and svg.count("<li>") == 6 and "scale(" not in svg
    for within, cells in ((["02", "59", "60", "62", "80"], 0), (["75"], 1), (["2A", "2B"], 0), (["59", "974"], 1)):
        (left, top, wide, tall), svg = first_view(within)
        drawn = france.shapes()["departments"]
        points = [point for code in within if code != "974" for point in france._points(drawn[code]["d"])]
        assert len(points) > 3 and all(left <= x <= left + wide and top <= y <= top + tall for x, y in points)
        assert wide == tall < 450 and svg.count("<li>") == cells and f"scale({wide / 1000:.2f})" in svg
    assert first_view(["974"])[0] == first_view(["29", "2B"])[0] == whole, "nothing to come close to, or too far apart"


def test_choropleth_tells_territories_without_a_shape():
    figure = charts.choropleth({"987": 14}, title="Classes", unit="classes")
    assert figure.note == "Autres territoires\u00a0: Polynésie française (14)."
    assert figure.table.rows == [["Polynésie française (987)", 14]]


def test_a_mark_is_not_taken_for_a_value():
    assert charts.choropleth({"987": 14}, title="Classes", unit="classes", markers={"987": 2, "988": 1}).note.endswith("(14).")
    assert charts.choropleth({"987": None}, title="Classes", unit="classes").note.endswith("(effectif trop faible).")


def test_the_map_is_read_in_english_too():
    with translation.override("en"):
        assert "Nord: 3<" in charts.choropleth({"59": 3}, title="Classes", unit="classes").svg


def test_choropleth_never_tells_a_small_group():
    figure = charts.choropleth({"59": 20, "62": None}, title="Classes", unit="classes")
    assert "Pas-de-Calais\u00a0: effectif trop faible" in figure.svg
    assert ("peu", "effectif trop faible") in figure.legend
    assert "effectif trop faible" in figure.table.as_csv()


def test_choropleth_legend_tells_every_colour():
    figure = charts.choropleth({"59": 1, "62": 12, "75": 60}, title="Classes", unit="classes", breaks=[1, 10, 50])
    assert figure.legend == [("q0", "aucune"), ("q1", "1 à 9"), ("q2", "10 à 49"), ("q3", "50 et plus")]


def test_choropleth_links_are_for_pointers_only():
    figure = charts.choropleth({"59": 1}, title="Classes", unit="classes", href='?q="&dep=')
    assert figure.svg.count("<a ") == figure.svg.count('tabindex="-1"') == 1
    assert 'href="?q=&quot;&amp;dep=59"' in figure.svg


def test_choropleth_of_nothing_says_so():
    assert "rien à montrer" in charts.choropleth({}, title="Classes", unit="classes").summary


@given(st.lists(st.integers(min_value=0, max_value=10**6), max_size=101))
def test_breaks_rise_and_no_class_is_empty_by_construction(values):
    bounds = charts.breaks_for(values)
    assert bounds == sorted(set(bounds)) and len(bounds) <= 5
    assert all(bound <= max(values) for bound in bounds)


@pytest.mark.parametrize(("value", "goal", "width"), [(0, 5000, "0.0%"), (3412, 5000, "68.2%"), (6000, 5000, "100.0%"), (3, 0, "0.0%")])
def test_rule_is_as_long_as_the_share(value, goal, width):
    assert f'class="plein" width="{width}"' in charts.rule(value, goal, "classes").svg


def test_waffle_has_a_hundred_dots_of_which_the_share_is_full():
    svg = charts.waffle(29, "des salariés").svg
    assert (svg.count('class="p"'), svg.count('class="v"')) == (29, 71)


def test_csv_opens_in_french_spreadsheets_and_carries_no_formula():
    table = charts.Table(["Ville", "Classes"], [["=1+1", 3], ["@x", None], [" -2", 4], ["Lille; Nord", 5]])
    text = table.as_csv()
    assert text.startswith("\ufeff") and "\r\n" in text
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert rows[1:] == [["'=1+1", "3"], ["'@x", "effectif trop faible"], ["' -2", "4"], ["Lille; Nord", "5"]]


@pytest.mark.parametrize(("value", "top"), [(1, 4), (9, 12), (100, 100), (229, 240), (332, 400), (7630, 8000), (20014, 24000)])
def test_an_axis_ends_on_a_round_number_whose_quarters_are_whole(value, top):
    assert axis_top(value) == top


def spread(*counts, **options):
    series = [charts.Series(f"Scénario {'AB'[at]}", one, ("f1", "f3")[at]) for at, one in enumerate(counts)]
    return charts.spread([0, 25, 50, 75, 100], series, title="Qualité", head="Qualité sur 100", **options)


def test_spread_has_every_class_in_its_table_and_only_the_last_holds_its_end():
    assert [list(row) for row in spread([1, 0, 5, 2]).table.rows] == [["0 à 24", 1], ["25 à 49", 0], ["50 à 74", 5], ["75 à 100", 2]]


def test_spread_says_how_many_and_where_most_are():
    figure = spread([1, 0, 5, 2], [0, 0, 0, 0])
    assert "8 en tout" in figure.summary and "de 50 à 74 (5)" in figure.summary
    assert "Scénario B\xa0: rien n’est encore compté." in figure.summary
    assert ElementTree.fromstring(figure.svg).attrib["aria-label"] == figure.summary


def test_spread_draws_a_bar_for_each_class_that_has_something_and_compares_two_series():
    assert spread([1, 0, 5, 2]).svg.count("<rect") == 3
    assert spread([1, 0, 5, 2]).legend == []
    both = spread([1, 0, 5, 2], [3, 3, 0, 0])
    assert (both.svg.count('class="f1"'), both.svg.count('class="f3"')) == (3, 2)
    assert [label for _css, label in both.legend] == ["Scénario A", "Scénario B"]
