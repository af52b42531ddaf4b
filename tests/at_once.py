"""Acts of several people in the same instant, for races."""
from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction

from industrielles.kit.refusals import Refused


def at_once(*acts: Callable[[], Any], met: tuple[type[Exception], ...] = (Refused,)) -> list[Any]:
    """What each act gave, or the refusal it met (one of `met`); all started in the same instant, each with a connection of its own. What
    else went wrong is raised here."""
    barrier, results, faults = threading.Barrier(len(acts)), [None] * len(acts), []  # type: ignore[var-annotated]

    def run(number: int, act: Callable[[], Any]) -> None:
        try:
            barrier.wait()
            results[number] = act()
        except met as refusal:
            results[number] = refusal
        except BaseException as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    return results


def meanwhile(first: Callable[[], Any], then: Callable[[], Any]) -> list[Any]:
    """`then` begins when `first` is done and not committed yet."""
    done = threading.Event()

    def slowly() -> Any:
        with transaction.atomic():
            try:
                result = first()
            finally:
                done.set()
            time.sleep(0.3)
        return result

    def late() -> Any:
        done.wait()
        return then()

    return at_once(slowly, late)
