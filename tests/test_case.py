"""A case is read from a person's words: what is said, over the turns, and nothing that is not."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answering.case import Case, case_of, is_case, partnership_of
from assistant.answering.scope import Likeness
from assistant.call.members import member_types
from assistant.call.partnership import Partner, Partnership
from assistant.call.rule import Rules
from assistant.call.rules import load_rules
from assistant.model import Language, Question
from assistant.settings import Settings

RULES = load_rules(Settings().corpus / "rules.yaml")


def case(*turns: str, language: Language = "it") -> Case:
    return case_of(turns, RULES, language)


def read(*turns: str, language: Language = "it") -> Partnership:
    return partnership_of(turns, RULES, language)


def only(text: str, language: Language = "it") -> Partner:
    (partner,) = read(text, language=language).partners
    return partner


def kinds(*turns: str) -> list[str | None]:
    return [one.kind.id if one.kind else None for one in read(*turns).partners]


def asks(*turns: str, language: Language = "it", money: bool = False) -> bool:
    *earlier, last = turns
    return is_case(Question(last, tuple(earlier)), RULES, language, money)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Alfa S.p.A. capofila", "impresa"),
        ("la nostra srl", "impresa"),
        ("un'azienda", "impresa"),
        ("una cooperativa", "impresa"),
        ("una cooperativa sociale", "ente del Terzo settore"),
        ("una start-up", "start-up"),
        ("un ateneo", "università"),
        ("il Politecnico", "università"),
        ("l'Università di Pavia", "università lombarda"),
        ("il Comune di Lodi", "Comune"),
        ("un'unione di comuni", "Unione di Comuni"),
        ("la CCIAA", "Camera di commercio"),
        ("una società in house", "società a maggioranza pubblica"),
        ("una società a maggioranza pubblica", "società a maggioranza pubblica"),
        ("un centro di ricerca", "organismo di ricerca"),
        ("un ITS", "ITS"),
        ("un istituto tecnico superiore", "ITS"),
        ("un liceo", "scuola secondaria superiore"),
        ("una onlus", "ente del Terzo settore"),
        ("Confindustria", "associazione di rappresentanza"),
        ("un IRCCS", "IRCCS"),
    ],
)
def test_a_member_is_of_the_kind_that_people_mean(text: str, kind: str) -> None:
    found = only(text)
    assert found.kind is not None
    assert found.kind.id == kind


def test_a_kind_added_to_the_rules_is_read_by_its_name() -> None:
    rule = RULES.by_subject["partner_category_5"]
    guild = {"type_it": "gilda artigiana", "type_en": "craft guild", "nature": "private"}
    changed = {"value": [*rule.value, guild]}
    fields = {name: getattr(rule, name) for name in rule.__slots__}
    rules = Rules({**RULES.by_subject, rule.subject: type(rule)(**{**fields, **changed})})
    (found,) = partnership_of(("Capofila una gilda artigiana",), rules, "it").partners
    assert found.kind == member_types(rules)["gilda artigiana"]


@pytest.mark.parametrize(
    "text", ["un consorzio", "una società consortile", "un'associazione di imprese"]
)
def test_a_form_that_no_list_names_has_no_kind(text: str) -> None:
    assert only(text).kind is None


@pytest.mark.parametrize(
    ("text", "share", "side"),
    [
        ("una società al 51% privata", "51", "private"),
        ("una società mista con 55% di capitale privato", "55", "private"),
        ("una società per il 60% pubblica", "40", "public"),
        ("una società partecipata al 60% da enti pubblici", "40", "public"),
        ("una società partecipata al 60% dal Comune di Lodi", "40", "public"),
        ("una società al cinquanta per cento privata", "50", None),
        ("un'azienda metà pubblica e metà privata", "50", None),
        ("un ITS al 50,01% privato", "50.01", "private"),
    ],
)
def test_a_share_tells_the_side_of_a_mixed_body(text: str, share: str, side: str | None) -> None:
    found = only(text)
    assert found.private_share == Decimal(share)
    assert found.side == side


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("una fondazione", None),
        ("una fondazione privata", "private"),
        ("la fondazione, che è pubblica, ", "public"),
        ("un'università statale", "public"),
        ("un organismo di ricerca a maggioranza privata", "private"),
        ("l'Università Cattolica, ente privato, ", "private"),
        ("un Comune privato", "public"),
        ("una società per azioni controllata dal Comune di Brescia", "public"),
        ("un'impresa nel partenariato pubblico-privato", "private"),
    ],
)
def test_a_nature_is_read_where_it_is_said(text: str, side: str | None) -> None:
    assert only(text).side == side


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("capofila il Comune di Lodi, partner un'impresa", "Comune di Lodi"),
        ("Il capofila è una fondazione, con un Comune", "fondazione"),
        ("un Comune e un'impresa, con l'impresa capofila", "impresa"),
        ("Un'impresa può guidare il partenariato?", "impresa"),
        ("se il capofila fosse un ateneo", "ateneo"),
        ("Partner un Comune e Beta S.r.l. Capofila: Beta.", "Beta S.r.l."),
        ("il capofila non è il Comune ma un'impresa", "impresa"),
        ("tre imprese e un Comune; capofila una delle imprese", "imprese"),
        ("siamo una srl partecipata al 30% dall'università, possiamo guidare?", "srl"),
        ("Capofila: Gamma SpA. Partner: Comune di Lodi", "Gamma SpA"),
        ("un'azienda di valvole che coordina, il Comune e un ateneo", "azienda"),
        ("tre società di cui una capofila, un Comune e un liceo", "società"),
        ("Abbiamo una spa. Vorrebbe coordinare lei, con un liceo", "spa"),
        ("Dalla segreteria di un ateneo. Saremmo noi al timone, con due imprese", "ateneo"),
        ("Confindustria davanti, poi un ateneo", "Confindustria"),
        ("Il capofila deve essere un'impresa?", None),
        ("Chi può fare da capofila tra un'impresa e un Comune?", None),
        ("Siamo un'impresa e un Comune. Chi fa il capofila?", None),
    ],
)
def test_the_lead_is_the_member_that_is_said_to_lead(text: str, lead: str | None) -> None:
    assert read(text).lead == lead


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Capofila una spa. Il 70% delle azioni è del Comune.", "public"),
        ("una scarl dove due terzi ce l'hanno i comuni, e un terzo gli artigiani", "public"),
        ("una società con più della metà delle quote in mano a imprenditori", "private"),
    ],
)
def test_who_holds_a_company_tells_its_side_and_is_no_member(text: str, side: str) -> None:
    assert only(text).side == side


def test_an_association_of_which_nothing_is_told_may_be_of_the_third_sector() -> None:
    found = only("un'associazione di pazienti")
    assert found.kind is None
    assert found.categories == member_types(RULES)["ente del Terzo settore"].categories


def test_somebody_who_helps_in_person_does_not_bring_the_university() -> None:
    assert kinds("due imprese e un professore dell'università") == ["impresa"] * 2


def test_all_are_private_where_nobody_public_is_there() -> None:
    assert read("Tre imprese e un ateneo. Di pubblico non c'è nessuno").is_whole


def test_a_number_stands_for_so_many_partners() -> None:
    assert kinds("tre imprese e due comuni") == ["impresa"] * 3 + ["Comune"] * 2


def test_a_member_said_again_is_the_same() -> None:
    text = "Siamo una giovane società e un Comune; la nostra impresa farebbe da capofila"
    assert kinds(text) == ["impresa", "Comune"]


def test_a_generic_plural_is_no_partner() -> None:
    assert kinds("Il Comune affitta spazi destinati alle imprese") == ["Comune"]


@pytest.mark.parametrize(
    ("text", "is_whole"),
    [
        ("Siamo un'impresa e un Comune", True),
        ("Il partenariato è composto da un'impresa e un Comune", True),
        ("Siamo una PMI: possiamo candidarci da soli?", True),
        ("Siamo una PMI: possiamo fare da capofila?", False),
        ("Un'impresa e un Comune, per esempio", False),
    ],
)
def test_only_a_list_that_says_so_is_whole(text: str, is_whole: bool) -> None:
    assert read(text).is_whole is is_whole


@pytest.mark.parametrize(
    ("text", "provinces"),
    [
        ("in provincia di Pavia", ("Pavia",)),
        ("nelle province di Pavia e Lodi", ("Pavia", "Lodi")),
        ("Le province sono: Como, Lecco", ("Como", "Lecco")),
        ("a Milano", ("Milano (Città metropolitana)",)),
        ("con il Comune di Pavia e l'Università di Pavia", ()),
        ("con la lettera della Provincia di Lodi", ()),
        ("in provincia di Torino", ()),
    ],
)
def test_provinces_are_those_involved_not_the_seats(text: str, provinces: tuple[str, ...]) -> None:
    assert read(text).provinces == provinces


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("Siamo a Pavia e abbiamo la lettera della Provincia", ("Pavia",)),
        ("A Como e Lecco, con la lettera di Como", ("Como",)),
        ("Siamo a Pavia. Lettera: sì.", ("Pavia",)),
        ("Siamo a Bergamo e Brescia; lettera solo di Bergamo", ("Bergamo",)),
        ("Siamo a Pavia: chi firma la lettera di Pavia?", None),
        ("Siamo a Pavia senza lettera", ()),
        ("A Pavia la lettera non c'è", ()),
        ("Siamo a Pavia: serve la lettera?", None),
        ("Siamo a Pavia", None),
    ],
)
def test_a_letter_counts_only_where_it_is_said(text: str, letters: tuple[str, ...] | None) -> None:
    assert read(text).endorsements == letters


@pytest.mark.parametrize(
    ("text", "spent", "requested"),
    [
        ("spendiamo 150.000 euro e ne chiediamo 80.000", "150000", "80000"),
        ("chiediamo 1,2 M€ di contributo", None, "1200000"),
        ("centomila euro di consulenze", "100000", None),
        ("un preventivo da 40k e uno da 30.000,50 €", "70000.50", None),
        ("nel 2026 con 3 partner", None, None),
    ],
)
def test_sums_are_spent_or_requested(text: str, spent: str | None, requested: str | None) -> None:
    given = read(text)
    assert given.spending == (Decimal(spent) if spent else None)
    assert given.requested == (Decimal(requested) if requested else None)


def test_a_zis_already_recognised_is_known_with_its_province() -> None:
    others = read("a Pavia ci sono già due ZIS riconosciute").others
    assert [(one.provinces, one.is_recognised) for one in others or ()] == [(("Pavia",), True)] * 2


def test_a_partner_from_elsewhere_is_not_lombard() -> None:
    assert only("un'impresa del Piemonte").is_lombard is False
    assert only("un'impresa").is_lombard is None


BASE = "Siamo un'impresa e il Comune di Pavia, in provincia di Pavia, capofila il Comune: va bene?"


def test_a_later_lead_takes_the_place_of_the_first_and_the_partners_stay() -> None:
    given = read(BASE, "e se il capofila fosse una fondazione?")
    assert given.lead == "fondazione"
    assert [one.name for one in given.partners] == ["impresa", "Comune di Pavia", "fondazione"]


def test_a_lead_that_was_only_supposed_leaves_with_the_next() -> None:
    given = read("Il Comune può fare da capofila?", "e una fondazione?")
    assert [one.name for one in given.partners] == ["fondazione"]


def test_what_is_said_later_of_a_partner_is_added_to_it() -> None:
    given = read(BASE, "e se il capofila fosse una fondazione?", "la fondazione è privata")
    assert given.lead_partner is not None
    assert given.lead_partner.side == "private"


def test_a_later_message_adds_provinces_and_money() -> None:
    given = read(BASE, "e in due province?", "e se ne spendiamo 300.000?")
    assert given.is_interprovincial
    assert given.spending == Decimal(300_000)
    assert given.lead == "Comune di Pavia"


def test_a_partner_is_taken_away() -> None:
    given = read("Siamo un'impresa e un Comune, capofila l'impresa", "e senza il Comune?")
    assert [one.name for one in given.partners] == ["impresa"]
    assert given.lead == "impresa"


@pytest.mark.parametrize(
    "text",
    [
        "Il Comune può fare da capofila?",
        "capofila comune ok?",
        "Vorrei sapere se la nostra srl può fare da capofila",
        "Siamo un'impresa e un Comune: va bene?",
        "Siamo una PMI: possiamo candidarci da soli?",
        "Il nostro partenariato ha come capofila il Comune di Lodi, è ammissibile?",
        "Siamo in provincia di Lodi senza lettera, possiamo candidarci?",
        "Spendiamo 150.000 euro e chiediamo 80.000 euro di contributo: va bene?",
    ],
)
def test_a_concrete_case_that_is_asked_about_is_a_case(text: str) -> None:
    assert asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "Chi può essere capofila?",
        "Quali imprese possono partecipare?",
        "Le fondazioni possono essere capofila?",
        "Un Comune può partecipare come partner?",
        "Il capofila deve essere privato?",
        "In quale categoria va l'università?",
        "Che differenza c'è tra un'impresa e una fondazione?",
        "Quante ZIS in provincia di Pavia?",
        "Serve la lettera della Provincia?",
        "Chi firma la lettera a Milano?",
        "Quali candidature ci sono a Cremona?",
        "Quanto prende chi spende 150.000 euro?",
        "La Camera di commercio può firmare la lettera?",
        "Un partner può uscire dal partenariato?",
    ],
)
def test_a_general_question_is_no_case(text: str) -> None:
    assert not asks(text)


@pytest.mark.parametrize(
    "later",
    ["e se il capofila fosse una fondazione?", "e in due province?", "senza la lettera", "un ITS?"],
)
def test_a_case_goes_on_over_the_turns(later: str) -> None:
    assert asks(BASE, later)


@pytest.mark.parametrize("later", ["quando scade?", "in quale categoria va un ITS?", "grazie"])
def test_another_question_leaves_the_case(later: str) -> None:
    assert not asks(BASE, later)


def _like(case: float) -> Likeness:
    return Likeness(ours=0, beyond=0, vague=0, case=case)


def test_a_message_that_is_like_cases_needs_no_words_that_we_know() -> None:
    text = "Ditta di stampi in testa, poi il Comune e un ITS. Fila?"
    assert is_case(Question(text), RULES, "it", money=False, like=_like(2.0))
    assert not is_case(Question(text), RULES, "it", money=False)


def test_likeness_makes_no_case_of_a_message_that_names_no_partners() -> None:
    text = "Siamo in regola?"
    assert not is_case(Question(text), RULES, "it", money=False, like=_like(5.0))


def test_a_sum_alone_is_left_to_the_calculation() -> None:
    assert not asks(BASE, "e se ne spendiamo 300.000?", money=True)


def test_english_is_read_too() -> None:
    text = "We are a company and the Municipality of Pavia, with a 60% public consortium as lead."
    given = read(text, language="en")
    assert [one.side for one in given.partners] == ["private", "public", "public"]
    assert given.lead == "public consortium"


def test_words_that_tell_nothing_make_an_unknown_partnership() -> None:
    assert read("Buongiorno, vorrei informazioni sul bando.") == Partnership(is_whole=False)


PIECES = st.sampled_from(
    [
        *(
            "capofila",
            "il Comune",
            "un'impresa",
            "due",
            "province",
            "di Pavia",
            "e",
            "60%",
            "privata",
        ),
        *("siamo", "senza", "la lettera", "abbiamo", "chiediamo", "100.000 €", "da soli", "?", "."),
        *("ZIS riconosciute", "università", "metà", "İ", "ﬁ", "capofila:", "\n", "«", "privata"),
    ]
)
MESSAGES = st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=14).map(" ".join))


@settings(deadline=None, max_examples=150)
@given(st.lists(MESSAGES, min_size=1, max_size=3), st.sampled_from(["it", "en"]))
def test_any_words_are_read_into_a_partnership_that_holds_together(
    turns: list[str], language: Language
) -> None:
    given = read(*turns, language=language)
    names = [partner.name for partner in given.partners]
    assert len(set(names)) == len(names)
    assert given.lead is None or given.lead in names
    assert (given.spending or Decimal(0)) >= 0


@pytest.mark.parametrize(
    "text",
    [
        "Siamo un Comune e vorremmo tirare le fila noi, con due imprese.",
        "La nostra amministrazione comunale intende fare da soggetto coordinatore con due imprese.",
    ],
)
def test_who_leads_is_read_in_other_words_too(text: str) -> None:
    lead = read(text).lead_partner
    assert lead is not None
    assert lead.side == "public"


def test_to_head_the_consortium_makes_no_consortium_lead() -> None:
    given = read(
        "We are a state university and would like to head the consortium with six firms.",
        language="en",
    )
    assert given.lead == "state university"


@pytest.mark.parametrize(
    "text",
    [
        "Sono una piccola impresa singola: posso fare domanda?",
        "La nostra società può concorrere in autonomia, senza aggregarsi a un ateneo?",
        "Siamo solo noi, una cooperativa: è ammesso?",
    ],
)
def test_who_applies_alone_is_the_whole_partnership(text: str) -> None:
    given = read(text)
    assert given.is_whole
    assert len(given.partners) == 1


def test_who_has_no_public_body_has_private_members_only() -> None:
    given = read("Siamo dieci imprese e una fondazione, nessun ente pubblico. La domanda regge?")
    assert {one.side for one in given.partners} == {"private"}


def test_a_member_known_to_be_public_stays_public_whatever_is_said() -> None:
    given = read("Siamo tutti soggetti privati: due imprese e il Comune di Lodi. Va bene?")
    assert [one.side for one in given.partners if one.kind and one.kind.id == "Comune"] == [
        "public"
    ]


def test_the_partners_that_are_told_are_not_who_speaks() -> None:
    given = read("Con noi capofila i partner sono un Comune e due imprese: si può?")
    assert given.lead_partner is not None
    assert given.lead_partner.kind is None


@pytest.mark.parametrize(
    ("text", "share", "language"),
    [
        ("La nostra società è per tre quarti del Comune: può guidare?", 25, "it"),
        ("una srl per due terzi di soci privati può guidare?", Decimal("66.67"), "it"),
        ("our firm is two thirds owned by the municipality, can it lead?", Decimal("33.33"), "en"),
        ("spa 60% privata e 40% comune di lodi, puo essere capofila", 60, "it"),
    ],
)
def test_an_owner_is_no_partner_and_its_part_is_a_share(
    text: str, share: Decimal, language: Language
) -> None:
    assert only(text, language).private_share == share


def test_a_member_that_is_denied_is_no_partner() -> None:
    assert kinds("Con noi due imprese e un liceo; non c'è nessuna università. Va bene?") == [
        "impresa",
        "impresa",
        "scuola secondaria superiore",
    ]


def test_two_names_side_by_side_are_one_member() -> None:
    assert kinds("Siamo una fondazione e una scuola ITS.") == ["fondazione", "ITS"]


@pytest.mark.parametrize(
    "text",
    [
        "Siamo una srl e coordineremmo un comune e un ateneo. Va bene?",
        "Una fondazione privata, con noi il Comune: toccherebbe a noi guidare. Si può?",
    ],
)
def test_who_writes_leads_where_it_says_so(text: str) -> None:
    lead = read(text).lead_partner
    assert lead is not None
    assert lead.side == "private" or lead.kind is not None


def test_a_lead_without_a_name_is_who_writes() -> None:
    given = read("Facciamo pane e vorremmo guidare noi, con il Comune e un liceo. Va bene?")
    assert given.lead == "chi scrive"
    assert given.lead_partner is not None
    assert given.lead_partner.side is None


def test_only_a_nature_said_of_the_lead_changes_it() -> None:
    turns = ("Un'università privata può essere capofila?", "e se fosse statale?")
    lead = read(*turns).lead_partner
    assert lead is not None
    assert lead.side == "public"


def test_who_adds_a_member_does_not_change_the_lead() -> None:
    turns = (
        "Siamo cinque imprese e un ITS, capofila una delle imprese. Va bene?",
        "aggiungiamo anche il Comune. ora siamo a posto?",
    )
    assert asks(*turns)
    lead = read(*turns).lead_partner
    assert lead is not None
    assert lead.side == "private"


def test_what_is_bought_is_not_spent_on_consultancy() -> None:
    assert read("Siamo una srl sola, due robot da 180.000 euro: ce li date?").costs is None


def test_who_is_asked_in_by_others_states_no_candidacy() -> None:
    assert not asks("Un'impresa di Bergamo ci vuole nella sua cordata: possiamo entrare?")


@pytest.mark.parametrize(
    ("text", "is_led"),
    [
        ("We are a state university, can we read the lead-partner rules of this call?", False),
        ("As a state university that coordinated a national project, may we join?", False),
        ("A state university is the lead partner, may it apply?", True),
    ],
)
def test_who_asks_of_the_rules_on_the_lead_is_not_said_to_lead(text: str, is_led: bool) -> None:
    assert (partnership_of((text,), RULES, "en").lead is not None) is is_led
