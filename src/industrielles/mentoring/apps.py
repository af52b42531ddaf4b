from django.apps import AppConfig


class MentoringConfig(AppConfig):
    """Mentoring: programmes, who applies to them, mentors step by step."""

    name = "industrielles.mentoring"
