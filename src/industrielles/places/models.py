"""Reference data of places: read from open data, never typed in; each table says where it came from (`Source`)."""
from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from industrielles.kit.codes import CodeField
from industrielles.kit.personal import NOTHING

from . import distance, wording
from .queries import Communes, Schools

USUAL_HOLIDAYS = {  # as the ministry names them
    "Vacances de la Toussaint": _("autumn holidays"),
    "Vacances de Noël": _("Christmas holidays"),
    "Vacances d'hiver": _("winter holidays"),
    "Vacances de printemps": _("spring holidays"),
    "Vacances d'été": _("summer holidays"),
    "Pont de l'Ascension": _("Ascension weekend"),
}
SITED = ("latitude", "longitude", "x", "y", "z", "cell")


class Located(models.Model):
    """Mixin of what has a place: degrees for people, a point of the unit sphere and a cell of the grid for questions.

    A model that has its own Meta writes `class Meta(Located.Meta)`, and adds to `Located.Meta.indexes` and `constraints` rather than
    replacing them. Its QuerySet mixes in `places.queries.Near`.
    """

    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    x = models.FloatField(null=True, editable=False)
    y = models.FloatField(null=True, editable=False)
    z = models.FloatField(null=True, editable=False)
    cell = models.IntegerField(null=True, editable=False)

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["cell", "x", "y", "z"], name="%(class)s_cell")]
        constraints = [models.CheckConstraint(
            condition=Q(**{f"{name}__isnull": True for name in SITED}) | Q(**{f"{name}__isnull": False for name in SITED}),
            name="%(class)s_located_whole",
        )]

    def locate(self, latitude: float | None, longitude: float | None) -> None:
        """Set the place, in degrees, or none. Does not save. Raises ValueError off the globe."""
        for name, value in distance.placed(latitude, longitude).items():
            setattr(self, name, value)

    @property
    def is_located(self) -> bool:
        return self.cell is not None

    def kilometres_to(self, other: Located) -> float | None:
        """Great-circle kilometres to another place; None when one of the two is unknown."""
        if self.latitude is None or self.longitude is None or other.latitude is None or other.longitude is None:
            return None
        return distance.kilometres(self.latitude, self.longitude, other.latitude, other.longitude)


class Source(models.Model):
    """Where a reference table came from: shown beside what it feeds (attribution of the Licence Ouverte)."""

    code = models.CharField(max_length=40, primary_key=True)  # the table it feeds: "communes", "schools", "holidays-A"…
    name = models.CharField(_("name"), max_length=200)
    url = models.URLField(_("address"), blank=True)
    licence = models.CharField(_("licence"), max_length=80)
    vintage = models.CharField(_("vintage"), max_length=40)
    fetched_on = models.DateField(_("fetched on"))
    rows = models.PositiveIntegerField(_("rows"), default=0)
    fingerprint = models.CharField(max_length=64, blank=True)
    personal = NOTHING

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.name} ({self.vintage}), {self.licence}"


class Region(models.Model):
    """A region, or an overseas collectivity standing for one (code of the COG: "32", "04", "988")."""

    code = models.CharField(max_length=3, primary_key=True)
    name = models.CharField(_("name"), max_length=60)
    personal = NOTHING

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Academy(models.Model):
    """One of the thirty academies, or a vice-rectorate of the Pacific or of Saint-Pierre; its school holidays follow `zone`."""

    code = models.CharField(max_length=2, primary_key=True)
    name = models.CharField(_("name"), max_length=60)
    zone = models.CharField(_("school-holiday zone"), max_length=24)  # "A", "B", "C"; Corsica and overseas have their own
    personal = NOTHING

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "academies"

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """A department or an overseas collectivity ("59", "2A", "974", "988"), with its clock."""

    code = models.CharField(max_length=3, primary_key=True)
    name = models.CharField(_("name"), max_length=60)
    region = models.ForeignKey(Region, models.PROTECT, related_name="departments")
    academy = models.ForeignKey(Academy, models.PROTECT, related_name="departments", null=True)
    timezone = models.CharField(max_length=40, default="Europe/Paris")  # IANA
    is_overseas = models.BooleanField(default=False)
    personal = NOTHING

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"

    @property
    def within(self) -> str:
        """“dans le Nord”, “en Gironde”: where something is, in the middle of a sentence."""
        return wording.within(self.code, self.name)


class Commune(Located):
    """A commune of today, or an arrondissement of Paris, Lyon or Marseille (then `city` is the whole)."""

    code = models.CharField(max_length=5, primary_key=True)  # INSEE
    name = models.CharField(_("name"), max_length=80)
    department = models.ForeignKey(Department, models.PROTECT, related_name="communes")
    city = models.ForeignKey("self", models.PROTECT, related_name="arrondissements", null=True)
    postcodes = models.CharField(_("postcodes"), max_length=200, blank=True)  # separated by spaces
    population = models.PositiveIntegerField(_("population"), null=True)
    search_text = models.CharField(max_length=300, editable=False)
    personal = NOTHING

    objects = Communes.as_manager()

    class Meta(Located.Meta):
        ordering = ["name", "code"]

    def __str__(self) -> str:
        return self.name

    @property
    def postcode(self) -> str:
        """The first of its postcodes."""
        return self.postcodes.partition(" ")[0]


class IndustryTerritory(models.Model):
    """A “territoire d’industrie”: communes whose industry the State and the regions support together. Read from the open list."""

    code = models.CharField(max_length=20, primary_key=True)  # id_ti of the list
    name = models.CharField(_("name"), max_length=160)
    communes = models.ManyToManyField(Commune, related_name="industry_territories")
    personal = NOTHING

    class Meta:
        ordering = ["name", "code"]

    def __str__(self) -> str:
        return self.name


class School(Located):
    """A school of the national directory, known by its UAI. One row however many sites it has."""

    class Kind(models.TextChoices):
        LYCEE = "lycee", _("Lycée")
        COLLEGE = "college", _("Collège")
        ECOLE = "ecole", _("Primary school")
        EREA = "erea", _("Adapted regional school (EREA)")
        CARE = "care", _("Medico-social institution")
        GUIDANCE = "guidance", _("Guidance centre")
        OFFICE = "office", _("Administrative service")
        OTHER = "other", _("Other")

    class Sector(models.TextChoices):
        PUBLIC = "public", _("Public")
        PRIVATE = "private", _("Private")
        UNKNOWN = "", _("Not stated")

    class PlacedBy(models.TextChoices):
        DIRECTORY = "directory", _("Coordinates of the directory")
        COMMUNE = "commune", _("Coordinates of its commune")
        UNKNOWN = "", _("Not located")

    uai = models.CharField("UAI", max_length=8, primary_key=True)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.OTHER)
    nature = models.CharField(_("nature"), max_length=60, blank=True)  # as the directory words it
    sector = models.CharField(_("sector"), max_length=8, choices=Sector.choices, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=5, blank=True)
    town = models.CharField(_("town"), max_length=80, blank=True)
    commune = models.ForeignKey(Commune, models.PROTECT, related_name="schools", null=True)
    department = models.ForeignKey(Department, models.PROTECT, related_name="schools")
    academy = models.ForeignKey(Academy, models.PROTECT, related_name="schools", null=True)
    has_general = models.BooleanField(_("general track"), default=False)
    has_technological = models.BooleanField(_("technological track"), default=False)
    has_vocational = models.BooleanField(_("vocational track"), default=False)
    has_apprentices = models.BooleanField(_("apprentices"), default=False)
    is_priority = models.BooleanField(_("priority education"), default=False)
    headcount = models.PositiveIntegerField(_("pupils"), null=True)
    email = models.EmailField(_("e-mail of the school"), blank=True)
    phone = models.CharField(_("telephone of the school"), max_length=40, blank=True)
    website = models.CharField(_("website"), max_length=300, blank=True)
    sites = models.PositiveSmallIntegerField(_("sites"), default=1)
    placed_by = models.CharField(max_length=10, choices=PlacedBy.choices, blank=True)
    opened_on = models.DateField(_("opened on"), null=True)
    closing = models.BooleanField(_("announced as closing"), default=False)
    closed_on = models.DateField(_("closed on"), null=True)
    search_text = models.CharField(max_length=420, editable=False)
    personal = NOTHING  # the e-mail and telephone of an institution

    objects = Schools.as_manager()

    class Meta(Located.Meta):
        ordering = ["town", "name", "uai"]

    def __str__(self) -> str:
        return f"{self.name}, {self.town}" if self.town else self.name

    @property
    def is_open(self) -> bool:
        return self.closed_on is None


class Holiday(models.Model):
    """School holidays of a zone, first and last day off included. Editable: calendars change, and some are in no package."""

    zone = models.CharField(_("zone"), max_length=24)
    name = models.CharField(_("name"), max_length=60)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    school_year = models.CharField(_("school year"), max_length=9)
    source = models.CharField(_("source"), max_length=120, blank=True)
    personal = NOTHING

    class Meta:
        ordering = ["zone", "starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["zone", "starts_on"], name="holiday_starts_once",
                                    violation_error_message=_("These holidays are already in the calendar.")),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="holiday_ends_after_start",
                                   violation_error_message=_("The last day comes before the first.")),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.school_year} ({self.zone})"

    @property
    def label(self) -> str:
        """Its name in the language of the moment, when it is one of the usual ones."""
        return str(USUAL_HOLIDAYS.get(self.name, self.name))


class ImportRun(models.Model):
    """One reading of the directory: what it added, changed, closed and refused. An unfinished one has no `ended_at`."""

    code = CodeField()
    file_name = models.CharField(_("file"), max_length=200)
    fingerprint = models.CharField(max_length=64)  # SHA-256 of the file
    is_complete = models.BooleanField(_("schools absent from the file are closed"), default=False)
    started_at = models.DateTimeField(_("started at"))
    ended_at = models.DateTimeField(_("ended at"), null=True)
    rows = models.PositiveIntegerField(_("rows read"), default=0)
    added = models.PositiveIntegerField(_("added"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    closed = models.PositiveIntegerField(_("closed"), default=0)
    refused = models.PositiveIntegerField(_("refused"), default=0)
    report = models.JSONField(_("report"), default=dict)
    personal = NOTHING

    class Meta:
        ordering = ["-started_at", "-pk"]
        get_latest_by = "started_at"

    def __str__(self) -> str:
        return f"{self.file_name}, {self.started_at:%Y-%m-%d}"
