"""Personal data is masked; what belongs to a call, an act or a budget never is."""

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.it import codicefiscale

from assistant.redaction import PLACEHOLDERS, Kind, find_personal, redact

PERSONAL: list[tuple[Kind, str, str]] = [
    ("tax_code", "Il mio CF è {}, grazie.", "RSSMRA80A01F205X"),
    ("tax_code", "({})", "rccmnl83s18d969h"),
    ("tax_code", "{} è il mio codice", "RCC MNL 83S18 D969H"),
    ("iban", "Accredito su {}.", "IT60X0542811101000000123456"),
    ("iban", "{} presso la banca", "IT60 X054 2811 1010 0000 0123 456"),
    ("iban", "conto {} in Grecia", "GR16 0110 1050 0000 1054 7023 795"),
    ("iban", "IBAN: {} forse con un errore", "IT60X0542811101000000123457"),
    ("tax_code", "codice fiscale: {} con un errore", "RSSMRA80A01F205Y"),
    ("email", "Scrivetemi a {}, per favore", "mario.rossi@comune.milano.it"),
    ("email", "<{}>", "m_rossi+zis@uni-pv.example"),
    ("email", "{} oppure per posta", "mario.rossi (at) esempio.it"),
    ("phone", "cell. {}", "333 1234567"),
    ("phone", "{}", "3331234567"),
    ("phone", "il mio numero è {}", "333.123.4567"),
    ("phone", "{}, dopo le 14", "333-1234567"),
    ("phone", "{} (ufficio)", "+39 333 123 4567"),
    ("phone", "{}", "0039 333 1234567"),
    ("phone", "tel. {}", "02 6765 1234"),
    ("phone", "oppure {} la mattina", "02/67651234"),
    ("phone", "al {}", "(02) 67651234"),
    ("phone", "lo 0382: {}", "0382 123456"),
    ("phone", "{}", "0267651234"),
    ("phone", "dalla Svizzera {}", "+41 91 123 45 67"),
    ("phone", "London, {}", "+44 (0)20 7946 0958"),
    ("phone", "New York {}", "+1 (555) 123-4567"),
    ("phone", "Telefono: {}", "67651234"),
    ("phone", "chiamare il {} ore pasti", "347 12 34 567"),
    ("phone", "protocollo in corso, telefono {}", "039/1234567"),
]

NEVER_PERSONAL = [
    "DGR XII/5704 del 2026",
    "D.G.R. n. 5704 del 17 novembre 2025",
    "L.R. 9/2021, articolo 3",
    "legge regionale 23 novembre 2016, n. 29",
    "decreto n. 19542 del 2025",
    "Regolamento (UE) 2023/2831",
    "regolamento 651/2014, art. 28",
    "d.lgs. 33/2013",
    "CUP E81B21001234567",
    "CUP: J41J23000550006",
    "CIG 3051234567",
    "CIG A03B123456",
    "protocollo n. 0123456789",
    "prot. 3331234567",
    "domanda n. 3331234567",
    "ID pratica 3456789012",
    "P.IVA 02345678901",
    "partita IVA 12345678903",
    "C.F. e P.IVA 00743110157",
    "CAP 20124 Milano",
    "00184 Roma, 06121 Perugia",
    "ATECO 62.01.00 e 01.11.10",
    "codice ATECO 2025: 72.10.29",
    "pp. 312-345, pagina 3331234567",
    "pag. 12/345",
    "dal 01/02/2026 al 03/02/2026",
    "02.03.2026 - 05.04.2026",
    "tel. attivo dal 02/03/2026",
    "02/2026-03/2027",
    "02-03-2026",
    "Date: 02/22/2026",
    "2024-2026, 2026/2030",
    "ore 09.00-13.00 e 02.30-06.30",
    "75.000 euro",
    "fino a 320.000.000 euro",
    "3200000000 euro",
    "€ 3200000000",
    "€ 350.000,00",
    "un importo di 3.500.000.000",
    "300.000 2.000",
    "3 000 000 000",
    "345678901 abitanti",
    "3331234567 kWh",
    "il 50% delle spese, il 12,5 per cento",
    "numero verde 800 318 318",
    "tel. 800.131.151, gratuito",
    "840 000 001",
    "ISBN 978-88-06-12345-6",
    "https://www.bandi.regione.lombardia.it/0312345678",
    "doi 10.1016/j.respol.2020.103960",
    "TRL 4-6, KPI 3.1.2, WP 02",
    "foglio 0123, mappale 456",
    "lat. 45.4642, long. 9.1900",
    "@regionelombardia",
    "immobile-monza-2025-06",
    "la call 2025-2026",
    "ticket mobile 2025/2026",
    "IT60 e IT12 sono due linee",
    "RSSMRA80A01F205Y",
    "IT60X0542811101000000123457",
]

WORDS = st.text("abcdefghilmnopqrstuvzàèìòù ,.;:\n", max_size=30)
LETTERS = st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31))
OMOCODIA = "LMNPQRSTUV"


@st.composite
def tax_codes(draw: st.DrawFn) -> str:
    """Return a right tax code, some of whose digits may be letters for omocodia."""
    digits = f"{draw(st.integers(0, 99)):02}", f"{draw(st.integers(1, 28)):02}"
    place = f"{draw(st.integers(0, 999)):03}"
    swapped = [
        "".join(OMOCODIA[int(char)] if draw(st.booleans()) else char for char in part)
        for part in (*digits, place)
    ]
    name = "".join(draw(st.lists(LETTERS, min_size=6, max_size=6)))
    month, town = draw(st.sampled_from("ABCDEHLMPRST")), draw(LETTERS)
    code = f"{name}{swapped[0]}{month}{swapped[1]}{town}{swapped[2]}"
    return code + codicefiscale.calc_check_digit(code)


@pytest.mark.parametrize(("kind", "frame", "datum"), PERSONAL)
def test_a_personal_datum_is_masked_and_nothing_else_is(kind: Kind, frame: str, datum: str) -> None:
    assert redact(frame.format(datum)).text == frame.format(PLACEHOLDERS[kind])


@pytest.mark.parametrize("text", NEVER_PERSONAL)
def test_what_is_nobodys_is_never_masked(text: str) -> None:
    assert redact(text).found == ()


@given(WORDS, tax_codes(), WORDS)
def test_a_tax_code_is_masked_wherever_it_is_even_with_omocodia(
    before: str, code: str, after: str
) -> None:
    done = redact(f"{before} {code} {after}")
    assert code not in done.text
    assert [item.kind for item in done.found] == ["tax_code"]


@given(WORDS, st.integers(0, 9_999_999), st.sampled_from(["", " ", "-", ".", "/"]), WORDS)
def test_a_mobile_number_is_masked_whatever_divides_it(
    before: str, number: int, gap: str, after: str
) -> None:
    phone = f"347{gap}{number:07}"
    assert phone not in redact(f"{before} {phone}, {after}").text


def test_a_number_before_the_verb_ha_is_a_telephone() -> None:
    assert "3470000000" not in redact("Il 347 0000000 ha chiamato: 3470000000 ha chiamato.").text


@given(st.integers(0, 10**11), st.sampled_from(["euro", "€", "EUR", "milioni di euro"]))
def test_an_amount_of_money_is_never_masked(amount: int, unit: str) -> None:
    grouped = f"{amount:,}".replace(",", ".")
    assert redact(f"vale {amount} {unit}, cioè {grouped} {unit}").found == ()


@given(DAYS, st.sampled_from(["%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y-%m-%d", "%d %m %Y"]))
def test_a_date_is_never_masked(day: dt.date, form: str) -> None:
    assert redact(f"entro il {day:{form}} alle ore 12.00").found == ()


@given(st.lists(st.sampled_from([datum for _, _, datum in PERSONAL[:6]]), max_size=4), WORDS)
def test_the_text_around_the_data_stays_as_it_was(data: list[str], words: str) -> None:
    text = words + "".join(f" {datum},{words}" for datum in data)
    done = redact(text)
    assert done.text == words + "".join(
        f" {PLACEHOLDERS[item.kind]},{words}" for item in done.found
    )
    assert [text[item.start : item.end] for item in done.found] == data


@given(st.text(max_size=400))
def test_any_text_is_searched_and_what_is_found_is_in_order(text: str) -> None:
    found = find_personal(text)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
    assert all(0 <= item.start < item.end <= len(text) for item in found)


def test_a_text_of_digits_alone_is_searched_in_little_time() -> None:
    assert redact("0312 " * 40_000).text
