"""What parents sign, word for word, in both languages. Never edit a version: write a new one below it."""
from __future__ import annotations

import re

from industrielles.signatures.texts import Text, declare

AUTHORISATION, IMAGE = "parental authorisation", "image of a minor"

FRENCH = """\
Votre enfant demande à être accompagnée par une personne de l’industrie, membre du collectif. Rien ne commence sans vous. Vous choisissez
ci-dessous comment les rencontres peuvent avoir lieu, et vous changez d’avis quand vous voulez.

## Ce que j’autorise

- J’exerce l’autorité parentale. J’autorise mon enfant à participer, aux seules façons de se rencontrer que je coche.
- La première rencontre a lieu en présence d’une personne du collectif. Un adulte n’est jamais seul avec mon enfant hors de ces cadres.
- Les messages restent dans la plateforme. Ils sont relus en cas d’alerte par la personne référente pour la protection, et chaque lecture
  est notée.

## Ce que le collectif fait des données

- Il garde le prénom, le nom et la date de naissance de mon enfant, mon nom, mon adresse électronique et la personne à prévenir en cas
  d’urgence. Il s’en sert pour cet accompagnement et pour rien d’autre. Il ne les vend ni ne les publie.
- Il les efface un an après la fin de l’accompagnement. Il garde cinq ans la preuve de ma signature.
- Je peux les voir, les corriger, les faire effacer, et me plaindre à la CNIL (cnil.fr).

## Comment je change d’avis

- Le lien reçu par courriel me permet de retirer tout ou partie de cette autorisation, à tout moment, sans donner de raison. Ce que je
  retire s’arrête aussitôt.
- Ce qui m’inquiète, je le signale depuis toutes les pages. En cas de danger : 119, 17 ou 112.
"""
ENGLISH = """\
Your child asks to be accompanied by somebody of industry, a member of the collective. Nothing begins without you. You choose below how
they may meet, and you change your mind whenever you want.

## What I allow

- I hold parental authority. I allow my child to take part, only in the ways of meeting that I tick.
- The first meeting takes place with somebody of the collective. No adult is ever alone with my child outside these settings.
- Messages stay in the platform. The safeguarding referent reads them when there is an alert, and each reading is written down.

## What the collective does with the data

- It keeps the first name, last name and birth date of my child, my name, my e-mail address and whom to call in an emergency. It uses them
  for this and for nothing else. It neither sells nor publishes them.
- It erases them one year after the end. It keeps the proof of my signature for five years.
- I can see them, correct them, have them erased, and complain to the CNIL (cnil.fr).

## How I change my mind

- The link I received by e-mail lets me take back all or part of this at any time, without giving a reason. What I take back stops at once.
- What worries me, I report from any page. In danger: 119, 17 or 112.
"""
FRENCH_IMAGE = """\
Le collectif peut photographier ou filmer mon enfant pendant ses rencontres, et montrer ces images sur son site et dans ses comptes rendus,
pendant deux ans, en France et en ligne, sans son nom de famille. Cette autorisation est à part : mon enfant participe aussi bien sans elle.

## Ensemble

- Les titulaires de l’autorité parentale décident ensemble de l’image d’un enfant et l’associent à leur décision (C. civ. 372-1).
- Mon enfant peut dire non chaque fois, même si nous avons dit oui.

## Comment je change d’avis

- Je retire mon accord par le lien reçu par courriel, à tout moment. Les images ne sont plus montrées.
"""
ENGLISH_IMAGE = """\
The collective may photograph or film my child during her meetings, and show these pictures on its site and in its reports, for two years,
in France and on line, without her last name. This agreement stands apart: my child takes part just as well without it.

## Together

- The holders of parental authority decide together about the image of a child, and involve her in it (C. civ. 372-1).
- My child may say no each time, even if we said yes.

## How I change my mind

- I take my agreement back by the link I received by e-mail, at any time. The pictures are no longer shown.
"""


def _on_one_line(body: str) -> str:
    """The same text with each paragraph and each line of a list on one line, as it is shown and signed."""
    return re.sub(r"(?<!\n)\n(?!\n|- |$)", " ", body)


declare(
    Text(AUTHORISATION, "2026-11", {"fr": "Autorisation parentale", "en": "Parental authorisation"},
         {"fr": _on_one_line(FRENCH), "en": _on_one_line(ENGLISH)}),
    Text(IMAGE, "2026-11", {"fr": "Image de mon enfant", "en": "Image of my child"},
         {"fr": _on_one_line(FRENCH_IMAGE), "en": _on_one_line(ENGLISH_IMAGE)}),
)
