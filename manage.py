#!/usr/bin/env python
"""Django's own commands, for developers; people who run the product use `industrielles`."""
import os
import sys

from django.core.management import execute_from_command_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "industrielles.config.settings")
execute_from_command_line(sys.argv)
