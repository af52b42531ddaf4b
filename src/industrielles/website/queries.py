"""What the home page asks the rooms below."""

from __future__ import annotations

from django.db.models import Count

from industrielles.pool.models import Ambassador, RoleModel


def role_models_by_department() -> dict[str, int]:
    """How many published role models in each department (code -> count)."""
    rows = RoleModel.objects.published().order_by().values_list("department").annotate(count=Count("pk"))
    return dict(rows)


def ambassadors_by_department() -> dict[str, int]:
    """How many ambassadors lead each department (code -> count); one who leads two departments stands in both."""
    leading = Ambassador.objects.filter(ended_on=None, departments__isnull=False)
    return dict(leading.order_by().values_list("departments").annotate(count=Count("pk")))


def portraits(count: int = 4) -> list[RoleModel]:
    """The latest published role models, one per branch first so that trades differ."""
    latest = list(RoleModel.objects.published().select_related("person", "branch", "department").order_by("-published_on", "-pk")[:60])
    first: dict[object, RoleModel] = {}
    for one in latest:
        first.setdefault(one.branch_id, one)
    return [*first.values(), *(one for one in latest if one not in first.values())][:count]
