"""Amounts, percentages and counts as Italians and English speakers write them.

``1.250.000,00 €``, ``1,2 M€``, ``un milione e mezzo di euro``, ``120k``, ``50 per cento``.
Values are exact decimals; offsets are code points of the text. A date is no figure, nor is a code
such as ``XI/4821``; a year and the number of an article are counts. Signs are left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Literal

from text_to_num import text2num

from assistant.model import LANGUAGES
from assistant.text import listing

Unit = Literal["euro", "percent", "count"]

_SCALES = (
    dict.fromkeys(("k", "mila", "thousand"), 10**3)
    | dict.fromkeys(("m", "mln", "milione", "milioni", "million", "millions"), 10**6)
    | dict.fromkeys(("bn", "mld", "miliardo", "miliardi", "billion", "billions"), 10**9)
)
_LARGE = r"milion[ei]|millions?|miliard[oi]|billions?"
_NUMBER = (
    r"[1-9]\d{{0,2}}(?P<{0}>[.,'’ \u00a0\u202f])\d{{3}}(?:(?P={0})\d{{3}})*(?!\d)(?:[.,]\d+)?"
    r"|\d+(?:[.,]\d+)?"
)
_DIGITS = re.compile(
    rf"(?P<before>€\s?|(?<!\w)euro?\s)?(?<![\w.,])(?<![^\W\d_][-/])"
    rf"(?P<number>{_NUMBER.format('mark')})"
    rf"(?:\s?(?P<scale>k|mila|thousand|mln|mld|bn|{_LARGE}|(?(before)m|(?-i:M)|m(?=\s?€)))(?!\w)"
    rf"(?:\s(?:e\s|and\s)?(?P<rest>{_NUMBER.format('rest_mark')})\s?(?:mila|thousand)(?!\w))?)?"
    r"(?!\w|[.,]\d)",
    re.IGNORECASE,
)
_NUMERALS = {
    "it": "zero|un[oa]?|du[ea]|tre|tré|quattro|cinque|sei|sette|otto|nove|dieci|undici|dodici"
    "|tredici|quattordici|quindici|sedici|diciassette|diciotto|diciannove|vent[i]?|trent[a]?"
    "|(?:quar|cinqu|sess|sett|ott|nov)ant[a]?|cento|mille|mila|milion[ei]|miliard[oi]",
    "en": "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
    "|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty"
    "|ninety|hundred|thousand|million|billion",
}
