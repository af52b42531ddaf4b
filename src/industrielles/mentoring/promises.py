"""The charters of the ready templates: what each party promises, in French and English. A programme copies them, then versions its own."""
from __future__ import annotations

from .training import Both

MENTEE: Both = ("""\
## Ce que je fais

- Je viens à nos rendez-vous, ou je préviens.
- Je dis ce que je veux et ce que je ne veux pas. Mes buts sont à moi.
- Je n’échange ni numéro, ni adresse, ni compte, ni photo : nos messages passent par le site.

## Ce qui me protège

- Je peux faire une pause, ou arrêter, sans dire pourquoi.
- Si quelque chose me gêne ou me fait peur, j’appuie sur « Signaler ». On me croit, et on m’aide. Je peux aussi appeler le 119.
- La référente peut lire nos messages, si elle a une raison ; je vois quand elle l’a fait.
""", """\
## What I do

- I come to our meetings, or I say that I cannot.
- I say what I want and what I do not want. My goals are mine.
- I exchange no number, no address, no account, no picture: our messages go through the site.

## What protects me

- I may pause, or stop, without saying why.
- If something troubles or frightens me, I press “Report”. I am believed and helped. I may also call 119.
- The referent may read our messages, if she has a reason; I see when she did.
""")
MENTOR: Both = ("""\
## Ce que je fais

- Je tiens mes rendez-vous jusqu’à la fin prévue, et je préviens dès que je ne peux pas.
- J’écoute d’abord. Ses choix sont les siens.
- J’écris un mot après chaque rencontre, et je réponds aux questions du programme.

## Ce que je ne fais jamais

- Je ne la vois jamais seule dans un lieu fermé, ni chez moi, ni en voiture ; toujours dans les lieux prévus, avec un second adulte.
- Je n’échange avec elle ni numéro, ni adresse, ni compte, ni photo, ni cadeau, ni argent.
- Je ne lui demande et ne lui promets aucun secret. Ce qui m’inquiète, je le signale le jour même.
- Je ne recrute pas et je ne vends rien.

## Ce que j’accepte

- Que la référente lise nos messages quand elle a une raison, et que je sois suspendue le temps de comprendre si quelqu’un signale.
- De montrer mon attestation quand elle expire.
- Après la fin, je suis la règle du programme : sans accord écrit de ses parents et du programme, plus de contact avec une mineure.
""", """\
## What I do

- I keep my appointments until the planned end, and I say at once when I cannot.
- I listen first. Her choices are hers.
- I write a word after each meeting, and I answer the questions of the programme.

## What I never do

- I never see her alone in a closed place, nor at my home, nor in a car; always in the planned places, with a second adult.
- I exchange with her no number, no address, no account, no picture, no gift, no money.
- I ask her for no secret and promise none. What worries me, I report the same day.
- I do not recruit and I sell nothing.

## What I accept

- That the referent reads our messages when she has a reason, and that I am suspended while a report is being understood.
- To show my certificate when it expires.
- After the end, I follow the rule of the programme: without written agreement of her parents and of the programme, no contact with a minor.
""")
PARENT: Both = ("""\
## Ce que je permets

- Mon enfant rencontre sa mentore ou son mentor dans les lieux que j’ai autorisés, et pas ailleurs.
- Je peux changer d’avis par le lien qui m’a été envoyé : tout s’arrête aussitôt.

## Ce que je fais

- Je laisse à mon enfant ses mots et ses choix ; je ne demande pas à lire ses messages.
- Si quelque chose m’inquiète, j’écris au programme ou j’appuie sur « Signaler ». En danger : 119, 17 ou 112.
""", """\
## What I allow

- My child meets her mentor in the places I allowed, and nowhere else.
- I may change my mind with the link I was sent: everything stops at once.

## What I do

- I leave my child her words and her choices; I do not ask to read her messages.
- If something worries me, I write to the programme or press “Report”. In danger: 119, 17 or 112.
""")
PROGRAMME: Both = ("""\
## Ce que fait le programme

- Il rencontre chaque mentore et chaque mentor, entend deux références, voit une attestation, forme, avant la première rencontre.
- Il est présent à la première rencontre, prend des nouvelles deux fois le premier mois, puis chaque mois.
- Il répond à un signalement en 24 heures, en 2 heures s’il est urgent.
- Il ne garde que ce qui est utile, douze mois après la fin, puis l’efface.
""", """\
## What the programme does

- It meets each mentor, hears two references, sees a certificate, and trains, before the first meeting.
- It is there at the first meeting, asks for news twice in the first month, then every month.
- It answers a report within 24 hours, within 2 when it is urgent.
- It keeps only what is useful, twelve months after the end, then erases it.
""")
CHARTERS: dict[str, Both] = {"mentee": MENTEE, "mentor": MENTOR, "parent": PARENT, "programme": PROGRAMME}
CHARTERS_OF_ADULTS: dict[str, Both] = {party: words for party, words in CHARTERS.items() if party != "parent"}
