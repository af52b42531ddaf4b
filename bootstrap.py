#!/usr/bin/env python3
"""Sets everything up, then runs or tests. Needs Python 3.11 and Node, nothing else; a second start adds nothing and works offline.

    python3 bootstrap.py run [options of industrielles run]
    python3 bootstrap.py test [options of pytest]         with options: only pytest, with them
    python3 bootstrap.py setup | check | coverage | messages | trial [options] | cohort [options] | bench | screenshots
"""
from __future__ import annotations

import hashlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV, CACHE = HERE / ".venv", HERE / ".cache"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
UV = "uv==0.13.8"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WHOLE = ("tests/rehearsal", "tests/test_isolation.py")  # few tests, a third of the time: they begin when the journeys are over
PANGO = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
# A terminal that is not English reads French, as it does from the product (config/speech.py); checks and tests stay in English.
SAID = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
FRENCH = {} if SAID.lower().startswith("en") else {
    "Making the environment": "Création de l’environnement",
    "Fetching uv": "Téléchargement d’uv",
    "Fetching the Python packages": "Téléchargement des paquets Python",
    "Fetching the front-end files": "Téléchargement des fichiers de l’interface",
    "Making fonts, map, tiles and icons": "Préparation des polices, de la carte, des images et des icônes",
    "This step failed:": "Cette étape a échoué :",
    "The first start needs the network (PyPI and npm). Behind a proxy set HTTPS_PROXY, and NODE_EXTRA_CA_CERTS for Node.":
        "Le premier démarrage demande le réseau (PyPI et npm). Derrière un proxy : HTTPS_PROXY, et NODE_EXTRA_CA_CERTS pour Node.",
    "Node and npm are missing (front-end files are fetched with them at set-up).":
        "Node et npm manquent (ils téléchargent les fichiers de l’interface à l’installation).",
    "Python's venv module is missing.": "Il manque le module venv de Python.",
    "Python 3.11 or newer is needed; this is": "Il faut Python 3.11 ou plus récent ; celui-ci est",
    "Installing": "Installation de",
}
# uv reads the machine's certificates and never looks for another Python; Node and Playwright fetch nothing behind our back.
os.environ.update(UV_SYSTEM_CERTS="1", UV_PYTHON_DOWNLOADS="never", PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD="1", VIRTUAL_ENV=str(VENV))


def main() -> int:
    order, options = (sys.argv[1] if len(sys.argv) > 1 else ""), sys.argv[2:]
    if order not in ORDERS:
        print(__doc__)
        return 2
    return ORDERS[order](options)


def run(options: list[str]) -> int:
    setup(dev=False)
    command = [str(BIN / "industrielles"), "run", *options]
    os.chdir(HERE)
    if os.name == "nt":
        return subprocess.call(command)
    os.execv(command[0], command)  # so that Ctrl-C reaches it alone


def test(options: list[str]) -> int:
    """Checks; then, side by side: the journeys and, after them, what tries the product whole; each room; all of it on PostgreSQL."""
    setup(dev=True)
    ask_for_libraries()
    chromium = find_chromium()
    if chromium:
        os.environ["CHROMIUM"] = chromium
    if options:
        return subprocess.call([PYTHON, "-m", "pytest", *options], cwd=HERE)
    os.environ["JOURNEYS"] = "required"
    faults = check([])
    if faults:
        print(f"\n{faults} checks failed; the tests take long and wait for them.")
        return 1
    pytest, sqlite = [PYTHON, "-m", "pytest", "-q"], {"DATABASE_URL": None, "TEST_DATABASE_URL": None}
    rooms = [*pytest, "-m", "not journey", *(f"--ignore={part}" for part in WHOLE)]
    beside = [begin("Tests of each room on SQLite", rooms, **sqlite, PYTEST_DB_SUFFIX="rooms")]
    url = postgresql()
    if url:
        beside.append(begin(f"Tests on PostgreSQL ({url})", [*pytest, "-m", "not journey and not once"], DATABASE_URL=None,
                            TEST_DATABASE_URL=url, PYTEST_DB_SUFFIX="postgresql"))
    faults = tell("Journeys", [*pytest, "-m", "journey"], **sqlite, PYTEST_DB_SUFFIX="journeys")
    faults += tell("Tests of the whole product on SQLite", [*pytest, "-m", "not journey", *WHOLE], **sqlite)
    faults += sum(end() for end in beside)
    databases = "SQLite and PostgreSQL" if url else "SQLite only: no PostgreSQL answers (TEST_DATABASE_URL, or 127.0.0.1:5432)"
    print(f"\nDatabases tested: {databases}.\n{'All is well.' if not faults else f'{faults} steps failed.'}")
    return 1 if faults else 0


def coverage(options: list[str]) -> int:
    """Which lines the tests on SQLite never reach; fails below the share of pyproject. Apart from `test`, which it slows by half."""
    setup(dev=True)
    ask_for_libraries()
    return tell("Coverage", [PYTHON, "-m", "pytest", "-q", "-m", "not journey", "--cov", "--cov-report=term", *options])


def check(options: list[str]) -> int:
    """Everything that is checked without running the product; how many checks failed."""
    if options or not (BIN / "pytest").exists():
        setup(dev=True)
    manage = [PYTHON, "manage.py"]
    types = begin("Types", [BIN / "mypy"])  # as long as all the others together
    faults = tell("Style of the code", [BIN / "ruff", "check", "."])
    faults += tell("House", [PYTHON, "-m", "pytest", "-q", "tests/test_house.py"])
    faults += tell("Floors", [BIN / "lint-imports", "--cache-dir", CACHE / "imports"])
    faults += tell("Templates", [BIN / "djlint", "src", "--lint", "--quiet"])
    faults += tell("Dependencies", [BIN / "deptry", "src", "--no-ansi"])
    faults += tell("French", [PYTHON, "tools/messages.py", "check"])
    development = {"DATA_DIR": str(CACHE / "check"), "INDUSTRIELLES_MODE": "development"}
    faults += tell("Migrations", [*manage, "makemigrations", "--check", "--dry-run"], **development)
    production = {
        "INDUSTRIELLES_MODE": "production", "SECRET_KEY": hashlib.sha512(b"check").hexdigest(), "BASE_URL": "https://example.org",
        "DATABASE_URL": "postgres://nobody@127.0.0.1/nothing", "EMAIL_URL": "smtp://127.0.0.1:25", "DATA_DIR": str(CACHE / "check"),
    }
    faults += tell("Settings of production", [*manage, "check", "--deploy", "--fail-level", "WARNING"], **production)
    return faults + types()


def only_setup(options: list[str]) -> int:
    setup(dev="--dev" in options)
    return 0


def trial(options: list[str]) -> int:
    """In a database of its own: the trial's figures are not the demo's."""
    setup(dev=False)
    os.environ.setdefault("DATA_DIR", str(HERE / "build" / "trial"))
    step("", [BIN / "industrielles", "migrate", "--verbosity", "0"])
    return subprocess.call([BIN / "industrielles", "trial", *options], cwd=HERE)


def cohort(options: list[str]) -> int:
    """In a database of its own, that stays empty."""
    setup(dev=False)
    os.environ.setdefault("DATA_DIR", str(HERE / "build" / "cohort"))
    step("", [BIN / "industrielles", "migrate", "--verbosity", "0"])
    return subprocess.call([BIN / "industrielles", "cohort", *options], cwd=HERE)


def messages(options: list[str]) -> int:
    setup(dev=True)
    return subprocess.call([PYTHON, "tools/messages.py", *(options or ["update"])], cwd=HERE)


def bench(options: list[str]) -> int:
    setup(dev=True)
    scripts = sorted((HERE / "benchmarks").glob("*.py"))
    return sum(tell(script.name, [PYTHON, script], PYTHONPATH=str(HERE)) for script in scripts if not script.name.startswith("_"))


def screenshots(options: list[str]) -> int:
    setup(dev=True)
    os.environ["CHROMIUM"] = find_chromium() or ""
    return subprocess.call([PYTHON, "tools/screenshots.py", *options], cwd=HERE)


def setup(*, dev: bool) -> None:
    """Whatever is missing: environment, packages, front-end files, assets, messages. Stamps make a second time free."""
    need_python()
    need_node()
    CACHE.mkdir(exist_ok=True)
    if not (BIN / "uv").exists() and not (BIN / "uv.exe").exists():
        step("Making the environment", [sys.executable, "-m", "venv", VENV])  # again where it was cut: it completes what is there
        step("Fetching uv", [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", UV])
    groups = ["--dev"] if dev else ["--no-dev"]
    once(VENV / ("stamp-dev" if dev else "stamp"), ["uv.lock", "pyproject.toml"], "Fetching the Python packages",
         [PYTHON, "-m", "uv", "sync", "--frozen", "--inexact", "--active", "--quiet", *groups])
    once(HERE / "node_modules" / ".stamp", ["package-lock.json"], "Fetching the front-end files",
         [shutil.which("npm") or "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
    step("" if (HERE / "src/industrielles/static/made").exists() else "Making fonts, map, tiles and icons",
         [PYTHON, "tools/build_assets.py"])
    step("", [PYTHON, "tools/messages.py", "compile"])


def need_python() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036  an older Python must read why it will not do
        stop(f"{said('Python 3.11 or newer is needed; this is')} {sys.version.split()[0]}.", "apt-get install python3.11 python3.11-venv")
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        if not apt("python3-venv", "python3-pip"):
            stop("Python's venv module is missing.", "apt-get install python3-venv")


def need_node() -> None:
    if not shutil.which("npm") or not shutil.which("node"):
        stop("Node and npm are missing (front-end files are fetched with them at set-up).", "apt-get install nodejs npm")


def once(stamp: Path, sources: list[str], words: str, command: list[object]) -> None:
    """Run a step unless it ran already on the same sources. The stamp lies in what the step makes, and goes with it."""
    digest = hashlib.sha256(b"".join((HERE / source).read_bytes() for source in sources)).hexdigest()
    if not stamp.exists() or stamp.read_text() != digest:
        step(words, command)
        stamp.write_text(digest)


def step(words: str, command: list[object]) -> None:
    if words:
        print(f"{said(words)}…", flush=True)
    if subprocess.call([str(part) for part in command], cwd=HERE):
        stop(f"{said('This step failed:')} {' '.join(str(part) for part in command)}",
             "The first start needs the network (PyPI and npm). Behind a proxy set HTTPS_PROXY, and NODE_EXTRA_CA_CERTS for Node.")


def tell(words: str, command: list[object], **environment: str | None) -> int:
    """Run one check under a title; 1 if it failed."""
    print(f"\n== {words}", flush=True)
    failed = subprocess.call([str(part) for part in command], cwd=HERE, env=surroundings(environment)) != 0
    if failed:
        print(f"== {words}: FAILED", flush=True)
    return int(failed)


def begin(words: str, command: list[object], **environment: str | None) -> Callable[[], int]:
    """Begin one check beside the others; called, what is returned waits for its end, tells it whole, and gives 1 if it failed."""
    said_there = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115 – closed at its end
    running = subprocess.Popen([str(part) for part in command], cwd=HERE, env=surroundings(environment),
                               stdout=said_there, stderr=subprocess.STDOUT)

    def end() -> int:
        failed = running.wait() != 0
        said_there.seek(0)
        print(f"\n== {words}\n{said_there.read()}", flush=True)
        if failed:
            print(f"== {words}: FAILED", flush=True)
        said_there.close()
        return int(failed)

    return end


def surroundings(changes: Mapping[str, str | None]) -> dict[str, str]:
    """The environment with these changes; None takes a name away."""
    kept = {name: value for name, value in os.environ.items() if name not in changes}
    return kept | {name: value for name, value in changes.items() if value is not None}


def find_chromium() -> str | None:
    """The Chromium of this machine; else Debian's, when it may be installed; else Playwright's."""
    found = next((path for path in map(shutil.which, CHROMIUM) if path), None)
    if found or (apt("chromium") and (found := shutil.which("chromium"))):
        return found
    print("Fetching Playwright's Chromium…", flush=True)
    environment = {name: value for name, value in os.environ.items() if name != "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD"}
    if subprocess.call([PYTHON, "-m", "playwright", "install", "chromium"], env=environment):
        print("No Chromium: the journeys cannot run. Debian: apt-get install chromium", flush=True)
    return None  # Playwright finds its own


def ask_for_libraries() -> None:
    """The libraries WeasyPrint draws with."""
    probe = [str(PYTHON), "-c", "import weasyprint"]
    if subprocess.call(probe, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) and not apt(*PANGO):
        print(f"PDF forms cannot be made here: apt-get install {' '.join(PANGO)}", flush=True)


def apt(*packages: str) -> bool:
    """Install Debian packages when that is possible here (root, apt-get); whether it worked."""
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return False
    print(f"{said('Installing')} {', '.join(packages)}…", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    if subprocess.call(install, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0:
        return True
    subprocess.call(["apt-get", "update", "-qq"], env=environment, stdout=subprocess.DEVNULL)
    return subprocess.call(install, env=environment, stdout=subprocess.DEVNULL) == 0


def postgresql() -> str | None:
    """A PostgreSQL where tests may make a database: TEST_DATABASE_URL, else a local one that lets us in."""
    if os.environ.get("TEST_DATABASE_URL"):
        return os.environ["TEST_DATABASE_URL"]
    with socket.socket() as door:
        door.settimeout(1)
        if door.connect_ex(("127.0.0.1", 5432)):
            return None
    users = dict.fromkeys(filter(None, (os.environ.get("PGUSER"), os.environ.get("USER"), os.environ.get("LOGNAME"), "root", "postgres")))
    for user in users:
        url = f"postgres://{user}@127.0.0.1:5432/industrielles"
        ask = "import psycopg, sys; c = psycopg.connect(sys.argv[1], connect_timeout=3); " \
              "sys.exit(not c.execute('select rolcreatedb or rolsuper from pg_roles where rolname = current_user').fetchone()[0])"
        probe = [str(PYTHON), "-c", ask, url.replace("postgres://", "postgresql://").replace("/industrielles", "/postgres")]
        if subprocess.call(probe, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0:
            return url
    return None


def said(words: str) -> str:
    """These words in the language of the terminal."""
    return FRENCH.get(words, words)


def stop(words: str, repair: str) -> None:
    print(f"\n{said(words)}\n  -> {said(repair)}", file=sys.stderr)
    sys.exit(1)


ORDERS = {
    "run": run, "test": test, "check": check, "coverage": coverage, "trial": trial, "cohort": cohort, "messages": messages, "bench": bench,
    "screenshots": screenshots, "setup": only_setup,
}

if __name__ == "__main__":
    sys.exit(main())
