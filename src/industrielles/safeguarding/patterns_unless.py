"""What is held unless its sentence says that it is innocent: a network named, a place to meet, a screen name. Each: what, and what excuses it."""
from __future__ import annotations

from . import patterns as firm

NETWORK = (r"(?:insta(?:gram)?(?! ?l+[ae]|ll)\b|snap ?chat|snap(?! ?-?(?:fit|ring|if|when|shut|off|on)\b)|(?<!un )(?<!le )(?<!de )(?<!was )discord(?! (?:entre|between|among))|whats ?app|wsp|tik ?tok|telegram|"
           r"messenger|face ?book|face ?time|skype|viber|wechat|kik|be ?real|yubo|wizz|twitch|vinted|omegle|ome tv|locket|ngl|tellonym|tumblr|vsco|lemon8|wattpad|deviantart|"
           r"google chat|hangouts|imessage|airdrop|marco polo|hoop|snap ?code|snap ?map|guilded|team ?speak|habbo|vrchat|strava|finsta|spam account|azar)")
# Talking about a network is not asking to go there.
ABOUT = (r"\b(?:vue?s?|videos?|saw|seen|watch\w*|regard\w+|expose|article|emission|documentaire|documentary|(?:a|my|our|your|his|her|did|gave|the) talk (?:on|about)|presentation|harcel\w+|bull(?:y|ied)\w*|cyber\w*|fake|desinfo\w*|"
         r"temps|time|trop|too much|scroll\w*|algo\w*|sommeil|sleep|interdi\w*|forb\w+|banned|blocked|entreprise|company|factory|usine|reunions?|classe|class|cours|ecole|en emc|college|"
         r"reseaux sociaux|social media|tendance|trend\w*|influence\w*|pub|publicite|ads?|campagne|campaign|grace a|thanks to|marketing|filles|girls|gens|people|monde|everyone|everybody|"
         r"addict\w*|arrete|stress\w*|fille|daughter|son|fils|frere|soeur|brother|sister|pas sur|not on|n'ai pas|don'?t have|j'ai pas|jamais|never|sans|createurs?)\b")

MEET = (r"(?:\bon (?:se |s')(?:re)?(?:voit|verra\w*|voie|retrouve\w*|capte\w*|croise\w*|rejoin\w+|cale|rencontre\w*|donne rendez|attend)|\bon pourrait se|(?:retrouvons|voyons|rejoignons|donnons)[- ]nous|"
        r"\b(?:rejoins|retrouve|attends|rattrape|suis|accompagne)[- ]moi\b|\brdv\b|\brendez[- ]vous\b|\bren?[cd]?[cn]ards?\b|\brancar[dt]\b|\bje (?:te|t') ?(?:rejoins|retrouve|attends?|attendrai|emmene|invite|croise)|"
        r"\bnous (?:voir|retrouver|rejoindre|croiser)|\b(?:te|se) (?:voir|retrouver|rejoindre|croiser|rencontrer)\b|\bmeet(?: me| up| you| u| us)?\b|\bsee (?:you|u|each other)\b|\bhang(?:ing)? out\b|"
        r"\blink up\b|\bcatch (?:you|u|up)\b|\bjoin me\b|\bwait for (?:me|you|u)\b|\bfind me\b|\bi'?ll (?:be|wait)\b|\b(?:je serai|j'y serai|on ira|on irait|on va)\b|\bcome (?:to|by|along)\b|\b(?:tu|me) rejoin\w+\b)")
WHERE = (r"\b(?:au (?!\d)|aux |a la |a l'|a (?!\d|midi|partir|peu|plus|deux|trois|nouveau|lundi|mardi|mercredi|jeudi|vendredi|quelle|bientot|tout|cote de mes|faire|parler)\w|chez |devant |derriere |dans (?:un|une|le|la|ta|ton) |vers (?:la|le|chez) |pres d|"
         r"en face|en bas|sur (?:le|la) (?:parking|place|quai|parvis|terrain)|sous |entre nous|hors|ou (?:tu|vous)|ou$|ou \?|at (?:the|a|my|your|ur|mcd|star|cost|gre|nand)|behind|near|by the|in front|outside|"
         r"in (?:a |the |town|my|your|ur)|next to|round (?:the|my|your)|around|down by|under the|over by|somewhere|quelque part|un de ces|one of these|sometime|irl|en vrai|en cachette|alone|toutes? seules?|seul a seul)")
# What the programme itself plans, in its places, with its adults; not when the sentence leaves them out.
FRAME = (r"^(?!.*\b(?:sans|without|hors|outside|off|sortie|apres les cours|apres le lycee|after school|after class|derriere|behind|devant|gate|grille|alone|seules?|cachette|en face du|pas besoin|no need|skip|"
         r"chez (?:moi|toi)|my (?:place|house|flat|car)|your (?:place|house|home)|just us|juste|que nous|irl|dis pas|don'?t tell)\b)"
         r".*\b(?:prevue?|planned|usual|habitude|ici|here|plateforme|platform|site|lycee|college|cdi|salle|room|classe?|profe?s?\w*|teacher|referente?|coordinat\w+|usine|plant|factory|atelier|workshop|"
         r"entreprise|company|reception|accueil|visio|online|agenda|calendar|programme|forum|fair|portes ouvertes|open day|school|library|mme|madame|mrs|ms|tut(?:eur|rice)|equipe|team|collegues|colleagues|stage|"
         r"placement|oral|exam|entretien|interview|parcoursup|ma (?:famille|mere|grand)|mes (?:parents|copines|amie?s)|my (?:family|friends|mum|dad)|tous les|every|deadline|problems?|probleme|difficult\w*|points?|but|fin|debut)\b")
# Less is needed to excuse who speaks of herself, or of what one does together with a class or a team.
CHATTING = (r"\b(?:ma fille|my daughter|temps sur|temps devant|time on|expose|(?:a|my|our|gave) talk (?:on|about)|presentation|interdi\w*|harcel\w+|bull(?:y|ied)\w*|forbid\w*|not allowed|embet\w+|moqu\w+|insult\w*|mechan\w+|mean to|deleted my|supprime mon|arrete|accro|addict\w*|desinfo\w*|fake news|"
            r"video d'une|video of a|en reunion|pour les reunions|for meetings|entreprises?|compan(?:y|ies)|usine|factory|at work|au travail|au boulot|emploi|recrut\w+|offres?|filles de|girls in|ma classe|my class|trop|too much|dangers?|arnaqu\w+|scams?|attention a|watch out|vraie vie|real life|vus?|saw|n'utilise\w*|n'ai pas|j'ai pas|don'?t (?:have|use)|pas sur|not on)\b")
WITH_OTHERS = (r"^(?!.*\b(?:sans|without|hors|outside|alone|seules?|juste|just|que nous|dis pas|don'?t tell|chez (?:moi|toi)|my (?:place|house|flat|car))\b)"
               r".*\b(?:l'equipe|mon equipe|the team|my team|collegues?|colleagues?|a la pause|cantine|canteen|tous les|every|(?:ta|la|ma|toute la|your|the|my|whole) class\w*|avec (?:ta|la|ton|le|ma) "
               r"(?:prof\w*|referente?|coordinat\w+|tut\w+)|with (?:your|the|my) (?:teacher|coordinator|referent|tutor|school)|mme|mrs|ms|madame|portes ouvertes|open day|forum|fair|comme prevu|"
               r"as planned|as usual|d'habitude|mes (?:copines|amie?s|parents)|my (?:friends|mum|dad|parents|family)|ma (?:mere|famille|soeur|grand)|sur (?:le site|la plateforme)|on the platform)\b")

UNLESS: dict[str, tuple[tuple[str, str], ...]] = {
    "handle": (
        (rf"(?<!pour ){firm.TWO}[^.!?\n]{{0,50}}?\b{firm.CHAT}\b(?!.{{0,30}}\b(?:interdi|stress|arrete|stopp|forbid|not allowed))", CHATTING),
        (rf"{firm.SIGNAL}.{{0,60}}?\b{firm.NAMED}\b", CHATTING),
        (rf"\b{firm.NAMED}\b.{{0,30}}?{firm.SIGNAL}", CHATTING),
        (rf"\b{NETWORK}\b", rf"{ABOUT}|{CHATTING}"),
        (r"\b(?:pseudos?|blaze|user ?names?|gamer ?tags?|screen ?names?|nom de compte)\b", r"\b(?:ent|parcoursup|connexion|login|log in|password|mot de passe|pronote|portail|portal|ecole directe)\b"),
        (r"\b(?:[a-z][a-z0-9]*_+[a-z0-9_.]+|[a-z]\w*\.\w*_\w*|_+[a-z]\w*)\b", r"\b(?:fichier|files?|pdf|docx?|odt|png|jpg|py|js|code|coder?|python|variables?|fonctions?|functions?|nommee?|named|called|version|v\d|dossier|folder|id|class|classe|css|html|arduino|constante?)\b"),
        (r"\b(?:c'est|it'?s|i'?m|i am|je suis|moi|pseudo|under|sous|as|name|nom)\s+(?:[a-z]{4,}\d{2,}\w*|[a-z]{2,}[._][a-z0-9]{3,})\b", r"\b(?:python|solidworks|catia|windows|office|fichier|file|\.(?:py|js|pdf|docx?|step|stl|png)|node|main|machine|robot|modele|model|norme|standard|version|bac|bts|lot|batch|piece|part|salle|room)\b"),
        (r"\b(?:play|jou(?:e|er|ons)|game)\b.{0,15}\b(?:together|ensemble|with me|avec moi|tonight|ce soir|online|en ligne)\b|\b(?:en ligne|online) (?:sur|on)\b|\b(?:among us|minecraft|brawl stars|valorant|clash royale|genshin|roblox|fortnite)\b.{0,20}\b(?:pseudo|tag|ajoute|add|name|ensemble|together|me|moi|viens|join)\b",
         r"\b(?:equipe|team|club|basket|foot\w*|hand\w*|volley|rugby|guitare?|piano|musique|music|band|copines|friends|cousins?|freres?|soeurs?|brothers?|sisters?|banque|bank|cours|inscri\w*|site)\b"),
    ),
    "meeting": (
        (rf"{firm.NOT_PAST}\b{firm.MEET}.{{0,70}}?\b{firm.PLACE}\b", WITH_OTHERS),
        (rf"{MEET}.{{0,45}}?{WHERE}", FRAME),
        (rf"{WHERE}.{{0,30}}?(?:\bon se (?:voit|retrouve|capte|rejoint|croise)|\b(?:rejoins|retrouve|attends)[- ]moi\b|\bmeet me\b|\bjoin me\b|\bte voir\b|\bsee (?:you|u)\b)", FRAME),
        (r"\b(?:passes?|viens|venez|venir|come|drop in|pop in)\s+(?:me voir|nous voir|see me|and see me|to see me)\b", FRAME),
    ),
    "secret": (
        (r"\b(?:garde[rsz]?|keep|hold|tenir|confie\w*)\b.{0,8}\b(?:un |a |my |mon |the |le |this |ce |des |any )?(?:petit |little |big |gros )?secrets?\b(?! (?:industriel|de fabrication|recipe))",
         r"\b(?:si quelqu'un|si on te|if any ?(?:one|body)|if some(?:one|body)|dis[- ]le a|parles?[- ]en|tell (?:the|your|a |an )|jamais|never|nobody should|personne ne doit te|entreprise|company|factory|usine|brevets?|patents?)\b"),
        (r"(?<!j')(?<!je )(?<!i )\b(?:efface|supprime|vire|delete|erase|clear|wipe)s?z?\b.{0,12}\b(?:(?:tout|everything|ca|this|it)(?=\W*(?:$|apres|after|when|once|quand|des|stp|ok|pls|please|et|and|vite|now))|(?:mes|my|ce|cette|nos|our|the|les|tes|your|this|la) (?:messages?|msgs?|chats?|conv\w*|dms?|historique|history|discussion))\b",
         r"\b(?:phrase|sentence|ligne|lines?|mot|word|cv|lettre|letter|fichiers?|files?|code|programme|erreurs?|errors?|dossier|folder|page|paragraphe?|paragraph|spam|repeat\w*|title|titre|faute|image|slide|diapo|tableau|table|cell\w*|surface|marks)\b"),
    ),
}
