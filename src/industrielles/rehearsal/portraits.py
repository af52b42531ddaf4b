"""Stories of the demo's role models, by trade: a path, a day at work, answers, in the words of who does it. Nobody here exists."""
from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

from industrielles.kit import clock
from industrielles.pool import verbs as pool
from industrielles.pool.models import Line, RoleModel

from .cast import TRADES

Question, Topic = Line.Question, RoleModel.Topic


@dataclass(frozen=True)
class Story:
    """`path`: (years ago, words); `day`: (hour, words); `answers`: (question, words)."""

    path: tuple[tuple[int, str], ...]
    day: tuple[tuple[str, str], ...]
    answers: tuple[tuple[str, str], ...]
    topics: tuple[str, ...]
    languages: tuple[str, ...] = ("fr",)


STORIES = {  # by place in TRADES; the others have not told theirs yet
    0: Story(
        ((15, "CAP mécanique auto, la seule fille de l’atelier"), (13, "Bac pro maintenance, en alternance chez un équipementier"),
         (11, "Embauchée sur la ligne de soudure, de nuit"), (7, "Formation robotique : six semaines qui ont tout changé"),
         (3, "Régleuse : douze robots, et leur caractère")),
        (("05:30", "Je fais le tour des cellules et j’écoute : un robot malade, ça s’entend."),
         ("07:00", "Un point de soudure dérive. Je corrige de trois dixièmes, on repart."),
         ("10:00", "Café avec l’équipe, et le problème que personne ne comprend."),
         ("13:30", "Je passe la main à l’équipe d’après-midi. Le reste du jour est à moi.")),
        ((Question.CLICK, "Le jour où un robot a refait exactement mon geste. J’ai compris que c’était moi, la modèle."),
         (Question.FAIL, "J’ai arrêté toute la ligne une heure à cause d’une virgule. Depuis, je relis toujours à voix haute."),
         (Question.ADVICE, "Démonte tout. Et garde les vis dans une boîte.")),
        (Topic.MACHINES, Topic.APPRENTICESHIP, Topic.BALANCE, Topic.PLACE), ("fr", "ar")),
    1: Story(
        ((14, "Bac S, et pas du tout sûre de moi en physique"), (12, "Classe préparatoire : j’ai appris à rater et à recommencer"),
         (9, "École d’ingénieurs, option microélectronique"), (8, "Stage à Grenoble : première puce, premier bug"),
         (5, "Conceptrice de circuits, cent collègues, trois continents")),
        (("09:00", "Une réunion avec l’Inde, où la journée finit déjà."),
         ("10:30", "Je dessine un bloc de mémoire, rue par rue."),
         ("14:00", "Simulation : dix mille essais pendant que je déjeune."),
         ("17:00", "Une erreur trouvée aujourd’hui vaut un million économisé demain.")),
        ((Question.CHILD, "D’être architecte. Finalement, je le suis, en très petit."),
         (Question.LOVE, "Savoir que mon dessin est dans des millions de poches."),
         (Question.HELP, "Une professeure qui m’a dit : « tu n’es pas nulle, tu es lente, et c’est une qualité ».")),
        (Topic.STUDIES, Topic.DIGITAL, Topic.RESEARCH), ("fr", "en", "de")),
    2: Story(
        ((10, "Caissière, et curieuse de tout ce qui clignote"), (6, "Reconversion : CAP fibre optique à 31 ans"),
         (5, "Premier raccordement, à deux mille mètres d’altitude"), (2, "Cheffe d’équipe, quatre personnes, deux camionnettes")),
        (("07:00", "Je charge la camionnette et je vérifie la soudeuse : elle vaut une petite voiture."),
         ("09:00", "En haut d’un poteau, avec la vue sur tout le village."),
         ("11:00", "Je soude deux cheveux de verre bout à bout."),
         ("16:00", "Premier film chez une dame de 80 ans. Elle m’offre des bananes.")),
        ((Question.PROUD, "D’avoir raccordé l’école où j’ai appris à lire."),
         (Question.TOOL, "Ma cliveuse. Même pas en rêve."),
         (Question.ADVICE, "Il n’y a pas d’âge pour monter à l’échelle.")),
        (Topic.CHANGE, Topic.MACHINES, Topic.TEAM), ("fr", "cr")),
    3: Story(
        ((12, "Bac STL, pour les paillasses"), (9, "BUT chimie, puis licence en alternance"),
         (6, "Master à Lyon, sur les peintures à l’eau"),
         (4, "Chimiste en formulation : deux cents essais par an, cinq réussis")),
        (("08:30", "Je relis mes ratés d’hier. Ils sont souvent plus intéressants que mes réussites."),
         ("10:00", "Je pèse, je mélange, je note. Toujours noter."),
         ("14:00", "On peint une tôle et on la met dans une étuve."),
         ("16:30", "Je raconte mes résultats aux collègues de l’usine.")),
        ((Question.LOVE, "Quand le mélange change de couleur et que personne ne sait pourquoi."),
         (Question.FAIL, "Mes trois premiers mois : rien ne marchait. C’était normal, on ne me l’avait pas dit.")),
        (Topic.RESEARCH, Topic.CLIMATE, Topic.STUDIES), ("fr", "en")),
    4: Story(
        ((32, "CAP souffleur de verre, c’était écrit au masculin"), (30, "Apprentie chez un maître qui ne parlait pas"),
         (20, "Mon propre chalumeau, dans un laboratoire"), (4, "Je forme à mon tour : deux apprenties")),
        (("08:00", "J’allume la flamme. Elle chante quand elle est bonne."),
         ("09:30", "Une pièce pour des chercheuses : elle n’existe nulle part ailleurs."),
         ("14:00", "On casse. On recommence. On ne pleure plus depuis longtemps."),
         ("16:00", "Le verre refroidit toute la nuit. Moi aussi.")),
        ((Question.PROUD, "Une de mes pièces est partie dans l’espace."),
         (Question.TOOL, "Mon souffle, évidemment."),
         (Question.ADVICE, "La patience n’est pas une qualité de fille. C’est une qualité de verrière.")),
        (Topic.MACHINES, Topic.APPRENTICESHIP, Topic.PATH)),
    5: Story(
        ((11, "Bac général, spécialités maths et NSI"), (8, "École d’ingénieures et d’ingénieurs, une année à Turin"),
         (5, "Premier robot confié : il a renversé mon café"), (2, "Roboticienne dans une usine de jouets")),
        (("09:00", "Je regarde des personnes travailler : ce sont elles qui savent."),
         ("11:00", "J’écris le geste en code, puis je le ralentis."),
         ("15:00", "Essai avec un œuf cru. Deux sur trois arrivent entiers."),
         ("17:30", "Je balaie les coquilles.")),
        ((Question.CHILD, "De fabriquer un robot qui rangerait ma chambre. J’y travaille encore."),
         (Question.HELP, "Ma tante, qui soudait des téléviseurs et m’a laissé le fer.")),
        (Topic.DIGITAL, Topic.STUDIES, Topic.PLACE), ("fr", "en", "it")),
    6: Story(
        ((12, "Seconde générale, puis réorientation : la meilleure décision"), (9, "Bac pro travaux publics"),
         (8, "Formation de grutière : huit semaines dans le ciel"), (3, "Grue à tour de soixante mètres")),
        (("06:45", "Je monte : onze minutes d’échelle, et le soleil en premier."),
         ("08:00", "Première charge. En bas, on me parle à la radio."),
         ("12:00", "Je déjeune là-haut, avec les faucons."),
         ("16:30", "Le vent se lève : c’est moi qui dis stop.")),
        ((Question.CLICK, "En voyant une femme descendre d’une grue à Dunkerque. Je me suis dit : ah, on a le droit."),
         (Question.LOVE, "Le silence."), (Question.FAIL, "J’ai posé une palette de travers. Personne n’a été blessé, mais j’y pense.")),
        (Topic.MACHINES, Topic.PATH, Topic.BALANCE)),
    7: Story(
        ((13, "BTS maintenance, dans une promotion de vingt-huit garçons"), (11, "Première panne seule, un dimanche"),
         (4, "Référente de trois lignes de yaourts")),
        (("06:00", "Je lis le cahier de nuit comme un polar."),
         ("09:00", "La machine s’arrête. J’enquête : un joint à deux euros."),
         ("14:00", "J’explique la panne à l’équipe, pour qu’elle ne revienne pas.")),
        ((Question.LOVE, "Le moment où ça repart."), (Question.TOOL, "Ma lampe frontale.")),
        (Topic.MACHINES, Topic.APPRENTICESHIP)),
    8: Story(
        ((9, "CAP soudage à 17 ans, contre l’avis de tout le monde"), (6, "Licences de soudage, les unes après les autres"),
         (2, "Soudeuse en centrale : le cordon est radiographié comme un os")),
        (("06:30", "Casque, gants, vérification. Deux fois."), ("08:00", "Deux heures de cordon sans lever la tête."),
         ("15:00", "La radio du cordon est bonne : aucune bulle.")),
        ((Question.PROUD, "Zéro défaut sur toute l’année dernière."), (Question.ADVICE, "Ta main apprend si tu la laisses rater.")),
        (Topic.MACHINES, Topic.BALANCE, Topic.PLACE), ("fr", "pt")),
    10: Story(
        ((14, "Bac S dans un lycée rural"), (9, "Master de chimie, à Nantes"),
         (6, "Doctorat sur les batteries, trois ans et demi d’obstination"),
         (3, "Ingénieure dans une usine toute neuve")),
        (("08:30", "Je vais voir la salle blanche, en combinaison de cosmonaute."),
         ("10:30", "Une cellule vieillit trop vite : on l’ouvre, on cherche."),
         ("14:30", "Réunion avec la production : eux savent ce que mes formules ne disent pas.")),
        ((Question.CHILD, "De sauver les ours blancs. J’essaie par un autre bout."),
         (Question.FAIL, "Ma première année de thèse. Toute."), (Question.HELP, "Une technicienne qui savait tout et n’avait pas le bac.")),
        (Topic.RESEARCH, Topic.CLIMATE, Topic.STUDIES), ("fr", "en")),
}
BY_JOB = {TRADES[place].job: story for place, story in STORIES.items()}


def tell_all(today: dt.date, choice: random.Random) -> None:
    """Most have told their story, some the half of it, some nothing yet; one is asked whether it is still true, one rests."""
    everybody = list(RoleModel.objects.current().select_related("person").order_by("pk"))
    for number, role_model in enumerate(everybody):
        story = BY_JOB.get(role_model.job)
        if story and number % 7 != 5:
            _tell(role_model, story, today, whole=number % 5 != 3)
    nadia = everybody[0]
    pool.describe(nadia, fields={"half_days": 0b0011001101, "odd_half_days": 0b1100110011}, by=nadia.person)
    monday = today - dt.timedelta(days=today.weekday())
    pool.send_calendar(nadia, days={monday + dt.timedelta(days=7 * n + d): 1 + choice.randrange(3) for n in (1, 2, 4) for d in (0, 3)})
    pool.open_feed(nadia, by=nadia.person)
    pool.set_off_days(nadia, starts_on=monday + dt.timedelta(days=21), ends_on=monday + dt.timedelta(days=25), by=nadia.person)


def grow_old(today: dt.date) -> None:
    """Two profiles that nobody confirmed for a year: one is asked, one was silent and rests."""
    asked, silent = RoleModel.objects.current().select_related("person").order_by("-pk")[:2]
    pool.ask_again(asked)
    for _n in range(3):
        pool.ask_again(silent)
        silent.refresh_from_db()
    pool.archive(silent)


def _tell(role_model: RoleModel, story: Story, today: dt.date, *, whole: bool) -> None:
    year = min(today, clock.today()).year
    pool.tell(
        role_model, path=[(str(year - ago), words) for ago, words in story.path], day=story.day if whole else (),
        answers=story.answers if whole else (), by=role_model.person)
    pool.describe(role_model, fields={"topics": list(story.topics), "languages": list(story.languages)}, by=role_model.person)
