"""What is typed fast read as it is said: shorthand of messages in French and English, stretched letters, names of networks misspelt."""
from __future__ import annotations

import re

# As typed, as meant. Read in addition to what was typed: a word that means something else too does no harm.
_TABLE = """\
jte=je te; jtai=je t'ai; jtenvoie=je t'envoie; jpeux=je peux; jpe=je peux; jveux=je veux; jve=je veux; jvais=je vais; jvai=je vais;
jsuis=je suis; chui=je suis; chuis=je suis; jai=j'ai; g=j'ai; c=c'est; cest=c'est; ct=c'etait; t=t'es; tes=t'es; tas=t'as; koi=quoi;
kwa=quoi; koa=quoi; ki=qui; ke=que; k=que; kel=quel; kelle=quelle; kan=quand; kand=quand; qd=quand; pr=pour; ds=dans; tte=toutes;
ttes=toutes; tt=tout; ts=tous; avc=avec; ac=avec; ss=sans; vs=vous; ns=nous; mm=meme; jms=jamais; pers=personne; prsn=personne;
qqn=quelqu'un; qqun=quelqu'un; vien=viens; aprem=apres-midi; dm1=demain; 2m1=demain; demin=demain; samdi=samedi; msg=message;
msgs=messages; mess=message; tof=photo; tofs=photos; foto=photo; tel=telephone; fone=phone; num=numero; bahut=lycee; chepa=je sais pas;
dla=de la; dlui=de lui; dtoi=de toi; avk=avec; jhabite=j'habite; tabite=t'habites; thabites=t'habites; jtattends=je t'attends;
tenvoie=t'envoie; menvoyer=m'envoyer; menvoie=m'envoie; mecrire=m'ecrire; majouter=m'ajouter; mappeler=m'appeler; daron=pere;
daronne=mere; darons=parents; rents=parents; u=you; ur=your; yr=your; r=are; im=i'm; ill=i'll; ive=i've; id=i'd; dont=don't; dnt=don't;
doesnt=doesn't; didnt=didn't; cant=can't; wont=won't; shouldnt=shouldn't; lets=let's; youre=you're; youll=you'll; theyre=they're;
thats=that's; whats=what's; wats=what's; wat=what; wut=what; wheres=where's; gonna=going to; wanna=want to; gimme=give me;
lemme=let me; tn=tonight; 2nite=tonight; tonite=tonight; tmr=tomorrow; tmrw=tomorrow; 2moro=tomorrow; 2morrow=tomorrow; pls=please;
plz=please; any1=anyone; no1=no one; some1=someone; every1=everyone; wknd=weekend; wkend=weekend; abt=about; w=with; wiv=with;
skool=school; hows=how's; snd=send; pix=pics; rn=right now; meronu=numero; tasni=insta; pchatsna=snapchat; ouatsap=whatsapp;
wapp=whatsapp; wtsp=whatsapp; whapp=whatsapp; watsup=whatsapp; tiktoc=tiktok; tictoc=tiktok; tictok=tiktok; msn=messenger;
mesanger=messenger; mesenger=messenger; messanger=messenger"""
_SHORT: dict[str, str] = dict(pair.strip().split("=") for pair in _TABLE.split(";"))
_WORD = re.compile(r"(?<![\w'@.#/-])[a-z0-9]+(?![\w'@#/])")
_STRETCHED = re.compile(r"([a-z])\1{2,}")
_NETWORKS = ("instagram", "whatsapp", "snapchat", "discord", "telegram", "facebook", "fortnite")


def _bones(word: str) -> tuple[str, str]:
    """Its first letter, and the consonants after it in alphabetical order, each pair once: as most of its misspellings have them."""
    rest = re.sub(r"[aeiouyh]", "", word[1:].replace("q", "c").replace("k", "c"))
    return word[:1], "".join(sorted(re.sub(r"(.)\1+", r"\1", rest)))


_KNOWN = {_bones(name): name for name in _NETWORKS}


def _meant(word: str) -> str:
    if word in _SHORT:
        return _SHORT[word]
    name = _KNOWN.get(_bones(word)) if len(word) > 4 else None
    return name if name and abs(len(name) - len(word)) <= 1 else word


def expanded(text: str, places: list[int]) -> tuple[str, list[int]]:
    """A folded text in full words, and where each of its letters stands in what was typed."""
    said, where, last = "", [], 0
    for found in _WORD.finditer(text):
        typed = found[0]
        meant = _meant(_STRETCHED.sub(r"\1", typed))
        if meant == typed:
            continue
        start, end = found.span()
        said += text[last:start] + meant
        where += places[last:start]
        where += [places[start + n * (len(typed) - 1) // max(len(meant) - 1, 1)] for n in range(len(meant))]
        last = end
    return said + text[last:], [*where, *places[last:]]
