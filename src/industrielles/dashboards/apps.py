from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    """Targets and figures: sums of what was counted, and of dated memberships."""

    name = "industrielles.dashboards"
