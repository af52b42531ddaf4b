"""The training every ready template begins with, in French and English: two hours, four parts, a short quiz in each.

Topics: MENTOR, Elements of Effective Practice, 4th ed. (2015), 3.2; the duty to report: C. pén. 434-3.
"""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

Both = tuple[str, str]  # French, English


def said(words: Both) -> str:
    """In the language of who founds the programme."""
    return words[(get_language() or "fr").startswith("en")]


@dataclass(frozen=True)
class Question:
    """A question, its answers, which one is right, and why."""

    ask: Both
    answers: tuple[Both, ...]
    right: int
    why: Both

    def said(self) -> dict[str, Any]:
        """As a module keeps it."""
        return {"ask": said(self.ask), "answers": [said(one) for one in self.answers], "right": self.right, "why": said(self.why)}


@dataclass(frozen=True)
class Lesson:
    """A part of the training."""

    title: Both
    minutes: int
    words: Both
    questions: tuple[Question, ...]


ROLE = Lesson(
    ("Votre rôle", "Your role"), 30,
    ("""\
Vous n’êtes ni professeure, ni parent, ni amie, ni recruteuse. Vous êtes une adulte de l’industrie qui écoute, raconte, ouvre des portes.

- Elle décide de ses buts. Vous l’aidez à les dire, puis à faire le pas suivant.
- Vous tenez vos rendez-vous : une mentore qui disparaît fait plus de mal que pas de mentore du tout.
- Vous racontez aussi ce que vous avez raté.
- Vous ne promettez ni stage, ni place, ni argent.""",
     """\
You are neither a teacher, nor a parent, nor a friend, nor a recruiter. You are an adult of industry who listens, tells and opens doors.

- She decides on her goals. You help her to say them, then to take the next step.
- You keep your appointments: a mentor who vanishes does more harm than no mentor at all.
- You also tell what went wrong for you.
- You promise no placement, no job, no money."""),
    (Question(("Elle hésite entre deux voies. Que faites-vous ?", "She hesitates between two paths. What do you do?"),
              (("Je lui dis celle que je choisirais.", "I tell her which one I would choose."),
               ("Je l’aide à comparer, et à rencontrer quelqu’un de chaque voie.", "I help her to compare, and to meet somebody of each."),
               ("J’en parle à ses parents pour qu’ils décident.", "I ask her parents to decide.")), 1,
              ("C’est sa décision ; vous l’éclairez.", "It is her decision; you shed light on it.")),
     Question(("Vous ne pourrez pas venir jeudi.", "You will not be able to come on Thursday."),
              (("Je la préviens dès que je le sais, et je propose une date.", "I tell her as soon as I know, and propose a date."),
               ("Ce n’est pas grave, elle comprendra.", "Never mind, she will understand.")), 0,
              ("La régularité fait la confiance.", "Trust is made of regularity."))))
LISTEN = Lesson(
    ("Écouter et parler", "Listening and speaking"), 30,
    ("""\
Au premier rendez-vous, parlez peu. Demandez ce qu’elle aime, ce qu’elle se demande, ce qu’elle ne veut surtout pas.

- Questions ouvertes, silences, reformulation.
- Pas de « pour une fille », pas de « même les filles y arrivent », pas de comparaison avec ses frères.
- Son origine, son corps, sa religion, sa santé, ses amours ne sont pas des sujets que vous ouvrez.
- Elle dit des doutes ? Ils sont normaux. Racontez les vôtres.""",
     """\
At the first meeting, speak little. Ask what she likes, what she wonders, what she does not want at all.

- Open questions, silences, saying back what you heard.
- No “for a girl”, no “even girls manage”, no comparison with her brothers.
- Her origin, her body, her religion, her health, her loves are not subjects that you open.
- She has doubts? They are normal. Tell her yours."""),
    (Question(("Elle dit : « Je suis nulle en maths. »", "She says: “I am useless at maths.”"),
              (("« Mais non, tu es très forte ! »", "“Not at all, you are very good!”"),
               ("« Raconte-moi la dernière fois que tu t’es sentie bloquée. »", "“Tell me about the last time you felt stuck.”"),
               ("« Alors évite les métiers techniques. »", "“Then avoid technical jobs.”")), 1,
              ("Une question ouverte aide plus qu’un compliment ou un verdict.", "An open question helps more than praise or a verdict.")),
     Question(("Elle vous pose une question sur votre salaire.", "She asks what you earn."),
              (("Je peux répondre par une fourchette et expliquer comment on progresse.", "I may give a range and say how one moves up."),
               ("C’est déplacé.", "It is out of place.")), 0,
              ("Les filles négocient avec ce qu’elles savent.", "Girls negotiate with what they know."))))
PROTECT = Lesson(
    ("Protéger", "Keeping safe"), 40,
    ("""\
Avec une mineure, tout se passe dans ce site, à l’école ou dans l’entreprise, avec un second adulte à proximité. Jamais seule à seule
dans un lieu fermé, jamais chez vous, jamais en voiture.

- Pas de numéro, pas d’adresse, pas de réseau social, pas de photo. Les messages passent par le site, et la référente peut les lire.
- Pas de cadeau, pas de secret. « Ne le dis à personne » n’existe pas ici.
- Une parole vous inquiète : écoutez, ne promettez pas de garder le secret, n’enquêtez pas. Signalez le jour même par « Signaler ».
- Danger immédiat : 17 ou 112. Enfance en danger : 119. Violences en ligne : 3018. La loi oblige à signaler (C. pén. 434-3).""",
     """\
With a minor, everything takes place on this site, at school or in the company, with a second adult near. Never alone in a closed place,
never at your home, never in a car.

- No number, no address, no social network, no picture. Messages go through the site, and the referent may read them.
- No gift, no secret. “Do not tell anybody” does not exist here.
- A word worries you: listen, do not promise to keep it secret, do not inquire. Report it the same day with “Report”.
- Immediate danger: 17 or 112. Child in danger: 119. Violence on line: 3018. The law obliges to report (C. pén. 434-3)."""),
    (Question(("Elle vous demande votre compte Instagram.", "She asks for your Instagram account."),
              (("Je le donne, elle est sympathique.", "I give it, she is nice."),
               ("Je refuse avec le sourire : tout passe par le site, c’est la règle pour nous deux.",
                "I refuse with a smile: everything goes through the site, it is the rule for both of us."),
               ("Je lui demande le sien.", "I ask for hers.")), 1,
              ("La règle la protège, et vous aussi.", "The rule protects her, and you too.")),
     Question(("Elle vous confie qu’on la frappe, et demande le secret.", "She tells you that she is beaten, and asks you to keep it secret."),
              (("Je garde le secret, elle me fait confiance.", "I keep it, she trusts me."),
               ("J’appelle ses parents.", "I call her parents."),
               ("Je lui dis que je dois en parler à qui peut l’aider, et je signale aujourd’hui.",
                "I tell her that I must speak to who can help, and I report today.")), 2,
              ("On ne promet jamais le secret ; la référente prend la suite.", "One never promises secrecy; the referent takes over.")),
     Question(("Où vous voyez-vous ?", "Where do you meet?"),
              (("Au café près de chez elle.", "In the café near her home."),
               ("Sur le site, à l’école ou dans l’entreprise avec un second adulte.", "On the site, at school or in the company with a second adult.")),
              1, ("Les lieux sont ceux du programme, et ceux qu’un parent a autorisés.", "The places are those of the programme, and those a parent allowed."))))
FRAME = Lesson(
    ("Le cadre et la fin", "The frame and the end"), 20,
    ("""\
Une première rencontre avec quelqu’un du programme, puis un rendez-vous régulier, un mot après chacun, quelques questions en chemin.

- Vous, elle, ses parents ou le programme pouvez arrêter à tout moment, sans reproche.
- La fin se prépare : un dernier rendez-vous, ce qui a été appris, ce qui est permis ensuite.
- Votre coordinatrice répond à vos doutes. Appelez-la tôt.""",
     """\
A first meeting with somebody of the programme, then regular ones, a word after each, a few questions on the way.

- You, she, her parents or the programme may stop at any time, without blame.
- The end is prepared: a last meeting, what was learnt, what is allowed afterwards.
- Your coordinator answers your doubts. Call her early."""),
    (Question(("Elle ne répond plus depuis trois semaines.", "She has not answered for three weeks."),
              (("Je préviens la coordinatrice.", "I tell the coordinator."), ("J’attends.", "I wait."),
               ("Je cherche son adresse.", "I look for her address.")), 0,
              ("Le silence a des raisons ; le programme les cherche avec vous.", "Silence has reasons; the programme looks for them with you.")),
     Question(("Le programme est fini. Vous voulez continuer à vous écrire.", "The programme is over. You wish to go on writing."),
              (("Je garde son numéro.", "I keep her number."),
               ("Je suis la règle de fin du programme.", "I follow the programme’s rule for the end.")), 1,
              ("Ce qui est permis après est écrit dans la charte.", "What is allowed afterwards is written in the charter."))))
LESSONS = (ROLE, LISTEN, PROTECT, FRAME)
