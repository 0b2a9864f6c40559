"""Italian and English text becomes words, and words their stems."""

import re
import threading
import unicodedata
from functools import cache, lru_cache
from typing import Any

from assistant.model import LANGUAGES
from assistant.tables import read_tables

# Words that carry no subject, accents folded and elisions split. Negations (non, senza, not,
# without) and numbers are not here: they change what is meant.

_ITALIAN = """
a ad ai al all alla alle allo agli anche ancora avete avere abbia abbiamo abbiano aveva avevano
avra avranno ha hai hanno ho c ce che chi ci cio ciascuna ciascuno cioe col come con coi cosa cosi
cui d da dagli dai dal dall dalla dalle dallo degli dei del dell della delle dello deve devo
devono di dov dove e ed egli ella era erano essa esse essere essi esso fa fanno fare fatto fosse
fra gia gli i il in infine io l la le lei li lo loro lui ma me mi mia mie miei mio ne negli nei
nel nell nella nelle nello noi nostra nostre nostri nostro o od ogni oppure per perche pero piu
poi possa possano possiamo posso possono puo qual quale quali qualcosa qualche quando quant quanta
quante quanti quanto quel quell quella quelle quelli quello quest questa queste questi questo qui
quindi sara saranno sarebbe se sei si sia siamo siano siete sono sta stanno stata state stati
stato su sua sue sugli sui sul sull sulla sulle sullo suo suoi tal tale tali te ti tra tu tua tue
tuo tuoi un una uno v vi voi vorrei vostra vostre vostri vostro dimmi esiste esistono serve
servono
"""

_ENGLISH = """
a about an and any are as at be been being but by can could d did do does doing for from had has
have having he her hers him his how i if in into is it itself ll m may me might must my of on
or our ours re s shall she should so some such t than that the their theirs them then there these
they this those to too us ve very was we were what when where which while who whom whose why will
with would you your yours eg ie tell
"""

# What people say to be polite, which is never what they ask about.
_COURTESY = """
buongiorno buonasera buonpomeriggio salve ciao gentile gentili gentilissimi spett spettabile egregi
egregio grazie cortesia cortese cortesemente gentilmente cordiali cordialmente saluti distinti
prego scusi scusate favore ringrazio ringraziamo ringraziando attesa gradirei gradiremmo gradirebbe
vorremmo avrei avremmo necessita desidero desideriamo
please kindly thanks thank hello dear hi regards sincerely grateful appreciate appreciated enquire
sir madam wish wishes welcome
"""

# Abbreviations of official acts, as people write them and as they are spelled out.
ABBREVIATIONS = {
    "art": "articolo",
    "artt": "articolo",
    "articoli": "articolo",
    "pag": "pagina",
    "pagg": "pagina",
    "lett": "lettera",
    "co": "comma",
    "commi": "comma",
    "mln": "milioni",
    "mld": "miliardi",
    "min": "minimo",
    "max": "massimo",
}

ITALIAN_STOP_WORDS = frozenset(_ITALIAN.split())
ENGLISH_STOP_WORDS = frozenset(_ENGLISH.split())
STOP_WORDS = ITALIAN_STOP_WORDS | ENGLISH_STOP_WORDS | frozenset(_COURTESY.split())

_STEMMERS = {"it": "italian", "en": "english"}
_SCALES = {
    "k": 3, "mila": 3, "m": 6, "mln": 6, "milione": 6, "milioni": 6, "million": 6, "millions": 6,
    "mld": 9, "miliardo": 9, "miliardi": 9, "billion": 9, "billions": 9, "thousand": 3,
}  # fmt: skip
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
_NUMBER = re.compile(rf"(?<!\w)(\d[\d.,]*\d|\d)(?:\s?({_SCALE}))?(?!\w)")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_INITIALS = re.compile(r"(?<!\w)(?:[^\W\d_]\.){1,5}[^\W\d_](?:\.|(?!\w))")
_TOKEN = re.compile(r"\d+(?:\.\d+)?(?!\w)|[^\W_]+(?:[-&‐‑–][^\W_]+)*")
_LINK = re.compile(r"[-&‐‑–]")
_ACCENTS = re.compile(r"[\u0300-\u036f]+")
_NEGATED = re.compile(r"n['’]t\b")


def fold(text: str) -> str:
    """Return the text in NFKC, without case and without accents, "n't" as "not"."""
    folded = _NEGATED.sub(" not", unicodedata.normalize("NFKC", text).casefold())
    return _ACCENTS.sub("", unicodedata.normalize("NFD", folded))


def aligned(text: str) -> str:
    """Return the text folded character by character: offsets in it are those of the text."""
    return "".join(map(_folded, text))


@lru_cache(maxsize=1024)
def _folded(char: str) -> str:
    return fold(char)[:1] or char


def tokens(text: str) -> list[str]:
    """Return the folded tokens of a text, compounds whole, numbers in one form."""
    folded = _INITIALS.sub(lambda found: f" {found[0].replace('.', '')} ", fold(text))
    folded = _NUMBER.sub(lambda found: f" {_plain_number(found[1], found[2])} ", folded)
    return _TOKEN.findall(folded)


@lru_cache(maxsize=200_000)
def expand(token: str) -> tuple[str, ...]:
    """Return the words of a token that carry a subject: none for a stop word.

    A compound is its parts and one word ("start-up": start, up, startup).
    """
    is_plain = token.isalnum() or token[0].isdigit()
    parts = [token] if is_plain else [*_LINK.split(token), _LINK.sub("", token)]
    found = (ABBREVIATIONS.get(part, part) for part in parts)
    return tuple(word for word in found if word not in STOP_WORDS)


def words(text: str) -> list[str]:
    """Return the folded words of a text that carry a subject."""
    return [word for token in tokens(text) for word in expand(token)]


def analyse(text: str, language: str) -> list[str]:
    """Return the stems of a text in its language ("it" or "en"; any other: Italian)."""
    return [stem(word, language) for word in words(text)]


def guess_language(text: str, default: str) -> str:
    """Return "it" or "en" by the stop words of a text, the default where they do not tell."""
    found = tokens(text)
    italian = sum(word in ITALIAN_STOP_WORDS for word in found)
    english = sum(word in ENGLISH_STOP_WORDS for word in found)
    if italian == english:
        return default
    return "it" if italian > english else "en"


@lru_cache(maxsize=200_000)
def stem(word: str, language: str) -> str:
    """Return the Snowball stem of a folded word; numbers stay as they are."""
    if word[0].isdigit():
        return word
    return str(_stemmer(_STEMMERS.get(language, "italian")).stemWord(word))


def _plain_number(digits: str, scale: str | None) -> str:
    """Return "1.000.000", "1,000,000" and "1 milione" as "1000000"; "1,5" as "1.5"."""
    if _THOUSANDS.fullmatch(digits):
        digits = re.sub(r"[.,]", "", digits)
    if digits.count(".") + digits.count(",") > 1:  # a date or a section number
        return re.sub(r"[.,]", " ", digits)
    digits = digits.replace(",", ".")
    if scale is None:
        return digits
    return f"{float(digits) * 10 ** _SCALES[scale]:.0f}"


@cache
def synonyms() -> dict[str, frozenset[str]]:
    """Return, for the stem of a word, the stems of the words that people use for it."""
    tables = read_tables("lexicon/synonyms.toml")
    found: dict[str, frozenset[str]] = {}
    for language in LANGUAGES:
        for line in tables[language].split("\n"):
            group = frozenset(stem(word, language) for word in line.split())
            for one in group:
                found[one] = found.get(one, frozenset()) | (group - {one})
    return found


_local = threading.local()


def _stemmer(name: str) -> Any:
    # A Snowball stemmer keeps the word that it works on: each thread needs its own.
    stemmers: dict[str, Any] = _local.__dict__.setdefault("stemmers", {})
    if name not in stemmers:
        import snowballstemmer

        stemmers[name] = snowballstemmer.stemmer(name)
    return stemmers[name]
