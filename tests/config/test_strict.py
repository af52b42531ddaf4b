"""The surroundings of the tests do what they say."""
import socket

import pytest
from django.db import connection

from tests import strict


def test_no_test_reaches_the_network() -> None:
    with socket.socket() as door, pytest.raises(RuntimeError, match="Tests do not use the network"):
        door.connect(("192.0.2.1", 80))


@pytest.mark.django_db
def test_triggers_step_aside_for_the_clean_up_and_come_back() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE kept_for_ever (n integer)")
        if connection.vendor == "sqlite":
            cursor.execute("CREATE TRIGGER kept BEFORE DELETE ON kept_for_ever BEGIN SELECT RAISE(ABORT, 'kept'); END")
        else:
            cursor.execute("CREATE FUNCTION kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'kept'; END $$")
            cursor.execute("CREATE TRIGGER kept BEFORE DELETE ON kept_for_ever FOR EACH ROW EXECUTE FUNCTION kept()")
        cursor.execute("INSERT INTO kept_for_ever VALUES (1)")
        with strict.triggers_aside(connection, ["kept_for_ever"]):
            cursor.execute("DELETE FROM kept_for_ever")
        cursor.execute("INSERT INTO kept_for_ever VALUES (2)")
        with pytest.raises(Exception, match="kept"):
            cursor.execute("DELETE FROM kept_for_ever")
