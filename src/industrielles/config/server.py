"""The web server (gunicorn, threads) with the worker inside, for an installation in one process."""
from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from gunicorn.app.base import BaseApplication

from industrielles.kit import jobs


class Server(BaseApplication):
    """Serve on `addresses` with one process of `threads` threads and a worker thread; `ready` is called once it listens.

    More web processes would each need memory for nothing on a small machine; production behind a proxy runs gunicorn and
    `industrielles worker` apart (docs/operate.md).
    """

    def __init__(self, addresses: list[str], *, threads: int, ready: Callable[[], None]) -> None:
        self.addresses, self.threads, self.ready = addresses, threads, ready
        self.stop = threading.Event()
        super().__init__()

    def load_config(self) -> None:
        settings = {
            "bind": self.addresses, "workers": 1, "worker_class": "gthread", "threads": self.threads, "loglevel": "warning",
            "control_socket_disable": True, "graceful_timeout": 10, "timeout": 60,
            "when_ready": lambda server: self.ready(),
            "post_worker_init": self.start_worker,
            "worker_exit": self.stop_worker,
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        from industrielles.config.wsgi import application

        return application

    def start_worker(self, process: Any) -> None:
        self.thread = threading.Thread(target=jobs.work, args=(self.stop,), name="worker", daemon=True)
        self.thread.start()

    def stop_worker(self, server: Any, process: Any) -> None:
        self.stop.set()
        thread = getattr(self, "thread", None)
        if thread:
            thread.join(timeout=5)
