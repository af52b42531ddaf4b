"""What is filled in about networks and those who run them."""
from __future__ import annotations

from .networks import DepartmentsField, DescribeForm, FoundForm, PersonFields

__all__ = ["DepartmentsField", "DescribeForm", "FoundForm", "PersonFields"]
