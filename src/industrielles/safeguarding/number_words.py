"""Numbers in words, folded: French, English, a little Spanish and German, and as they are typed fast or heard."""
from __future__ import annotations

_UNITS = (  # each list counts from zero
    "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize",
    "oh one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
    "cero uno dos tres cuatro cinco seis siete ocho nueve", "null eins zwei drei vier funf sechs sieben acht neun",
)
_HEARD = (  # a run of nothing but numbers makes one of them a number
    "0 zro ziro nil naught nought aught; 1 une won; 2 too; 3 troi troa trwa tree; 4 fore quat kat katre; 5 fiv cinc sink sinq cink; "
    "6 siks sis sicks; 7 sevn svn set sete; 8 uit wit huite ate eigt; 9 neuff noeuf nein nin; 11 onz; 12 douz; 13 trez treiz; "
    "14 katorz quatorz; 15 quinz kinz; 16 sez seiz"
)
_TENS = (
    "20 vingt vingts vin vint vinght twenty; 30 trente tren trent trante thirty; 40 quarante quarente quarent quarant karante forty; "
    "40 fourty; 50 cinquante cinquant cinkante fifty; 60 soixante soixant soixent soissante sixty; 70 septante seventy sevnty; "
    "80 octante huitante eighty; 90 nonante ninety ninty"
)
ENGLISH_TENS = {"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"}


def _valued(table: str) -> dict[str, int]:
    rows = [row.split() for row in table.split(";")]
    return {word: int(row[0]) for row in rows for word in row[1:]}


UNITS = {word: n for words in _UNITS for n, word in enumerate(words.split())} | _valued(_HEARD)
TENS = _valued(_TENS)
TIMES = {"double": 2, "triple": 3}
FILLERS = {"et", "puis", "ensuite", "enfin", "and", "then", "espace", "tiret", "point", "slash", "dash", "dot", "space", "plus", "o",
           "tu", "mets", "ajoutes", "pour", "finir", "apres", "suite", "suivi", "fin",
           "the", "end", "is", "after", "that", "followed", "by", "finally"}
