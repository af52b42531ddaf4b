"""The command `industrielles`: what the people who run an installation can ask of it."""
from __future__ import annotations

import os
import re
import sys

# subcommand -> (Django's command, one sentence)
COMMANDS = {
    "run": ("run", "Prépare tout, puis sert le site et fait le travail de fond dans un seul processus. / Sets up, then serves."),
    "migrate": ("migrate", "Met la base de données à jour. / Brings the database up to date."),
    "found": ("found", "Fonde le collectif et nomme sa première coordinatrice. / Founds the collective, names its first coordinator."),
    "demo": ("demo", "Remplit une base vide d’un collectif imaginaire. / Fills an empty database with an invented collective."),
    "worker": ("worker", "Fait le travail de fond : courriers, rappels. / Does the background work: letters, reminders."),
    "load-places": ("load_places", "Charge régions, communes et vacances scolaires. / Loads regions, communes and school holidays."),
    "import-schools": ("import_schools", "Importe l’annuaire national des établissements. / Imports the national directory of schools."),
    "import-holidays": ("import_holidays", "Importe les vacances de Corse et d’outre-mer. / Imports school holidays no package holds."),
    "import-territories": ("import_territories", "Importe les territoires d’industrie. / Imports the industry territories."),
    "doctor": ("doctor", "Dit si l’installation va bien, et que faire sinon. / Says whether the installation is well."),
    "check-mail": ("check_mail", "Vérifie SPF, DKIM et DMARC du domaine d’envoi. / Checks SPF, DKIM and DMARC of the sending domain."),
    "backup": ("backup", "Sauvegarde base et fichiers dans une archive. / Saves database and files in one archive."),
    "restore": ("restore", "Rétablit une sauvegarde. / Restores a backup."),
    "detector": ("detector", "Mesure ce que retient le détecteur de messages. / Measures what the detector of messages holds back."),
    "login-code": ("login_code", "Donne un code de connexion, en développement seulement. / Gives a login code, in development only."),
    "lift-suspension": ("lift_suspension", "Lève une suspension que personne d’autre ne peut lever. / Lifts one that nobody else can."),
    "confirm-suspension": ("confirm_suspension", "Confirme une suspension quand personne d’autre ne le peut. / When nobody else can."),
    "second-factor-reset": ("second_factor_reset", "Retire une seconde étape perdue. / Removes a second step that was lost."),
    "trial": ("trial", "Joue une année scolaire sur des données réelles. / Plays a school year on real data."),
    "cohort": ("cohort", "Joue une cohorte de mentorat jusqu’à sa fin. / Plays a cohort of mentoring to its end."),
}
# what needs neither settings nor database: it starts at once, anywhere
MATCH = "Apparie mentorées et mentores à partir de fichiers. / Matches mentees and mentors from files."


def usage() -> str:
    width = max(map(len, COMMANDS)) + 2
    said = {name: sentence for name, (_, sentence) in COMMANDS.items()} | {"match": MATCH}
    lines = [f"  {name:<{width}}{sentence}" for name, sentence in said.items()]
    return "\n".join(["industrielles <commande> [options]      (industrielles <commande> --help)", "", *lines])


def main() -> int:
    """Run one subcommand; faults that the person can repair are said in words, with exit code 1 (2: no such command)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "industrielles.config.settings")
    name, rest = (sys.argv[1] if len(sys.argv) > 1 else "--help"), sys.argv[2:]
    if name in ("-h", "--help", "help"):
        print(usage())
        return 0
    if name == "match":
        from industrielles.matching import command

        return command.main(rest)
    if name not in COMMANDS:
        print(f"« {name} » : commande inconnue. / No such command.\n\n{usage()}", file=sys.stderr)
        return 2
    port = re.search(r"(?:^| )--port[ =](\d+)", " ".join(rest))
    if name == "run" and port:  # letters point to where the site is
        os.environ.setdefault("BASE_URL", f"http://localhost:{port[1]}")
    if name not in ("run", "worker"):  # a page has 30 seconds; a migration, an import, a check have the time they need
        os.environ.setdefault("STATEMENT_TIMEOUT", "0")
    return execute(COMMANDS[name][0], rest)


def execute(command: str, options: list[str]) -> int:
    """Run one of Django's commands; settings, database and keyboard faults become words."""
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import CommandError, call_command, get_commands
    from django.db import DatabaseError

    try:
        django.setup()
        if command not in get_commands():
            print(f"« {command} » ne fait pas partie de cette version. / Not part of this version.", file=sys.stderr)
            return 2
        call_command(command, *options)
    except CommandError as fault:
        print(fault, file=sys.stderr)
        return fault.returncode
    except ImproperlyConfigured as fault:
        print(f"Réglages incomplets. / Settings missing.\n{fault}", file=sys.stderr)
        return 1
    except DatabaseError as fault:
        print(f"La base de données ne répond pas, ou n’est pas à jour (industrielles migrate). / The database does not answer, "
              f"or is not up to date.\n{fault}", file=sys.stderr)
        return 1
    except OSError as fault:
        print(f"La machine refuse : {fault}. Le disque est-il plein ? / The machine refuses. Is the disk full?", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print()
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
