"""What both sides of a pair may say, in the same words: interests, ways to meet, half-days, what puts at ease. Codes are kept, never
renamed: the matching compares them."""
from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Mode(models.TextChoices):
    """How a pair meets."""

    ONLINE = "online", _("on line, on this site")
    SCHOOL = "school", _("at school, with an adult of the school near")
    COMPANY = "company", _("at the company, with a second adult")
    ELSEWHERE = "elsewhere", _("elsewhere, with a second adult")


class Interest(models.TextChoices):
    """What one likes: the same list for both."""

    HANDS = "hands", _("making things by hand")
    MACHINES = "machines", _("machines, engines, robots")
    COMPUTING = "computing", _("computing, data, games")
    SCIENCE = "science", _("experiments, chemistry, physics")
    MATHS = "maths", _("mathematics, puzzles")
    DRAWING = "drawing", _("drawing, design, fashion")
    NATURE = "nature", _("nature, water, climate, energy")
    LIVING = "living", _("living things, health, food")
    BUILDING = "building", _("building, houses, bridges")
    TRAVEL = "travel", _("trains, planes, boats, space")
    PEOPLE = "people", _("working with others, leading a team")
    LANGUAGES = "languages", _("languages, other countries")
    SPORT = "sport", _("sport")
    MUSIC = "music", _("music, theatre, film")


class Need(models.TextChoices):
    """What one needs to be at ease. Ticks and no free text: nobody is asked about health here."""

    WRITING = "writing", _("begin in writing")
    CAMERA = "camera", _("keep the camera off")
    FIRST = "first", _("have somebody I know with me the first time")
    STEPS = "steps", _("a place without steps")
    BREAKS = "breaks", _("breaks, shorter meetings")
    CAPTIONS = "captions", _("captions, or somebody who signs")
    TALK = "talk", _("something I will tell the coordinator myself")


class Wish(models.TextChoices):
    """What she would like her mentor to be, first to third."""

    TRADE = "trade", _("a trade")
    BRANCH = "branch", _("an industry branch")
    PATH = "path", _("a study path")
    PERSON = "person", _("a person like me")
    OTHER = "other", _("something else")


class Gender(models.TextChoices):
    """Self-declared, for the figures only."""

    WOMAN = "woman", _("Woman")
    MAN = "man", _("Man")
    OTHER = "other", _("Non-binary or other")
    UNSAID = "unsaid", _("Prefer not to say")


class Class(models.TextChoices):
    """Where a mentee is in her studies, in the order of the years (the short list of the ministry's levels)."""

    MIDDLE = "middle", _("4e, 3e, prépa-métiers")
    SECOND = "second", _("2de, general and technological")
    GENERAL = "general", _("1re or terminale, general")
    TECHNICAL = "technical", _("1re or terminale, technological")
    VOCATIONAL = "vocational", _("CAP, vocational baccalaureate")
    HIGHER = "higher", _("BTS, BUT, preparatory class")
    UNIVERSITY = "university", _("bachelor’s, master’s or engineering degree")
    ELSEWHERE = "elsewhere", _("not at school at the moment")
