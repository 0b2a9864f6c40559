"""Characters: what a parser hands over becomes what a person reads and may quote."""

import re
import unicodedata

_SPACES = re.compile(r"[^\S\n]+")
_PLAIN = re.compile("[\n -~ÀÈÉÌÒÙàèéìòù’“”«»–€]*")  # what most text is made of
_LINES = re.compile(r"\n{3,}")
_FOLDED = {"<wide>", "<narrow>", "<font>", "<isolated>", "<initial>", "<medial>", "<final>"}
_LATIN_LIGATURES = range(0xFB00, 0xFB18)
_BULLETS = "\uf0b7\uf0a7\uf0d8\uf0fc\uf0e0\uf076\uf02d\uf0be\u2022\u25cf\u25aa\u25ab\u25e6\u2023"
BULLET = "\u2022"
_KEPT_CONTROLS = "\n\t\r\u200c\u200d"  # the joiners carry meaning in Arabic scripts


def clean(text: str) -> str:
    """Fold ligatures and presentation forms, drop what cannot be seen, narrow the blanks.

    Fractions, superscripts and signs keep their form: folding them would change what is said.
    """
    if _PLAIN.fullmatch(text):
        return text
    folded = "".join(_fold(character) for character in _whole(text))
    return unicodedata.normalize("NFC", folded)


def squeeze(text: str) -> str:
    """Return the cleaned text with single blanks, none at line ends, one empty line at most."""
    lines = (_SPACES.sub(" ", line).strip() for line in clean(text).splitlines())
    return _LINES.sub("\n\n", "\n".join(lines)).strip()


def one_line(text: str) -> str:
    """Return the cleaned text on a single line."""
    return " ".join(clean(text).split())


def _whole(text: str) -> str:
    """Join surrogate pairs; a lone surrogate is dropped."""
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")


def _fold(character: str) -> str:
    if " " <= character <= "~" or character in _KEPT_CONTROLS:
        return character
    if character in _BULLETS:
        return BULLET
    category = unicodedata.category(character)
    if category in {"Zs", "Zl", "Zp"}:
        return " " if category == "Zs" else "\n"
    if category in {"Cc", "Cf", "Cs", "Cn"}:
        return ""
    decomposition = unicodedata.decomposition(character)
    if ord(character) in _LATIN_LIGATURES or decomposition.split(" ")[0] in _FOLDED:
        return unicodedata.normalize("NFKC", character)
    return character
