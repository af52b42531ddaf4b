"""The charter of ambassadors: word for word what they sign, in both languages. Never edit a version: write a new one below it."""
from __future__ import annotations

import re

from industrielles.signatures.texts import Text, declare

CHARTER = "ambassador charter"

FRENCH_2026_11 = """\
Vous devenez ambassadrice ou ambassadeur d’un territoire. Cette charte dit ce que vous faites, ce que le collectif fait pour vous,
et ce que ni vous ni lui ne faites jamais. Elle tient en une page ; prenez le temps de la lire.

## Ce que je fais

- J’anime les rôles modèles de mon territoire : je les appelle, je les écoute, je les remercie.
- J’aide chaque demande de mon territoire à trouver quelqu’un, et je préviens ma coordinatrice quand personne n’est libre.
- Je vais vers les établissements que personne n’a encore rencontrés, en commençant par ceux où peu de filles voient des femmes de
  l’industrie.
- J’y consacre quelques heures par mois. Quand je ne peux plus, je le dis, et je m’arrête quand je veux.

## Comment je le fais

- Je parle à toute la classe, filles et garçons. Les femmes sont le sujet ; personne n’est mis à l’écart.
- Je parle au nom du collectif avec mesure : je ne vends rien, je ne recrute pour aucune entreprise, je ne fais campagne pour
  personne.
- Je respecte l’égale dignité de chacune et de chacun, et la neutralité de l’école publique.

## Ce que je protège

- Les coordonnées que je lis ici servent à animer mon territoire, et à rien d’autre. Je ne les recopie pas, je ne les donne à
  personne, je les oublie quand je pars.
- Je ne reste jamais seule avec un ou une élève. Je ne prends aucune photo d’élève, je n’échange avec aucun ou aucune élève mon
  numéro ni mes comptes.
- Si une parole ou une situation m’inquiète, je préviens sur-le-champ l’adulte responsable de l’établissement, puis ma
  coordinatrice. En cas de danger, j’appelle le 119 ou le 17.

## Ce que le collectif fait pour moi

- Il me forme avant que je commence, et me donne de quoi parler, imprimer et répondre.
- Il me nomme une coordinatrice qui me rappelle sous trois jours ouvrés.
- Il ne rend public ni mon adresse ni mon téléphone. Il garde la preuve de ma signature cinq ans après mon départ, puis l’efface.

## Comment cela finit

Je peux quitter ma charge à tout moment, depuis ma page, sans donner de raison. Si je ne respecte pas cette charte, le réseau peut
me la retirer après m’avoir entendue.
"""

ENGLISH_2026_11 = """\
You become the ambassador of a territory. This charter says what you do, what the collective does for you, and what neither of you
ever does. It fits on one page; take the time to read it.

## What I do

- I lead the role models of my territory: I call them, I listen to them, I thank them.
- I help each request of my territory to find somebody, and I tell my coordinator when nobody is free.
- I go to the schools that nobody has met yet, beginning with those where few girls see women of industry.
- I give it a few hours a month. When I cannot any more I say so, and I stop whenever I want.

## How I do it

- I speak to the whole class, girls and boys. Women are the subject; nobody is left aside.
- I speak in the name of the collective with restraint: I sell nothing, I recruit for no company, I campaign for nobody.
- I respect the equal dignity of everybody, and the neutrality of State schools.

## What I protect

- The addresses and numbers I read here serve to lead my territory and nothing else. I copy them nowhere, I give them to nobody, I
  forget them when I leave.
- I am never alone with a pupil. I take no picture of pupils, and I exchange neither my number nor my accounts with any of them.
- If a word or a situation worries me, I tell the responsible adult of the school at once, then my coordinator. In danger, I call
  119 or 17.

## What the collective does for me

- It trains me before I begin, and gives me what to say, to print and to answer.
- It names a coordinator who calls me back within three working days.
- It publishes neither my address nor my telephone. It keeps the proof of my signature for five years after I leave, then erases it.

## How it ends

I may leave my charge at any time, from my page, without giving a reason. If I do not keep this charter, the network may take the
charge back after hearing me.
"""


def whole(text: str) -> str:
    """The text as it is signed: lines cut for the screen of who writes it are one again."""
    return re.sub(r"\n(?!\n|- |## )(?<!\n\n) *", " ", text.strip())


declare(
    Text(
        CHARTER, "2026-11", {"fr": "Charte de l’ambassadrice et de l’ambassadeur", "en": "Charter of ambassadors"},
        {"fr": whole(FRENCH_2026_11), "en": whole(ENGLISH_2026_11)},
    ),
)
