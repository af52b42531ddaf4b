"""The entry of web servers: `gunicorn industrielles.config.wsgi`."""
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "industrielles.config.settings")
application = get_wsgi_application()
