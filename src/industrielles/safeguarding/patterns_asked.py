"""What may not be asked of a minor, nor offered to her: a secret, a picture, money. Regular expressions of a folded text, as in patterns.py."""
from __future__ import annotations

WHO = (r"(?:(?:tes|ta|ton|vos|aux?|les?|la|your|the|ur)\s?(?:parents?|mere|pere|maman|papa|mum|mom|dad|famille|family|prof\w*|teachers?|tutor|tut(?:eur|rice)|"
       r"coordinat\w+|referente?|lycee|college|school|copines|amie?s|friends|adultes?|adults?|programme|autres|others)|personne|anyone|anybody|no ?one|nobody)")
TELL = r"(?:dire|dis|dit|dites|diras?|prevenir|previens|raconter?s?|parler?s?|en parle|montrer?s?|signaler|repeter?s?|tell|mention|say|show|report|warn|inform|repeat|let on)"
NO_NEED = (r"(?:pas besoin|pas la peine|pas utile|inutile|evit\w+|pas oblige\w*|pas force\w*|vaut mieux pas|no need|no point|avoid|needn'?t|don'?t (?:have|need) to|"
           r"do not (?:have|need) to|don'?t bother|rather (?:you )?not|better not)")
KNOW = r"(?:savoir|sache\w*|saura|apprenn\w+|lire|lis(?:e|ent)|lit|voir|voie\w*|tombe|know\w*|finds? out|read|reads|sees?|hears?|entend\w*|au courant)"
LIE = r"(?:dis|dit|dire|tu dis|say|tell (?:them|her|him|ur \w+|your \w+))"

SEND = (r"(?:(?:t'|m'|me |moi |nous )?(?:r?envo(?:ie|ies|yer|yez|i)\b|enverrais?|enverras?|montre\w*|balance\w*|files?\b|filer|passes?\b|passer|mets\b|mettre|postes?\b|lache\w*|faire voir|"
        r"fais voir|fais|fait|prends|prendre|donne\w*|voir|vois|snap\w*|partage\w*)|send\w*|show\w*|gimme|give|take|post|share|drop|see|get|have|got|need|want)")
SHOT = r"(?:photos?|tofs?|pics?|pictures?|selfies?|videos?|vids?|images?|snaps?|pp)"
BODY = r"(?:tetes?|visages?|frimousse|bouille|face|corps|body|jambes|legs|ventre|belly|tenue|outfit|chambre|bedroom|cheveux|hair|pieds|feet|fesses|seins|boobs|bum)"
BARE = r"(?:maillot(?: de bain)?|bikini|swimsuit|sous[- ]vetements?|underwear|lingerie|pyjama|pjs|nude|undies|soutif|soutien[- ]gorge|bra|culotte|panties|serviette|towel)"

MONEY = (r"(?:cadeaux?|argent|thunes?|fric|euros?|balles|sous\b|cash|money|virements?|telephone|phone|i ?phone|air ?pods|i ?pad|tablette|tablet|ordi\w*|laptop|vetements|fringues|clothes|"
         r"bijoux?|jewel\w*|collier|necklace|bague|bracelet|parfum|perfume|maquillage|make-?up|sac a main|handbag|baskets|sneakers|trainers|presents?|gifts?|quid|pounds|dollars|bucks|"
         r"tenner|fiver|recharge|top-?up|credit|forfait|billets?|concert tickets?|resto|mcdo|€|£|\$|\d+ ?(?:e\b|eur|€|£|\$|balles|quid))")

ASKED: dict[str, tuple[str, ...]] = {
    "secret": (
        rf"\b{WHO} (?:(?:wouldn'?t|won'?t|would never) (?:understand|get)|ne comprendr\w+|comprendr\w+ pas)\b",
        r"\b(?:sans (?:le dire|en parler|que \w+ (?:\w+ )?sache)|without telling|between us|secret entre)\b",
        r"\b(?:reste|garde|gardons)\b.{0,15}\bentre nous\b",
        r"\b(?:notre|our)\s+(?:petit |little |special )?secret\b(?! (?:de|of|recipe|ingredient))",
        rf"\b(?:parle|dis?|dit|raconte|montre)s? (?:(?:en|lui) )?(?:pas?|rien|jamais)\b.{{0,15}}\ba?\s?{WHO}\b",
        rf"\b(?:don'?t|do not|never|dnt) (?:tell|mention|say|show)\b.{{0,20}}\b{WHO}\b",
        rf"\b(?:pas besoin|inutile|evite|no need|avoid|needn'?t)\b.{{0,12}}\b(?:dire|parler|tell|mention|say)\b.{{0,15}}\b{WHO}\b",
        rf"\b{WHO} (?:n'|ne |don'?t|doesn'?t|do not|must ?n[o']t|shouldn'?t|should not).{{0,20}}\b(?:savoir|sache|know|find out)\b",
        r"\b(?:garde[zs]?) (?:ca|cela|le|tout) (?:rien que )?pour toi\b|\bkeep (?:this|it|that|everything) (?:to yourself|secret|quiet|private)\b",
        r"\b(?:efface|supprime|vide|delete|erase|clear)s? (?:le |la |les |ce |cette |nos |mes |the |this |our |my |all )\w{0,6} ?(?:messages?|conv\w*|discussion|chat|history|historique)\b(?! (?:d'erreur|of))",
        r"\b(?:promets?|jures?|promise|swear)\b.{0,30}\b(?:dire|diras|parler\w*|tell|say)\b.{0,15}\b(?:personne|any ?(?:one|body)|no ?(?:one|body)|a word)\b",
        r"\b(?:ou|where)\b (?:personne|nobody|no one)\b.{0,12}\b(?:lit|lira|voit|verra|reads?|sees?)\b",
        rf"\b{NO_NEED}\b.{{0,45}}?\b{TELL}\b.{{0,40}}?\b{WHO}\b",
        rf"\b{NO_NEED}\b.{{0,40}}\b{WHO}\b.{{0,15}}\b{KNOW}\b",
        rf"\b(?:inutile|pas besoin|sans|faut pas|faudrait pas|evite\w*|veux pas|voudrais pas|pas envie|don'?t want|wouldn'?t want|prefer)\b.{{0,12}}(?:que |qu'|that )?.{{0,6}}\b(?:{WHO}|on|ils|elles?|quelqu'un|they|she|he|somebody|someone)\b.{{0,20}}\b{KNOW}\b",
        rf"\b(?:personne|nobody|no ?one|any ?one|anybody)\b.{{0,4}}\b(?:doi(?:ven)?t|devra\w*|must|should|has to|have to|needs? to|can)\b.{{0,12}}\b{KNOW}\b",
        rf"\b{WHO}\b.{{0,4}}\b(?:doi(?:ven)?t (?:pas|rien|jamais)|devrai(?:en)?t (?:pas|rien)|must not|should not|can not|mustn'?t|shouldn'?t|can'?t)\b.{{0,12}}\b{KNOW}\b",
        rf"\b(?:ils|elles?|they|she|he)\s+(?:(?:ne )?(?:doi(?:ven)?t|devrai(?:en)?t) (?:pas|rien)|n'?(?:ont|a) (?:pas|rien)|ont pas|a pas|mustn'?t|must not|shouldn'?t|don'?t need to|doesn'?t need to|don'?t have to|can'?t)\b.{{0,12}}\b{KNOW}\b",
        rf"\b{WHO} (?:ont |a |n'ont |n'a |need|needs)\s*(?:pas |rien |not |no )(?:besoin |a )?.{{0,6}}\b{KNOW}\b",
        rf"\b(?:ne |n')?(?:{TELL})\s+(?:surtout )?(?:pas|rien|jamais|nothing)\b.{{0,25}}\b{WHO}\b",
        rf"\b(?:le|la|l'|les|ca|en|lui|surtout) (?:dis|dit|montre|raconte|parle|repete)s?\s+(?:surtout )?(?:pas|jamais|a personne)\b.{{0,20}}(?:\b{WHO}\b|$|[!.?])",
        r"\b(?:dis|dites|parle|raconte|montre|repete)s?(?:[- ](?:le|la|les|en|ca|lui|leur))? (?:a personne|rien)\b(?! (?:que|de faux|comme))(?<!je dis rien)(?<!je dis a personne)(?<!j'en parle a personne)",
        r"\b(?:le dis|en parle|le repete|le montre)s? (?:a personne)\b(?<!je le dis a personne)",
        r"\b(?:don'?t|do not|never|mustn'?t|won'?t|not to|without|not) (?:you )?(?:tell|say|mention|repeat|show|breathe)\b.{0,12}\b(?:any ?(?:one|body)|a (?:soul|word)|anything|mum|mom|dad|them|her|him|your|ur|the)\b(?<!i never tell anyone)",
        r"\b(?:tell|show) (?:no ?one|nobody)\b|\bsay nothing\b|\bnot a (?:word|soul)\b|\bpas un mot\b|\bmotus\b|\bbouche cousue\b",
        rf"\b(?:chu+t+|shh+)\b|\bmum'?s the word\b|\blips (?:are )?sealed\b|🤫|🤐|\b{WHO} (?:sait|saura|will) (?:rien|ever know|jamais)\b",
        r"\b(?:promets?|promet|jures?|promise|swear|pinky)\b.{0,35}\b(?:pas|rien|jamais|a personne|won'?t|not|never|don'?t|no one|nobody|tell|say)\b",
        r"\b(?:sort\w*|quitt\w+) (?:pas |jamais )?d'ici\b|\b(?:doesn'?t|won'?t|never|not) (?:leaves?|go(?:es)?) (?:this|here|further)\b",
        r"\bstays? (?:between|with us|here)\b|\breste entre\b|\bentre (?:toi et moi|nous deux|nous hein|nous stp)\b",
        r"\b(?:juste|que|rien qu') ?entre\b|\bbetween (?:you|u|me) (?:and|n|&) (?:me|you|i)\b|\boff the record\b",
        rf"\b(?:si|quand|if|when) (?:on|quelqu'un|ta \w+|ton \w+|tes \w+|la \w+|elle|il|ils|elles|any ?(?:one|body)|some(?:one|body)|they|she|he|ur \w+|your \w+|the \w+) (?:te |t'|vous |l')?(?:pose|demande\w*|interroge|asks?|wonders?|questions?)\b(?! you to| u to| de | you for).{{0,20}}\b{LIE}\b(?! (?:le |la |oui a )?(?:a la|a ta|a ton|the|your|to))",
        rf"\b{LIE}\b.{{0,12}}\b(?:que |qu'|that )?(?:tu es|t'es|tu etais|t'etais|tu vas|tu dors|tu seras|c'est|c'etait|you'?re|you are|u r|you were|you'?ll be|it'?s|it was|you'?re going)\b.{{0,12}}\b(?:chez une?|avec une?|pour l[ae]|at a|at ur|at your|with a|with ur|for|copine|homework|devoirs|friend)\b",
        r"\bmens (?:juste|un peu|leur|lui|a)\b|\bmentir (?:a|un peu)\b|\blie to\b",
        r"\b(?:invente|trouve) (?:une excuse|un truc|un mensonge|quelque chose)\b|\bmake (?:up )?an excuse\b",
        r"\b(?:fais|faire|act|pretend)\b.{0,6}\b(?:comme si|semblant|like nothing|nothing happened)\b|\bcover for (?:me|you|us)\b",
        r"\bcouvre[- ]moi\b|\ben (?:cachette|douce|secret)\b|\bbehind (?:your|ur|their) (?:parents|back|mum)\b|\bdans le dos de\b|\bsneak\b",
        r"\bfaire le mur\b|\bin secret\b|\bsecretly (?:meet|talk|chat)\b",
        r"\b(?:what|ce qu'?)\s?(?:they|ils|elles|on|tes parents|your parents|ta mere) (?:do not|don'?t|ne savent|savent|ne sait|sait)\b.{0,12}\b(?:hurt|mal|know)\b",
        r"\b(?:efface|supprime|vire|delete|erase|clear|wipe|trash)s?(?:r|z)?\b.{0,20}\b(?:apres (?:l')?(?:avoir|lecture)|after (?:you|u|reading|this)|once you|when you|quand tu|les traces|la conv\w*|nos (?:messages|echanges)|our chat|les preuves|the evidence)\b",
        r"(?<!j')(?<!je )(?<!i )\b(?:efface|supprime|delete|erase) (?:tout|everything|it all)\s*(?:et|and|stp|pls|please|apres|after|$|[!.])",
        r"\b(?:notre|our|petit|little|un vrai) secrets?\b(?! (?:de|of|recipe|ingredient|industriel))",
        r"\bsecret (?:stp|pls|please|entre|between|ok|hein)\b",
        rf"\b(?:rien|pas|jamais) (?:lui |leur |en |le |la |l')?(?:dire|raconter|montrer|repeter|parler)\b.{{0,12}}\b{WHO}\b",
        r"\b(?:faut|faudra|falloir) (?:rien|pas|surtout) (?:pas |rien )?(?:dire|en parler|raconter)\b",
        rf"\b(?:si|if|when|quand)\b.{{0,4}}\b(?:{WHO}|they|she|he|elle|ils|il|quelqu'un|someone)\b.{{0,12}}\b(?:sait|savait|savaient|savent|apprend|apprenait|knew|knows|finds? out|found out)\b",
        rf"\b{WHO}\b.{{0,12}}\b(?:serait|seraient|sera|would|wouldn't|va|vont|will|n'aimerai\w*)\b.{{0,15}}\b(?:fache\w*|angry|mad|furieu\w*|colere|upset|stop us|separe\w*|freak|flip|jalou\w*|jealous|pas comprendre|understand)\b",
        r"\bdon'?t say\W*$|\bdis[- ]?(?:leur|lui)? rien\b",
    ),
    "photo": (
        rf"\b{SEND}\b.{{0,25}}?\b{SHOT}\b.{{0,25}}?\b(?:de|of|with|avec)\s+(?:toi|vous|you|u|yourself|ton \w*|ta {BODY}|tes {BODY}|your {BODY}|ur {BODY})\b",
        rf"\b{SEND}\b.{{0,20}}?\b(?:ta|ton|tes|your|ur|votre|vos)\s+(?:petit\w* |jolie? |cute |pretty |beau |full )?(?:{BODY}|photos?|tofs?|pics?|pictures?|selfies?|pp)\b(?! d'(?:identite pour|entreprise)| de (?:stage|classe|projet|la |ma )| of (?:the|my|our))",
        rf"\b{SEND}\b.{{0,20}}?\b(?:tofs?|pics?|pix|selfies?|nudes?)\b(?! (?:of (?:the|my|our|a)|du|des?|de (?:la|l'|ma|mon|notre)) )",
        r"\bselfies?\s*(?:\?|stp|pls|please|$)",
        r"\bnudes?\b",
        rf"\b(?:photo|pic|picture|tof|video|selfie|toi|you|u|balance|envoie|send|see|voir|snap)\b.{{0,20}}\b(?:en|in|in (?:a|ur|your)|with just) {BARE}\b",
        r"\b(?:toute? nue?|deshabill\w+|undress\w*|naked|topless|a poil|sexy|hot pics?)\b",
        r"\b(?:allume|mets|active|ouvre|branche|turn on|switch on|open|put on|put|use|allumer|activer|mettre|ouvrir|turn|switch)s? (?:ta|your|ur|the|la|ton|votre) ?(?:petite )?(?:cam|webcam|camera|video)\b(?! (?:thermi|embarq|de (?:surveillance|controle)))",
        r"\bcam (?:2|to|a) cam\b|\bon cam\b",
        r"\b(?:filme|prends)[- ]toi\b|\b(?:film|record|video) (?:yourself|urself)\b",
        r"\btake a (?:photo|pic|picture|selfie|video|vid) (?:of (?:you|u)|for me)|\bphotographie[- ]toi\b|\btoi en photo\b",
        r"\ba quoi (?:tu|vous) ressembl\w+|\btu ressembles a quoi\b|\bwhat (?:do |does )?(?:you|u) (?:actually )?look like\b",
        r"\bcomment (?:tu|t') ?(?:es|t'es|est) (?:habill\w+|physiquement)",
        r"\bwhat (?:are|r|'?re)? ?(?:you|u|youre|you're) (?:got on|wearing)\b(?! at work)",
        r"\btu portes quoi\b(?! (?:a l'usine|au (?:travail|boulot)|comme|en atelier|pour (?:un|l')))",
        r"\b(?:comment t'es|t'es comment) (?:habill|physiq|en vrai)|\bt'as (?:une photo|pas une photo|une pp)\b|\bphotos? (?:de toi|de vous)\b",
        r"\b(?:pic|pics|photo|photos|picture|pictures|video|videos) of (?:you|u|yourself|urself)\b",
        rf"\b{SEND}[- ]?(?:moi|me)?.{{0,15}}?\b(?:une|a|des|some|another|one more|la|ta)\s(?:petite |cute |autre |belle )?(?:photo|pic|picture|video|selfie)s?\s*(?:$|[?!.]|stp|pls|please|et\b|and\b|pour moi|for me)",
        r"\bcan i see (?:you|u|your face)\b(?=\W*$| on| in| rn| right| now| please)",
        r"\b(?:tu (?:mets|portes) quoi pour dormir|what do (?:you|u) (?:sleep in|wear (?:to bed|in bed|to sleep)))\b",
        r"\b(?:want|wanna|like|love) to see (?:your|ur) (?:face|body|room|smile)\b|\bvoir ton (?:visage|corps|sourire)\b",
    ),
    "gift": (
        r"\b(?:pay ?pal|cash ?app|venmo|revolut|pay ?lib|wero|transcash|neosurf|pay ?safe\w*|western union|monzo|lydia pay|robux|v-?bucks|onlyfans|mym)\b",
        r"\b(?:gift ?card|carte[- ]cadeau|carte pcs|itunes card|apple card|google play card|amazon card|carte (?:google|amazon|itunes|psn))\w*",
        r"\b(?:par|un|ton|mon|sur|ur|your|my|en|as) lydia\b",
        r"\b[a-z]{2}\d{2}(?: ?\d{4}){3,}",
        r"\b(?:mon|ton|my|your|ur|votre|un)\s+(?:rib|iban|bank (?:details|account)|sort code|account number|numero de carte|compte bancaire|cb)\b",
        r"\bcoordonnees bancaires\b",
        rf"\b(?:je|j'|i'?ll|i'?ve|i'?d|i|je te|je vais|jvais)\b.{{0,20}}?\b(?:ach\w+|offr\w+|pay\w*|paie\w*|donne\w*|fil(?:e|er|erai)|pret(?:e|er|erai)|vers\w+|envoi\w*|envoyer|faire|rembours\w+|recharg\w+|buy|bought|get|got|give|lend|send|treat|transfer|top up)\b.{{0,30}}?(?<!mon )(?<!my ){MONEY}",
        rf"\b(?:tu|vous|you|u|on|can|could)\b.{{0,14}}?\b(?:m'|me|moi|me )\s?(?:(?:un peu )?(?:pret\w+|avanc\w+|depann\w+|donn\w+|envo\w+|rembours\w+|achet\w+|pay\w+|lend|loan|send|give|buy|spot|borrow))\b.{{0,30}}?{MONEY}",
        rf"\b(?:achete|paye|paie|prete|avance|lend|loan|spot|buy)[- ](?:moi|me)\b.{{0,30}}?{MONEY}|\b(?:can|could|may) i borrow\b.{{0,20}}{MONEY}",
        r"\b(?:te|t'|vous) (?:fais|faire|ferai|envoie|envoyer) (?:un |une )?virement\b|\bargent de poche\b|\bpocket money\b",
        r"\b(?:un |petit |a |little |jolis? )+(?:cadeau|surprise|present|gift)\b.{0,12}\b(?:pour toi|for you|for u|4 u|4u|te plai\w+|qui t'attend|waiting for you)\b",
        r"\b(?:ton|your|ur) (?:petit |little )?(?:cadeau|present|gift)\b(?! de (?:depart|noel a|la))",
        r"\bje (?:te )?(?:paye|paie|payerai|paierai) (?:tout|le |la |l'|ton|ta)\w*",
        r"\b(?:i'?ll|i can|i could|let me) (?:pay for|treat) (?:you|it|everything|ur|your)\b|\bmy treat\b",
        r"\b(?:t'offr\w*|t'achet\w*|te donner|te payer|buy (?:you|u)|get (?:you|u))\s+(?:un truc|quelque chose|something|anything|ce que tu veux|whatever|tout ce que)\b",
        r"\bje te rembours\w*|\bi'?ll (?:pay|refund|reimburse) (?:you|u)\b",
        r"\b(?:besoin de|need|want|veux) (?:des |some |any )?(?:sous|thunes?|fric|argent|money|cash)\b(?=.*\?)",
        r"\b(?:je|i)\b.{0,12}\b(?:t'aider|help (?:you|u)|te depanner|t'envoyer|send (?:you|u))\b.{0,20}\b(?:argent|money|cash|thunes?|sous|fric|financ\w*)\b",
    ),
}
