"""A critique as the engine tells it, for the tests of the page and of the exports."""

from typing import Any

TEXT = (
    "# Masterplan ZIS della fotonica\n\n"
    "## Specializzazione\n\n"
    "La ZIS si concentra sulla fotonica integrata nella provincia di Pavia.\n\n"
    "## Costi\n\n"
    "Il piano costa 300.000 euro. <b>Saremo leader</b> nel mondo.\n\n"
    "## Governance\n\n"
    "Il piano costa 250.000 euro secondo il consiglio.\n"
)
IDS = (
    "specializzazione",
    "dati_economici",
    "posizionamento",
    "infrastrutture",
    "sostenibilita",
    "revenue_model",
    "governance",
    "kpi",
    "modello_quinquennale",
    "visione",
    "attrattivita",
    "partenariato",
    "conformita_finanziaria",
)


TITLES = {"kpi": "Indicatori", "conformita_finanziaria": "Conformità finanziaria alla Fase 1"}


def span(quote: str) -> dict[str, Any]:
    """Return a quote of the draft with its offsets."""
    start = TEXT.index(quote)
    return {"quote": quote, "start": start, "end": start + len(quote)}


def criterion(name: str, level: int = 1) -> dict[str, Any]:
    return {
        "id": name,
        "title": TITLES.get(name, name.replace("_", " ").capitalize()),
        "level": level,
        "in_scope": True,
        "why": f"Motivo di {name}.",
        "to_next": f"Aggiungere a {name}.",
        "strengths": [],
    }


def finding(type_: str, criterion: str, **more: Any) -> dict[str, Any]:
    told = {"severity": "medium", "section": "missing", "message": type_, "advice": "Correggere."}
    return {"type": type_, "criterion": criterion, "quote": None, **told, **more}


def critique(**more: Any) -> dict[str, Any]:
    """Return a critique of ``TEXT``: a strength, a contradiction, a claim and an absence."""
    strong = criterion("specializzazione", 3) | {"strengths": [span("fotonica integrata")]}
    levels = {"sostenibilita": 2, "kpi": 0}
    return {
        "kind": "masterplan",
        "language": "it",
        "criteria": [strong, *(criterion(name, levels.get(name, 1)) for name in IDS[1:])],
        "findings": [
            finding(
                "number_contradiction_across_sections",
                "sostenibilita",
                **span("Il piano costa 300.000 euro"),
                severity="high",
                section="Costi",
                quote2="Il piano costa 250.000 euro",
                message="Due costi diversi per lo stesso piano.",
            ),
            finding(
                "unquantified_claim",
                "posizionamento",
                **span("<b>Saremo leader</b>"),
                severity="low",
                section="Costi",
                message="Affermazione senza una cifra.",
                rule="regola-di-prova",
                basis=[
                    {"rule": "regola-di-prova", "text": "La regola di prova."},
                    {"fact": "Z900", "text": "Il capofila guida."},
                ],
            ),
            finding("missing_section", "kpi", message="Mancano gli indicatori."),
        ],
        "notices": ["Un avviso sulla bozza."],
        "disclaimer": "Griglia non ufficiale.",
        **more,
    }


COMPARED = {
    "fixed": [finding("horizon_missing", "visione", message="Mancava la visione.")],
    "remaining": [finding("missing_section", "kpi", message="Mancano gli indicatori.")],
    "new": [],
    "levels": [{"id": "visione", "before": 0, "after": 2}, {"id": "kpi", "before": 1, "after": 0}],
}
