"""What the detector looks for, as regular expressions of a folded text (lower case, no accents), by kind of finding."""
from __future__ import annotations

CHAT = (r"(?:insta+(?:gram+)?|insta?grm|ig|snap+(?:chat)?|snp|disco(?:rd)?|wh?at'?s?'?[ -]?ap+|wsp|tik ?tok|telegram|messenger|face ?book|fb|"
        r"twitter|twitch|skype|face ?time|viber|wechat|kik|be ?real|roblox|fortnite|xbox|playstation|psn|yubo|wizz|tellonym|tumblr|vsco)")
SERVICE = rf"(?:{CHAT}|signal|linked ?in|zoom|teams|mastodon|bluesky|threads|pinterest|steam|google meet|dms?|mp)"
NAMED = rf"(?:{CHAT}|linked ?in|mastodon|bluesky|google meet|(?:sur|on|via|par|to|over|in|en)\s+(?:(?:mon|my|ton|your|le|the|un|a) )?{SERVICE})"
TOLD = r"(?:\s*(?::|=|->|=>|→|>)\s*|\s+(?:c ?'? ?est|c|est|is|it'?s|s'appelle|pseudo|as|au nom de|under)\s+)"
TWO = (r"(?:\b(?:tu|toi|te|ton|tes|vous|nous|you|your|u|us|we|moi|me|i'?ll|i'?d rather)\b|\bt'|\bm'(?!a\b)|-(?:moi|toi|nous)\b|"
       r"\bon (?!a\b|avait\b|est\b|" + CHAT + r"))")
SIGNAL = (r"(?:accepte[rz]?\b|\badd\b|demande d'?|ma demande|ajoute|rajoute|abonne|follow|pseudo|profil|compte\b|account|username|je prefere|i prefer|bascul|switch|migr|"
          r"move to|\btape[rz]?\b|tapant|cherche|retrouve|trouvera|contacte|joindre|rejoin|request|friend|discuter|continue|plutot|rather|instead|"
          r"(?:se|me|te|nous) parle|parlons|parle[- ]moi|talk to|chat with|ecri(?:s|re|vons)[- ](?:moi|nous|t'|sur|en)|m'ecrire|te? dm|"
          r"(?:je suis|j'suis|chuis|moi c'est|i'?m|i am|it'?s me)\s+(?!sur|on)\S+(?: \S+){0,2}\s+(?:sur|on)\b|plus (?:simple|pratique|facile|discret|rapide|cool)|"
          r"easier|quicker|private|en prive|en mp)")
MINE = r"(?:mon|ma|ton|ta|votre|vos|son|tes|my|your|ur|his|her|un|le)"
OF_ACCOUNT = r"(?:(?:compte|pseudo|nom|profil|identifiant|id|serveur|groupe|account|user ?name|name|handle|server|group|sur|d'|de|on|prive|private)\s+)"
MAIL = r"(?:e-?mails?|courriels?|mails?|gmail|hotmail|outlook|adresse(?: (?:e-?)?mail| electronique| perso)?|email address|mail address)"
TLD = r"(?:fr|com|net|org|eu|io|gg|edu|gouv|co\.uk|uk|xyz|me|be|ch|de|info|biz|bzh|paris)"
SAFE_TLD = r"(?:fr|com|net|org|eu|io|gg|edu|co\.uk|uk|xyz|info|biz|bzh)"
PROVIDER = r"(?:gmail|hotmail|outlook|yahoo|icloud|proton(?:mail)?|wanadoo|gmx|aol|yopmail|bbox|msn|ymail|btinternet|tutanota|numericable|club-internet|bluewin)"
OTHER_PROVIDER = r"(?:orange|laposte|sfr|live|free)"
AT = r"(?:@|[(\[<{]\s*(?:at|a|arobase)\s*[)\]>}]|\barr?oba[sz]e?s?\b|\ba commercial\b|\bat (?:sign|symbol)\b|\bat\b|\bchez\b)"
DOT = r"(?:[.•·,](?!\s+(?:me|de|be|ch|info|paris|edu)\b)|[(\[<{]\s*(?:dot|point|\.)\s*[)\]>}]|\bpoint\b|\bdot\b|\bpt\b)"
GIVE = r"(?:donne[rz]?|file[rz]?|envoie|envoyer|passe[rz]?|balance|lache|give|gimme|send|tell|drop|share)"
PHONE = r"(?:num(?:ero)?|meronu|tel(?:ephone)?|portable|phone(?:[- ]?tel)?|number|mobile|cell|digits)"
ASK = (r"(?:(?:what|wat|wut)'?s?(?: is)?|quoi|koi|koa|kwa|(?:qu|k)el(?:le)?(?: est)?|(?:je|j'|tu|i|u|you) ?(?:peux|pe|peu|can|could|may)(?: i)? (?:avoir|have|get)|"
       r"(?:can|could|may) i (?:please )?(?:have|get)|i need|need|je veux|j'ai besoin de)")
NOT_ID = r"(?!\s+(?:de (?!tel|port)|d'|of\b|on (?:the|my)|in the|at the|for the|sur (?:la|le|ma|mon)|dans|a l\'examen|porte|prefere|one|ine|etudiante?|eleve|candidate?|perdu|fetiche|porte))"
BROKEN = r"(?!\s*(?:(?:est|etait|is|was|a ete|s'est)\s+(?:encore |still |trop |too |tombe|completement )?(?:casse|mort|perdu|en panne|decharge|broken|dead|lost|flat|vieux|old|slow|lent|eteint|confisque|stolen|vole|off)|(?:ne |n')?(?:marche|fonctionne|bugue|beugue|rame|plante|capte|died|won't|doesn't|keeps|crashed)|(?:a|n'a|has) (?:plus|no|bugue|beugue|lache))\b)"
PLACE = (r"(?:cafes?|bar|pub|resto|restaurant|mc ?do(?:nald'?s?)?|kebab|gare|station|centre[- ]commercial|galerie|mall|parc|park|cine(?:ma)?|movies|"
         r"theatre|plage|beach|piscine|pool|parking|car park|hotel|appart(?:ement)?|flat|arret (?:de|du) (?:bus|tram|car)|bus stop|metro|"
         r"concert|boite|soiree|party|che[zs]? (?:moi|toi|nous)|(?:my|your) (?:place|house|home|flat|car)|(?:ma|ta) (?:maison|voiture|chambre)|"
         r"la maison|voiture|en ville|centre[- ]ville|down ?town|in town|coffee(?: shop)?|diner|dinner|verre|drink|promenade|foret|"
         r"(?:sortie|devant|grilles?|portail) (?:du|de ton|le|ton|de l'|de la) ?(?:lycee|college|ecole|cours|etablissement)|"
         r"sortie des cours|apres (?:les|tes) cours|(?:outside|in front of) (?:the|your) school|school gate|after school|"
         r"samedi soir|dimanche soir|ce week-?end|chocolat|glace|ice cream|burger|pizza|shopping|magasins|boutiques|balade|walk|lunch|brunch|"
         r"film|(?:un|le|au|du|the|a) match|patinoire|bowling|museum|musee|picnic|pique-nique|bibliotheque|mediatheque|tea|"
         r"by car|en voiture|drive|ride|game|gym|club|mine|(?<!le )samedi|(?<!le )dimanche|saturday|sunday|week-?end|ce soir|"
         r"tonight|at home|your (?:street|road)|ta rue|ton quartier|supermarket|swimming)(?!\s+d'entreprise)")
MEET = (r"(?:on (?:se |s'|pourrait |peut |va |peux |pourra |devrait |irait |prend|boit |mange |fait )|nous (?:voir|retrouver|rejoindre)|"
        r"(?:te|vous) (?:voir|retrouver|rejoindre|attends?|invite|emmene|ramener?|offre|paie|paye)|t ?'(?:attends?|invite|emmene|amene|offre)|"
        r"re?n?dez-?vous|rdv|(?:rejoins|retrouve|rencontre|attends|accompagne)[- ]moi|(?<!je )(?:viens|vi1s?)|venir|passe |m ?'attends|"
        r"et si on|si on allait|on se (?:fait|croise|capte)|on irait|qu'on (?:se|aille)|se (?:rencontre|rejoint|voie|voyait|retrouve)|"
        r"meeting up|come (?:round|along|see)|fancy |want to go|go for a|i'?ll (?:come|get|drive|bring|take|wait|be)|you could come|visit (?:you|me)|"
        r"can i (?:visit|see|come)|i'?m free|(?:tu )?m'accompagnes?|avec moi|with me|on (?:mange|boit|dine|dejeune)|je (?:peux|pourrais) (?:te|passer)|"
        r"ca te (?:dit|dirait)|tu (?:veux|voudrais|viens)|"
        r"meet (?:me|up|you|us|at|in|for|outside)|let'?s|see you|come (?:over|to|with|and|by)|(?:shall|can|could|should) we|we (?:can|could|should)|"
        r"wait for you|take you|invite you|drive you|buy you|join me|(?:want|like|fancy) (?:to |a )|hang out|grab a)")
NOT_PAST = r"(?!on (?:a|avait|s'est|s'etait) )"

PATTERNS: dict[str, tuple[str, ...]] = {
    "email": (
        r"[\w.+-]+@[\w-]+\.\w+",
        rf"[\w.+-]+\s*{AT}\s*[\w-]+(?:\s*{DOT}\s*[\w-]+)?\s*{DOT}[\s_-]*{TLD}\b",
        rf"\b{PROVIDER}\W{{1,4}}(?:com|fr|net|org|co\W?uk)\b",
        rf"(?:{AT})[\s,]*(?:(?:puis|et|then|and)\s+)?(?:mon |my )?{PROVIDER}\b",
        rf"(?:@|\barr?obase?s?\b)[\s,]*(?:(?:puis|et|then|and)\s+)?{OTHER_PROVIDER}\b",
        r"[\w.+-]{3,}@\s",
        rf"\b(?:est|is|c'est)\s+(?:\S+\s+){{1,8}}(?:@|\barr?obase?s?\b)\s*(?:{PROVIDER}|{OTHER_PROVIDER})\b",
        rf"\b(?:mon|ma|ton|ta|my|your|adresse)\s+(?:\w+\s+)?{MAIL}{TOLD}\S+",
        r"\b(?:e-?mail|mail|adresse(?: mail)?|courriel)\s*[:=]\s*\S+",
        rf"\b{GIVE}\b[- ]?(?:moi|me)?\s+(?:{MINE}\s+)(?:\w+\s+)?{MAIL}\b",
        rf"\b(?:{ASK}|quelle est)\s+(?:{MINE}\s+)(?:\w+\s+)?{MAIL}\b",
        r"\b(?:m'|me |moi |te |t')(?:envoyer|ecrire|envoie|ecris|repondre)?\s*(?:(?:un|par|ton|mon)\s+)(?:e-?mail|mail|courriel)\b",
        r"\b(?:envoie|ecris|reponds)[- ]moi\s+(?:(?:un|par|ton|sur mon)\s+)?(?:e-?mail|mail|courriel)\b",
        r"\b(?:send|write|drop) me (?:an? )?e-?mail\b|\be-?mail me\b",
        r"\bma boite (?:mail|perso|e-?mail)\b|\b(?:e-?mail|mail|courriel) (?:perso|prive)|\b(?:personal|private) e?-?mail\b",
        r"\b(?:files?|donnes?|passes?|envoies?|donner|filer|passer|give|have|get)\b.{0,12}\b(?:ton|your|ur)\s+(?:adresse )?(?:e-?mail|mail|courriel)\b",
        r"\b(?:g[ -]?mails?|j-?mail|gemail|gmial|hot[ -]?mails?|otmail|hotmeil|outlouk|yahoo|i-?cloud|proton ?mail|wanadoo|yopmail|gmx|tutanota|laposte\.net)\b",
        rf"(?:📧|📩|📨|✉)\W{{0,4}}(?:[:=]|\w+\W{{0,3}}(?:[.•@]|point\b|dot\b))|\b[\w-]+\s*[•·]\s*{TLD}\b",
        rf"{TWO}.{{0,50}}\b(?:outlook|proton)\b",
        r"\b(?:boite|compte|adresse|account|address|inbox)\s+(?:perso |chez )?(?:outlook|proton|orange|sfr|free|laposte|live|msn)\b",
        r"\b(?:(?:swirly|curly|round|little|funny) (?:a|at)|a (?:entoure|rond|dans un (?:rond|cercle)|bizarre|enroule)|le (?:petit )?escargot|at sign|at symbol|arobase?)\s*,?\s*(?:puis|then|et|and|ensuite|de|chez)\b",
        r"\b(?:mon|ma|ton|ta|my|your|ur|votre)\s+(?:\w+\s+)?(?:e-?mail|mail|courriel|inbox|boite mail|mailbox)(?: perso\w*| prive\w*)?\s*(?:$|\?|c'est|is\b|:|=|stp|svp|please|pls|plutot|pour (?:t|que)|so (?:i|we)|and i|if you|si tu)",
        r"\b(?:ecri\w+|repond\w*|envo\w+|parle\w*|contacte\w*|joindre|write|reply|answer|contact|reach|send|talk)\b[- ]?(?:moi|me|nous|us|toi|te|you)?.{0,20}\b(?:par|by|via|over|en|sur mon|to my)\s+(?:e-?mails?|mails?|courriels?)\b(?! (?:a|to|l'entreprise|aux?))",
        r"\b(?:continue\w*|echang\w*|suite|discut\w*|parl\w*|plutot|easier|rather|carry on|talk|chat)\b.{0,15}\b(?:par|by|via|over|en|on) (?:e-?mails?|mails?|courriels?)\b",
        r"\b(?:my|mon) (?:e-?mail|mail)(?:'?s|) (?:on|sur|is on|est sur|dans|in) \w+",
    ),
    "phone": (
        r"\b(?:mon|ton|son|votre|un)\s+(?:zero|0)\s*(?:six|sept|6|7)\b(?!\s*(?:janv|fev|mars|avr|mai|juin|juil|aou|sep|oct|nov|dec|/))" + BROKEN,
        rf"\b(?:mon|ton|ma|ta|my|your|ur)\s+(?:\w+\s+)?{PHONE}\b{BROKEN}"
        r"(?=\s*(?:c ?'? ?est|est le|is|:|=|\?|stp|svp|pour|and|et|please|perso|de tel|de portable|de telephone|$))",
        r"\b(?:mon|ton|my|your|ur)\s+(?:num|numero|number|06|07|zero six|zero sept)\b" + BROKEN + NOT_ID,
        rf"\b{GIVE}\b[- ]?(?:moi|me)?\s+(?:ton|your|ur|mon|my|votre)\s+(?:\w+\s+)?(?:{PHONE}|06|07)\b",
        rf"\b{ASK}\s+(?:ton|your|ur|votre)\s+(?:\w+\s+)?(?:{PHONE}|06|07)\b{NOT_ID}",
        r"\b(?:appelle|telephone|rappelle|joins|bipe)[- ]?(?:moi)\s+(?:au\b|sur|ce soir|demain|apres|vers|stp|svp|quand|plutot|le soir|des|si|dans|cet|a \d|n'importe|$)",
        r"\b(?:peux|pourras?|pourrais|veux) m'appeler\b(?=\s+(?:au|sur|quand|si|le|ce|a \d|des|demain|apres|vers)|\W*$)",
        r"\bon s'appelle\b(?=\s+(?:ce|demain|quand|vers|a \d|apres|plutot)|\W*$)|\bgive me a (?:call|ring|buzz|bell)\b",
        r"\b(?:envoie|ecris|fais|send|drop)[- ]?(?:moi|me)\s+(?:un |par |a |an )?(?:sms|texto|text|message vocal|vocal)\b",
        r"\b(?:texte|texto|bipe)[- ]moi\b|\b(?:text|sms|ring) me\b|\bwhat number\b|\b(?:un )?coup de (?:fil|tel)\b",
        r"\b(?:m'|t')(?:envoie|envoies|envoyer|enverrai|ecris|ecrirai)\s+(?:un |par )?(?:sms|texto|text)\b|\b(?:text|sms) (?:you|u)\b",
        r"\b(?:call|text|ring|phone) me (?:on|at|tonight|later|tomorrow|after|when|back|maybe|if|in|this|any ?time|please|pls|asap)\b",
        r"\b(?:joignable|reachable)\s+(?:au|on|at)\s+\d",
        rf"\b(?:shoot|drop|send|hit|give|ping|fire|bang|flick)\w* (?:me|us)(?: up)? (?:a |an |by |with |with a |on |over )?(?:text|sms|ring|call|bell|buzz|voice ?note|missed call|{PHONE})\b",
        rf"\b(?:mon|ton|ma|ta|my|your|ur|votre)\s+(?:\w+\s+)?(?:num(?:ero)?|number|06|07|digits|whats ?app)\b(?=.{{0,25}}\b(?:{GIVE}|note|enregistre|save|garde|prends|fini\w*|commence\w*|starts?|ends?|begins?|suite|rest|reste|last|dernier\w*|premier\w*|first)\b)",
        rf"\b(?:prends|note|enregistre|garde|apprends|save|take|write down|keep|get|grab|swap|exchange|echange\w*|echanger)\b.{{0,12}}\b(?:mon|ton|my|your|ur|nos|our|les|le)\s+(?:{PHONE}|nums?|numeros?|numbers|06|07|digits)\b(?! de (?:la|l'|dossier|lot|serie))",
        r"\b(?:appel(?:le|er)|rappel(?:le|er)|telephone[rz]?|joindre|bip\w*|sonne[rz]?|call|ring|phone|text|texter?|sms|whatsapp|facetime)[- ]?(?:moi|me|nous|toi|te|you|u|us)?\b.{0,25}\b(?:portable|mobile|cell|06|07|fixe|landline|my phone|ton phone|tel perso)\b",
        r"\b(?:je |j')(?:t'|te )\s?(?:appelle|appellerai|telephone|bipe|texte|sms|envoie un (?:sms|texto))\b(?! (?:claire|comme|par ton))",
        r"\b(?:i'?ll|i will|i can|let me|can i|could i|may i|shall i) (?:call|ring|text|phone|sms) (?:you|u|ya)\b(?! (?:a |an |by ))",
        r"\b(?:tu|on) (?:peux|peut|pourrais|pourrait|veux|voudrais) (?:m'|s')(?:appeler|telephoner)\b(?=\W*$|\s+(?:au|sur|quand|si|le|ce|a|des|demain|apres|avant|vers|stp|svp|plutot|direct\w*|maintenant|n'importe|tout|en|par)\b)",
        r"\bappelle[sz]?[- ](?:moi|nous)\b(?=\s+(?:ce|demain|quand|si|le|apres|avant|vers|maintenant|vite|direct\w*|plutot|sur|au|dans|un|tout|des|stp|svp)|\W*$)",
        r"\b(?:call|ring|phone|text) (?:me|us)\b(?=\W*$|\s+(?:now|tonight|later|tomorrow|after|when|on|at|if|any ?time|please|back|asap|instead|this|maybe|sometime|before|once|quick\w*|every|whenever|from|in the)\b)",
        r"\b(?:un|par|en|by|via|over) (?:sms|texto|texte?s?|text message|appel|coup de fil|phone call)\b(?=.{0,20}\b(?:plutot|rather|instead|mieux|easier|better|simple|rapide|quicker|faster))",
        r"\b(?:ends?|finit|finissent|termine|starts?|begins?|commence|debut|the rest|le reste|la suite|la fin)\b.{0,40}\b0[67](?:\d{2,3}| \d\d)\b",
        r"\b0[67](?:\d{2,3}| \d\d)\b.{0,40}\b(?:ends?|finit|termine|the rest|le reste|la suite|la fin)\b",
        r"\b(?:on|tu|je|we|you|i|can|s'avoir|se parle|parler|talk|chat|speak)\b.{0,25}\b(?:au (?:tel|telephone|bigo|bout du fil)|on the (?:phone|blower))\b(?! (?:avec|with|de|to) (?:l'|la|le|un|the|a)\b)",
        r"\bcoup de (?:bigo|tel|fil)\b",
        rf"\b(?:t'as|tu as|as[- ]tu|you got|do you have|u got|have you got)\s+(?:pas )?(?:un |a |des |ton )?(?:{PHONE})\b(?=.*(?:joindre|appel|reach|call|text|get you|ecri|\?))(?! (?:pro|de dossier|d'eleve))",
        r"\b(?:which|what|quel|quelle) (?:num\w*|number)\b.{0,25}\b(?:joindre|appel\w*|reach|call|get you|text|tu as|t'as)\b",
        r"\b(?:envoie|files?|donne|send|give|share|drop|echange\w*|swap)\w*[- ]?(?:moi|me|nos|our)?\s*(?:ton|your|ur|tes|vos|le|a|mon|my)?\s*\b(?:contacts?|contact (?:card|details|info)|coordonnees|coords?|vcard)\b(?! (?:de l'|du|de la|of the))",
    ),
    "handle": (
        r"(?<![\w.@+-])@(?:\s(?!(?:for|pour|in|dans|sign|symbol|est|is|c'est|sur|devant|avant|and|et|ou|or|sert|separe\w*|qui|that|means?|veut|ca)\b))?(?!(?:media|import|keyframes|font-face|supports|charset|override|property|\w+method|param|return|app\.|pytest|dataclass|autowired|deprecated|test|login)\b)[a-z_][\w.]{2,}",
        rf"\b{SERVICE}{TOLD}[\w@]",
        rf"\b{MINE}\s+{OF_ACCOUNT}{{0,2}}{SERVICE}\b(?!\s+(?:sonore|lumineux|sur|de depart|d'alarme|d'arret))(?=\W*(?:$|\?|c|est|is|it|stp|svp|name|s\b|:|=|→|->|\w+\?|→))",
        rf"\b(?:t ?'?as|tu as|as[- ]tu|vous avez|avez[- ]vous|(?:do |have )?(?:you|u) (?:have|got|use)|t'es sur|tu es sur|es[- ]tu sur|t sur|"
        rf"are you on|u on|you on)\s+(?:un |une |le |an? )?(?:compte )?{SERVICE}\b",
        rf"\b(?:ajoute|rejoins?|contacte|cherche|trouve|follow|suis|ecri(?:s|re)|parle|envoie|retrouve|mets|fais)[- ]?(?:moi|me|nous)\b.{{0,40}}?\b{SERVICE}\b",
        rf"\b(?:add|dm|message|find|follow|text|call|hit|ping|reach|write)\s+(?:me|us|you)\b.{{0,30}}?\b{SERVICE}\b",
        rf"\b(?:on (?:peut|se|s'|pourrait|continue|parle|passe|va)|nous|t'(?:ai|ecris|envoie|ajoute|appelle)|te (?:parle|rajoute|contacte|dm)|m'(?:ecrire|ajouter|"
        rf"appeler|envoyer)|me (?:parler|joindre|contacter|trouver|rejoindre)|viens|passe|passons|je t'|je te|prefere (?:parler|discuter)|let'?s|"
        rf"we (?:can|could|should)|i'?ll|you can|switch|move)\b.{{0,40}}?\b(?:sur|on|via|par|en|to|in|over)\s+(?:un |mon |my |le )?{SERVICE}\b",
        rf"\b(?:file|donne|passe|give|send|tell|share)[- ]?(?:moi|me)?\s+(?:ton|your|ur|votre)\s+{OF_ACCOUNT}{{0,2}}{SERVICE}\b",
        rf"\b(?:rejoins?|join)\s+(?:mon|my|notre|our|le)\s+(?:\w+\s+)?{SERVICE}\b",
        rf"^\s*{SERVICE}\s*\??\s*$",
        r"\b(?:ton|your|ur|mon|my|votre)\s+@(?!\w)|@\s*\?",
        rf"\b(?:groupe|serveur|compte|group|server|chat)\s+{CHAT}\b",
        rf"\b{CHAT}\s+\w+[._]\w[\w.]*",
        r"\b(?:mon|ton|my|your)\s+(?:pseudo|user ?name|identifiant|handle|gamertag)\s*(?:c ?'?est|est|is|:|=)\s*\S+",
        rf"\b{ASK}\s+(?:ton|your|ur)\s+(?:pseudo|blaze|user ?name|handle|gamer ?tag|tag|@|{SERVICE}\b)",
        rf"\b{GIVE}\b[- ]?(?:moi|me)?\s+(?:ton|your|ur|mon|my)\s+(?:pseudo|blaze|user ?name|handle|gamer ?tag|tag)\b",
        r"\b(?:follow|abonne[- ]toi|ajoute|add)\b.{0,12}\b(?:mon|my)\b.{0,12}\b(?:account|compte|profil|profile|page)\b",
        r"\b(?:swap|share|trade|your|ur|my) socials\b|\b(?:tes|mes|nos) reseaux sociaux\b|\bsur quels? reseaux?\b",
        r"\b(?:hmu|amosc)\b|\b(?:dm|pm) me\b|\b(?:my|your|ur|in|en|mes|tes) (?:dms?|mp|pv)\b",
        r"\b(?:blue|yellow|green|purple) (?:app|platform)\b|\b(?:appli(?:cation)?|plateforme) (?:bleue|jaune|verte|violette)\b",
        r"\b(?:contact\w*|parler|joindre|talk|reach)\b.{0,20}\b(?:autrement|autre moyen|autre appli\w*|another (?:way|app)|some other way)\b",
        r"\b(?:fantome jaune|petit fantome|yellow ghost|little ghost|ghost app)\b",
        r"\bj'y suis sous\b",
        r"\b[\w.]{2,}#\d{4}\b",
        r"\b(?:en ami(?:e)?|as a friend) (?:sur|on)\b",
        rf"\b(?:telecharg\w*|install(?:e|es|er|ez)\b|download|install|get|cree\w*|creer|ouvre\w*|make|open|create|set up|join|rejoin\w*)\b.{{0,25}}\b{SERVICE}\b(?! (?:sonore|lumineux|du capteur|for work))(?<!dans un )",
        rf"\b(?:viens?|va|go|come|hop|jump|passe|allez|let'?s|on va|rdv|rendez-vous|see you|catch you|reponds?|repondrai|reply|active|actif|dispo\w*|connectee?|trouvable|joignable|suis|online)\b.{{0,20}}?\b(?:sur|en|on|in|via|to|par)?\s*{SERVICE}\b(?! (?:sonore|lumineux|out|in on|a weld))",
        r"\b(?:viens?|passe|go|slide|hop)\s+(?:en |sur |in |into |to |to the )?(?:dms?|mp|pv|prive|private|inbox)\b",
        r"\b(?:message|msg|conv\w*|discussion|chat) (?:prive|privee|private)\b",
        r"\b(?:join|rejoins?|rejoindre|viens? (?:sur|dans)|come (?:to|in|on)|enter|get in|ajoute\w* (?:sur|dans|au))\s+(?:my|our|mon|notre|le|the|un|a|ma)\s+(?:\w+ )?(?:server|serveur|disc|group ?chat|gc|groupe (?:prive|de discussion)|chat ?room|salon|party|lobby|game|partie|world|room|chaine|channel)\b(?! (?:for|de robotique|12))",
        r"\b(?:mon|ton|my|your|ur|le|meme|same|un|a|mes|tes|what'?s)\s+(?:pseudos?|blazes?|user ?names?|@+|handles?|gamer ?tags?|screen ?names?|socials?|tag|identifiant|finsta|story|stories)\b(?! (?:de connexion|parcoursup|ent|scolaire|is locked|of the|de la|du|d'))",
        r"\b(?:ajoute|rajoute|add|follow|abonne|cherche|search|tape|look up|look|google|stalk|find|request)[- ]?(?:toi|moi|me|us|nous|mon|my|for me)\b(?!.{0,30}\b(?:to the list|a la liste|agenda|calendar|mistake|erreur|cv|letter|lettre|stage|tools?|outils?|keys|cles|slide|exercise|the word|le mot)\b)(?=.{0,40}(?:\b(?:sous|under|as|sur|on|la|la-bas|there|stp|pls|please|c'est|it'?s|with|avec|name|nom|partout|back|up|prive|priv)\b|[:@=_]|$))",
        r"\b(?:same|meme) (?:name|nom|pseudo|user ?name|handle|@)\b.{0,20}\b(?:here|partout|everywhere|everything|la[- ]bas|there|all|tout)\b",
        r"\b(?:j't'|je t'|i'?ll |jte |je te )(?:ajoute|add|follow|rajoute)\b(?! (?:dans l'agenda|un|une|les|des|the|some))",
        r"\b(?:une|un|another|an|other|une autre|autre|the|l')\s?(?:appli\w*|apps?)\b.{0,35}\b(?:ou (?:on|tu|personne)|where|pour (?:parler|discuter|qu'on)|to (?:talk|chat)|rien ne|efface\w*|disappear\w*|vanish\w*|secur\w*|private|prive\w*|crypt\w*|encrypt\w*|tranquille\w*)\b",
        r"\b(?:quitte\w*|quitter|leave|get off|off|pas sur|sortons|sortir) (?:of )?(?:cette|ce|this|the|la)\s+(?:appli\w*|plateforme|site|platform|app|website)\b",
        r"\b(?:ailleurs|elsewhere|somewhere else|autre part|off here|off this|not on here|pas (?:sur )?(?:ici|le site))\b(?=.{0,25}\b(?:parl|discut|chat|talk|message|ecri|text|suite|plus|better|mieux|private|tranquille|easier|simple))",
        r"\b(?:parl\w*|discut\w*|chat|talk|message|ecri\w*|continue\w*|move|take (?:this|it)|carry on)\b.{0,20}\b(?:ailleurs|elsewhere|somewhere else|autre part|off here|off (?:of )?this|not (?:on )?here|autrement|en prive|privately|in private|plus tranquille\w*)\b",
        r"\b(?:la |le |the |une |un |that |this )?(?:appli\w*|app|reseau|logo|network|site)\b.{0,30}\b(?:fantome|ghost|oiseau|bird|appareil photo|camera|note de musique|music note|avion en papier|paper plane|telephone vert|green|jaune|yellow|bleue?|blue|violet\w*|purple|rose|pink|manette|controller)\b(?=.*(?:\b(?:je|moi|j'y|i'?m|me|cherche|search|find|tu|you|add|ajoute)\b))",
        r"👻\s*\W{0,3}\s*\w|(?:📸|📷|🐦|🎮|💬)\s*[:=@>-]\s*@?\w",
        r"\b(?:sc|ig|wa|tg|dc|ttk|disc|gt|psn|yt|fb|insta|snap)\s*[:=→>]+\s*@?\w[\w.]{2,}",
        r"\b(?:can|could|may|shall|should) i (?:add|follow|dm|message|text) (?:you|u)\b|\bje peux t'ajouter\b|\bon (?:peut )?s'ajoute\b",
        r"\bs'ajouter\b(?! (?:a|au|aux)\b)|\bfollow (?:for|4) follow\b|\bf4f\b|\blink in (?:my )?bio\b|\b(?:dans|in) (?:ma|my) bio\b",
        r"\b(?:ma|my|our|notre) (?:chaine|channel|you ?tube|playlist|page (?:perso|pro|insta|face)\w*)\b(?! de (?:production|montage))",
        r"\b(?:nom|name) (?:de|d'|of) (?:compte|utilisat\w+|user|account)\b(?! (?:parcoursup|ent|windows))",
        r"\b(?:t'es|tu es|es[- ]tu|you on|are you on|vous etes) (?:sur )?(?:quoi|quel\w*|quels|what|which) (?:comme )?(?:reseau\w*|appli\w*|apps?|socials?)\b",
        r"\b(?:which|what|quelle?s?) (?:app|apps|applis?|reseaux?|socials?)\b.{0,15}\b(?:tu|you|u|vous|t'as)\b",
        r"\b(?:tu|you|u|on)\b.{0,12}\b(?:m'ajout\w*|me follow|m'add|m'abonn\w*|s'abonne)\b|\bfollow (?:back|for follow)\b",
        r"\b(?:envoye|accept\w*|sent|send|envoie)\b.{0,15}\b(?:invit|invits|friend request|demande d'ami\w*)\b|\baccept\w* (?:mon|my) invit\w*",
        r"\b(?:cherche|tape|search|google|look up|type)\b.{0,35}\b(?:tu (?:me |verras|trouver\w*)|you'?ll (?:find|see)|mes reseaux|mon (?:compte|blog|profil)|my (?:page|profile|account|blog)|sur insta\w*)",
        r"\b(?:va|go|tape|cherche) (?:sur |on |to |dans )google\b.{0,10}\b(?:et|and|tape|type|mon|my)\b",
        r"\bma story\b|\bmes stories\b|\b(?:see|seen|saw|check|watch|view|viewed|on) my (?:story|stories|reels?|tiktoks?|snaps?)\b",
        r"\b(?:mes|tes|your|my|ur) (?:reels?|tiktoks?|snaps?|insta|dms)\b",
        rf"\b(?:groupe?|group|gc|serveur|server)\b.{{0,25}}\b{CHAT}\b|\b{CHAT}\b.{{0,12}}\b(?:groupe?|group|gc|server|serveur)\b",
    ),
    "link": (
        r"\bh(?:tt|xx)ps?\s*:\s*/\s*/",
        r"\bwww\b|\bw\s*w\s*w\s*\.",
        rf"\b(?!(?:asp|vb|ado|paint)\.net\b)[\w-]{{2,}}(?:\.[\w-]+)*\.{SAFE_TLD}\b",
        rf"\b[\w-]{{2,}}\s*[(\[<{{]\s*(?:\.|point|dot)\s*[)\]>}}]\s*{TLD}\b",
        r"(?<!on )(?<!je )(?<!we )(?<!i )\b(?:scanne|flashe|scan) (?:le |the |mon |my |ce |this )qr\b",
        rf"\b[\w-]{{2,}}\s+\.\s+{SAFE_TLD}\b",
        r"\b[\w-]+\.(?:[a-z]{2,6})/\S+",
        r"\b(?:t\.me|wa\.me|youtu\.be|bit\.ly|fb\.me|linktr\.ee|lnkd\.in|goo\.gl|t\.co|forms\.gle|tinyurl)\b",
        r"(?<!un )(?<!ce )(?<!le )(?<!\w)(?:point|dot)\s+(?:com|org|gg|io)\b(?!\s+avec)",
        r"\b[\w-]{2,}\s+(?:point|dot)\s+(?:fr|net)\b",
        r"(?:double ?v[e\s]*){2,}",
        r"\bslash\s+\w+\s+slash\b",
        r"\b[a-z0-9][\w-]{1,}\.(?:dev|app|link|site|page|ly|tv|shop|blog|online|live|club|space|world|today|gd|sh|store|tech|cloud|chat|social|video|studio|design|art|bio|cat|ee|cc|ws|gle|gg|lol|fun|pro|top|wiki|team|zone|one|moe|ru|cn|jp|nl|it\.com|ca|lu|pt|pl|example|test)\b(?!\()",
        r"\b[\w-]{2,}\s*(?:point|dot|\(dot\)|\(point\))\s*(?:fr|net|dev|app|link|site|page|ly|tv|me|be|co|shop|blog|online|live|xyz|info|gd|uk|eu|ee|space|club)\b(?! (?:de|d'))",
        r"\b(?:link ?tree|linktr|carrd|bit ?ly|tiny ?url|you ?tube|google|docs|drive|forms|discord|insta\w*|twitch|tik ?tok|github|notion|padlet|wix|t|wa)\b\s*(?:point \w+|dot \w+|com|gg|me|ee)?\s*(?:forward slash|slash|barre oblique|barre|/)\s*\w",
        r"\bh\s?t\s?t\s?p\s?s?\b|\b\w+[.,]\s?(?:com|org|gg)\s?/\s?\w",
        r"\b(?:clique|click|tape|appuie|tap|va|go|ouvre|open|regarde|check)\b.{0,15}\b(?:sur |on |a |to )?(?:ce|le|mon|my|this|the|ton)\s+(?:lien|link|url|qr(?: ?code)?|site perso|blog)\b(?! (?:de l'onisep|du lycee|of the school))",
        r"\b(?:je|j'|i'?ll|i|on|we)\b.{0,12}\b(?:t'|te |you |u |vous )?(?:envoie|file|mets|donne|passe|partage|send|give|drop|share|dm|post)\b.{0,15}\b(?:un|le|mon|a|the|my|private|invite)\s+(?:\w+ )?(?:lien|link|url|invite|invitation|qr(?: ?code)?)\b(?!.{0,20}\b(?:ici|here|resources?|ressources|plateforme|platform|agenda|calendar)\b)",
        r"\b(?:qr ?code|snap ?code|flash ?code)\b(?=.{0,40}\b(?:moi|mon|ma|me|my|page|compte|account|profil\w*|scan\w*|flash\w*|add|ajoute|send|envoie)\b)",
        r"\b[\w-]{3,},(?:com|org|net|fr)\b/?",
        r"\b[a-z][\w-]{2,}\.[a-z][\w-]{2,}\.(?:[a-z]{2,3})\b",
        r"\b(?:mon|my|ton|your) (?:google )?(?:drive|google doc|dropbox|cloud|we ?transfer|one ?drive|notion|padlet|blog|wattpad)\b",
        r"\b(?:visio|call|video ?call|appel|room|salon|reunion|chat) (?:prive\w*|private|perso)\b",
        r"\bprivate (?:call|room|chat|video|meeting|server|link)\b",
    ),
    "meeting": (
        r"\b(?:pres de|a cote de|devant|jusque|jusqu'a) chez toi\b|\b(?:in|to|near) your (?:town|city|area|street|place|house|home)\b",
        r"\bje\s+(?:viens|passe|passerai|viendrai|serai|peux (?:venir|passer)|t'attends|t'attendrai).{0,18}\b(?:ton (?:lycee|college|quartier|immeuble|arret)|ta rue|ta ville|chez toi|"
        r"a la gare|au parc|au cafe|sortie)\b",
        r"\b(?:where do you live|(?:tu|t') ?habites? (?:ou|dans quel)|ou (?:est[- ]ce que )?tu habites|ou habites[- ]tu|quelle rue)\b",
        r"\b(?:donne|file|envoie|give|send)[- ]?(?:moi|me)?\s+(?:ton|your)\s+(?:home )?ad(?:dress|resse)\b",
        r"\b(?:drop|bring|leave) (?:\w+ ){1,3}(?:off|round|over)\b",
        r"\b(?:which|what|quelle?) (?:street|road|rue|quartier|part of town)\b|\b(?:what'?s|quelle est) (?:your|ton) (?:home )?ad(?:dress|resse)\b",
        r"\b(?:two|2|deux|des) (?:tickets|places|billets) (?:for|pour)\b",
        r"\b(?:te|vous) (?:deposer|raccompagner|ramener|conduire|reconduire)\b|\b(?:come|coming) (?:and |to )?(?:get|fetch|collect) you\b",
        r"\bje serai seule?\b|\bautour d'un (?:cafe|verre|the|chocolat)\b",
        r"\b(?:de vive voix|en face a face|face to face|en tete a tete|one on one in person)\b",
        r"\b(?:sans|without)\s+(?:passer par )?(?:la |the )?(?:plateforme|platform|appli|app\b|ta prof|ton prof|tes parents|ta mere|les adultes|your (?:teacher|parents|mum|mom))",
        rf"\b{PLACE}\b.{{0,40}}?\b(?:on se (?:voit|retrouve|capte|rejoint)|rejoins[- ]moi|retrouve[- ]moi|je t'attends|meet me|i'?ll be there)\b",
        r"\b(?:viens|vais|venir|passe|passer|passerai|viendrai|peux)\s+te\s+(?:chercher|prendre|ramener|deposer|voir chez)\b",
        r"\b(?:pick|drive|take) you (?:up|home|out|there)\b|\blift home\b",
        r"\b(?:te|se|nous) (?:voir|rencontrer|retrouver) (?:seule?s?|tous les deux|toutes les deux|en vrai|en dehors|ailleurs|irl|sans)\b",
        r"\bmirl\b|\bmeet\b.{0,20}\b(?:alone|offline|f2f|in person|irl|in real life|privately|somewhere|elsewhere)\b",
        r"\b(?:juste|que) (?:nous deux|toi et moi|tous les deux|toutes les deux)\b|\bjust (?:the two of us|you and me)\b",
        r"\b(?:en dehors|hors|a l'exterieur) de (?:la |cette )?(?:plateforme|plate-forme|l'appli\w*)\b|\bhors plateforme\b",
        r"\b(?:outside|off) (?:of )?(?:the|this) (?:platform|app|site)\b",
        r"\b(?:parler|discuter|continuer|echanger|voir)\s+ailleurs\b|\bailleurs qu'ici\b|\b(?:talk|chat|speak) (?:somewhere else|elsewhere)\b",
        rf"\b(?:t'es|tu es|es[- ]tu|tu serais|are you|you|r u|u) (?:dispo\w*|libre|free)\b.{{0,40}}\b{PLACE}\b",
        r"\b(?:me|te) voir\b.{0,30}\b(?:samedi|dimanche|week-?end|(?:un|le|ce) soir)\b",
        r"\by aura (?:plus )?personne\b|\b(?:nobody|no one) (?:will be|else will)\b|\b(?:home alone|seule a la maison)\b",
        r"\b(?:(?:te|me|se|nous) (?:voir|rencontrer|retrouver|parler)|discuter|meet|talk|chat)\b.{0,30}\b(?:en dehors|outside)\b",
        rf"\b{PLACE}\b.{{0,40}}\b(?:toi et moi|moi et toi|you and me|me and you)\b",
        r"\b(?:shall|can|could|should|wanna|want to|let'?s) (?:we )?(?:meet|link|hang) (?:up|out)\b",
        r"\b(?:can|could|may|shall|should) (?:i|you) (?:come|pop|drop) (?:over|round)\b|\b(?:come|pop|go|over|round) to yours\b",
        r"\b(?:mes|my) (?:parents|mum|mom|mere)\b.{0,20}\b(?:away|out|partis?|absents?|pas la)\b.{0,30}\b(?:come|viens|venir|passer)\b",
        r"\bviens seule?\b(?! (?:ou|or) )|\bcome alone\b",
        r"\bboire un verre\b|\bgrab a (?:drink|coffee|bite)\b",
        rf"\bon (?:se |s')?(?:voit|capte|retrouve|rejoint)\b.{{0,30}}\b{PLACE}\b",
        r"\b(?:sans|without|minus)\s+(?:(?:passer par|prevenir|en parler a|que|qu'|the|la|le|les|l'|ta|ton|tes|vos|your|ur|any|an|aucun|une?|d'|having|telling)\s*){0,3}(?:prof\w*|teachers?|referente?|referee|coordinat\w+|parents?|mere|mum|mom|dad|pere|adultes?|adults?|grown ?ups?|chaperon\w*|programme|tut(?:eur|rice)|surveillant\w*)\b(?! (?:principale? )?(?:on n'|je n'|ce serait|it would|i would))",
        r"\b(?:toutes?|tous|tte?s?) les (?:deux|2)\b(?! (?:semaines?|heures?|minutes?|secondes?|mois|ans|jours?))|\b(?:nous|ns) (?:deux|2)\b",
        r"\b(?:just|only) (?:us|u and me|the 2 of us|you and i|we two)\b|\bseule? a seule?\b|\btete[- ]a[- ]tete\b",
        r"\bone[- ]on[- ]one\b(?! (?:machine|ratio))|\bdeux en prive\b",
        r"\bsleep ?over\b|\bsoiree pyjama\b",
        r"\b(?:dormir|dors|sleep|stay|crash|rester|reste) (?:a la maison|chez (?:moi|nous)|at (?:mine|my)|over|the night|la nuit|round mine)\b",
        r"\bspend the night\b|\bpasser la nuit\b",
        r"\b(?:my (?:place|flat|house|home|apartment|room|car|studio)|mine|chez (?:moi|nous)|mon (?:appart\w*|studio|bureau|garage|atelier)|ma (?:maison|chambre|voiture|caisse))\b.{0,45}\b(?:come|drop|pop|swing|stop|pass|visit|viens|venir|passe[rsz]?|monte|entre|welcome|bienvenue|invite\w*)\b",
        r"\b(?:come|drop|pop|swing|viens|venir|passer?|passes|monte|invite\w*|ramene|emmene\w*|take you|bring you)\b.{0,30}\b(?:my (?:place|flat|house|home|apartment|room|car|studio)|(?:to|at|round) mine|chez (?:moi|ma cousine)|mon (?:appart\w*|studio|garage)|ma (?:maison|chambre|voiture|caisse)|(?:drop|pop|swing) by)\b",
        r"\b(?:we|you|u|let'?s|then|can|could) go (?:back )?(?:to|round) (?:mine|ours|my (?:place|flat|house|room))\b",
        r"\b(?:viens|venir|passer?|passes|rentre\w*) (?:\w+ )?chez nous\b(?! en stage)",
        r"\b(?:party|fete|soiree|teuf|anniv\w*|birthday|bbq|barbecue|concert|festival|boum|rave)\b.{0,40}\b(?:come|viens|venir|join|rejoins|invited?|invite\w*|t'es la|tu viens|bring)\b",
        r"\b(?:viens|venir|come|invite\w*)\b.{0,25}\b(?:party|fete|soiree|teuf|anniv\w*|birthday|bbq|barbecue|concert|festival|boum)\b(?! du lycee| de l'usine| de la science)",
        r"\b(?:let'?s|let us|wanna|want to|fancy|shall we|we could|we should|can we) (?:go out|hang|link|meet|chill|kick it|catch up in person|get together|go somewhere|grab|do something|go for|have a (?:drink|coffee))\b",
        r"\bgo(?:ing)? out with me\b",
        r"\b(?:on|tu) (?:sort|sors|chill|traine|bouge)s? (?:ce soir|ensemble|demain|samedi|dimanche|apres|avec moi|\?|$)",
        r"\bon (?:se |s')(?:fait|f|cale|prend|boit|mange|tape) (?:un|une|le|la) \w+.{0,25}(?:\?|toutes|tous|ensemble|samedi|dimanche|ce soir|demain|les 2|nous)",
        r"\b(?:rencard|rancard)\b|\bgo on a date\b",
        r"\b(?:t'es|tu es|t|es[- ]tu|tu serais|tu seras|you|u|are you|r u|ur) (?:dispo\w*|libre|free|around|up)\b\s*(?:pour (?:un|une|sortir|qu'on|se)|for (?:a|some|coffee|lunch|us)|to (?:meet|hang|go)|ce soir|tonight|samedi|dimanche|saturday|sunday|demain soir|later|this weekend|ce week)",
        r"\b(?:monter?|emmene\w*|embarque|conduis|drive|ride|lift|ramen\w*|depos\w*|raccompagn\w*|pick(?:ing)?|fetch|collect|get|chercher)\b.{0,14}\b(?:dans ma (?:voiture|caisse)|en (?:voiture|scooter|moto)|in my car|(?:you|u) (?:up|home|back|from|after)|te chercher|te prendre|chez toi|a la maison)\b",
        r"\b(?:je|j') ?(?:peux |vais |passe |viens )?(?:te |t')(?:ramen\w*|depos\w*|raccompagn\w*|emmen\w*|cherch\w*|recuper\w*|prend\w* (?:en|a|apres|devant))\b",
        r"\b(?:j'habite|je vis|je suis|je loge|chez moi|mon adresse|ton adresse|viens|passe|rdv|rendez-vous|i live|i'?m at|my (?:address|house|flat|place)|come to|find me)\b.{0,25}?\b\d{1,4}\s?(?:bis|ter|b|a)?,?\s+(?:(?:rue|avenue|av|boulevard|bd|impasse|allee|place|chemin|residence|route|quai|cite|square|cours)\b|(?:\w+ ){1,3}(?:close|road|street|lane|drive|avenue|way|crescent|grove|terrace|court|gardens|st|rd|ave|place|mews)\b)",
        r"\b(?:digicode|door code|code (?:de la |d')?(?:porte|entree)|interphone)\b",
        r"\b(?:j'habite|i live|chez moi)\b.{0,30}\b(?:etage|floor|porte|door|batiment|appart\w*|flat \d|apt)\b",
        r"\b(?:envo(?:ie|yer|i)|partage\w*|active\w*|donne\w*|balance|send|share|drop|turn on|give)\b.{0,14}\b(?:loc|localisation|geoloc\w*|(?:ta|ma|ton|my|your|ur|live)\s+(?:position|location|loc|gps|live location|pin)|live location|snap ?map|a pin)\b",
        r"\bwhere (?:are|r) (?:you|u)(?: right)? now\b|\bt'es ou (?:la|maintenant|exactement)\b",
        r"\b(?:quel|quelle|which|what)\s+(?:lycee|college|school(?! subjects?)|ecole|bus|tram|metro|ligne|arret|stop|rue|street|road|immeuble|building)\b.{0,30}\b(?:tu (?:prends|rentres|vas|es|habites|descends|finis)|(?:vas|es|prends|descends|habites)[- ]tu|you (?:take|get|catch|go|live|at|attend|in)|u (?:go|take|at)|is your|home|exact\w*)\b",
        r"\b(?:t'es|tu es|tu vas|vous etes|you (?:go|at)|tu etudies)\b.{0,10}\b(?:dans|en|a|at|to|in)?\s?(?:quel|which|what) (?:lycee|college|school|ecole|bahut)\b",
        r"\bwhat school\b(?! (?:subjects?|year|bag|rules?|is like))",
        r"\b(?:t'?habites?|tu (?:habites|vis|loges|creches)|vous habitez|you live|u live|you staying)\b.{0,12}\b(?:ou|exactement|quel\w*|where|exactly|dans quel\w*|near|pres|vers|seule|alone|with)\b",
        r"\b(?:ou|where)\b.{0,14}\b(?:(?:t'|tu |vous )habit\w*|habites[- ]tu|tu vis|tu creches|(?:you|u) (?:live|staying))\b",
        r"\b(?:c'est quoi|quelle est|what'?s|what is|donne\w*|give|envoie\w*|send|file|dis|tell)\b.{0,12}\b(?:ton|votre|your|ur)\s+(?:home |postal )?(?:adresse|address|postcode|code postal)\b",
        r"\b(?:tes parents|ta mere|ton pere|your parents|ur parents|mes parents|my parents|mon mari|my husband|ma mere|my mum)\b.{0,20}\b(?:pas la|partis?|absents?|dorment|dort|sleep\w*|asleep|out|away|gone|in bed|not in)\b",
        r"\b(?:rest\w+|stay|attend\w*|wait|meet|se voir|voit|retrouve\w*|rdv|rendez-vous|viens|venir|come|arrive)\b.{0,40}\b(?:before|after|avant|apres|once|quand|when|until|jusqu'a)\b.{0,25}\b(?:others?|autres|coordinat\w+|referente?|profs?|teachers?|everyone|everybody|tout le monde|adultes?|adults?)\b",
        r"\b(?:je connais|i know|on (?:va|ira|irait)|let'?s go|trouve\w*|find|allons|meet|se voir|voit|retrouve)\b.{0,20}\b(?:(?:endroit|coin|spot|place|somewhere)\s+(?:plus )?(?:tranquille|calme|discret\w*|quiet|private|cosy|secret|quieter|sympa|cool)|(?:quiet|private|secret|discreet|nice|cosy) (?:little )?(?:place|spot|corner)|a mi[- ]chemin|halfway)\b",
        r"\b(?:seule?|alone)\b.{0,6}\b(?:chez toi|chez vous|a la maison|at home|home|in your room|dans ta chambre|ce soir|tonight)\b",
        r"\bhome alone\b|\b(?:stay|come|dinner|sleep)\b.{0,20}\b(?:at|to|round) ours\b|\bstay for (?:dinner|tea|the night)\b",
        r"\b\d{1,4}\s?(?:bis|ter|b)?,? (?:rue|avenue|boulevard|bd|impasse|allee|place|chemin|residence)\b.{0,40}\b(?:chez moi|chez nous|j'habite|ma maison)\b",
        r"\b(?:partir?|aller|go away|go|trip|escape)\b.{0,15}\b(?:un week-?end|a weekend|en vacances|on holiday|a la mer|to the (?:sea|beach|coast))\b.{0,15}\b(?:ensemble|together|toi|you|nous|us|avec moi|with me)\b",
        r"\b(?:pourrait|could) (?:partir|go away)\b",
    ),
}
