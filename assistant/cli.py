"""The ``sportello`` command: one function a subcommand, everything heavy imported when needed."""

import argparse
import datetime as dt
import json
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant import __version__
from assistant.commands import approved, desk, journal, topic
from assistant.commands.parts import Run, day
from assistant.console import IndexReport, write, write_json
from assistant.errors import InputError, SportelloError
from assistant.model import LANGUAGES, Answer, Language, Question
from assistant.settings import Settings, load_settings
from assistant.text import explain, say
from evals.options import add_options

if TYPE_CHECKING:
    from assistant.answering.pipeline import Pipeline

_USAGE = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand; 0 done, 1 done with faults, 2 a usage or input error."""
    try:
        settings = load_settings()
    except InputError as error:
        write(explain(error, "it"), sys.stderr)
        return _USAGE
    arguments = _parser(settings).parse_args(argv)
    settings = settings.model_copy(
        update={"corpus": arguments.corpus.resolve(), "data": arguments.data.resolve()}
    )
    try:
        return int(arguments.run(arguments, settings))
    except SportelloError as error:
        write(explain(error, settings.language), sys.stderr)
        return _USAGE
    except (BrokenPipeError, KeyboardInterrupt):
        return 130


def index(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print the plan and apply it; 1 when a file could not be read."""
    from assistant.ingestion.catalogue import load_catalogue
    from assistant.ingestion.sync import apply, plan

    catalogue = load_catalogue(settings.corpus)
    planned = plan(catalogue, settings)
    shown = IndexReport(settings.language, arguments.json)
    shown.plan(planned, catalogue.notices)
    if arguments.check:
        return shown.end()
    ended = shown.end(apply(planned, catalogue, settings, shown.progress()))
    if not planned.is_current:
        _pipeline(settings).warm_up()  # so that the first question does not wait for vectors
    return ended


def ask(arguments: argparse.Namespace, settings: Settings) -> int:
    """Answer one question, or each line of a batch, through the pipeline."""
    pipeline = _pipeline(settings)
    if arguments.batch:
        for row in _batch(arguments.batch):
            turns = row.get("turns") or [row.get("question", "")]
            answers = [_answer(pipeline, turns[: n + 1], arguments) for n in range(len(turns))]
            write_json({"id": row.get("id"), "answers": [item.as_json() for item in answers]})
        return 0
    if not arguments.question:
        raise InputError("question_missing")
    answer = pipeline.answer(_question([arguments.question], arguments))
    if arguments.json:
        write_json(answer.as_json())
    else:
        _show_answer(answer)
    return 0


def search(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print the passages found for one query, or for each line of a batch."""
    pipeline = _pipeline(settings)
    if arguments.batch:
        for row in _batch(arguments.batch):
            found = _found(pipeline, str(row.get("question", "")), arguments)
            write_json({"id": row.get("id"), "passages": found})
        return 0
    if not arguments.query:
        raise InputError("question_missing")
    found = _found(pipeline, arguments.query, arguments)
    if arguments.json:
        write_json({"passages": found})
        return 0
    for passage in found:
        write("{score:.3f}  {passage}  {locator}\n    {text}".format(**passage))
    return 0


def check(arguments: argparse.Namespace, settings: Settings) -> int:
    """Check a partnership, in a TOML or JSON file, against the rules; 1 when one is not met."""
    from assistant.call import eligibility, partnership_file, telling
    from assistant.call.rules import load_rules

    language: Language = arguments.lang or settings.language
    rules = load_rules(settings.corpus / "rules.yaml")
    if arguments.template:
        write(partnership_file.template(rules, language))
        return 0
    if not arguments.file:
        raise InputError("partnership_missing")
    done = eligibility.check(partnership_file.read_partnership(arguments.file, rules), rules)
    if arguments.json:
        write_json(done.as_json(language))
    else:
        write(telling.tell(done, language))
    return 1 if done.of("not_met") else 0


def critique(arguments: argparse.Namespace, settings: Settings) -> int:
    """Judge a draft Masterplan by the unofficial grid, or two versions of it."""
    from assistant.masterplan import compare, telling
    from assistant.masterplan.critique import critique as judge
    from assistant.masterplan.critique import load_knowledge
    from assistant.masterplan.opinion import reader_of, with_opinion
    from assistant.masterplan.reading import read_draft
    from assistant.retrieval.embed import open_embedder

    if not arguments.draft:
        raise InputError("draft_missing")
    paths = [path for path in (arguments.against, arguments.draft) if path]
    drafts = [read_draft(path, settings) for path in paths]
    knowledge = load_knowledge(settings.corpus, open_embedder(settings))
    judged = [judge(draft, knowledge) for draft in drafts]
    language: Language = arguments.lang or judged[-1].draft.language
    judged[-1] = with_opinion(judged[-1], knowledge, reader_of(settings), language)
    told = telling.critique_json(judged[-1], knowledge, language)
    text = telling.tell(judged[-1], knowledge, language)
    if arguments.against:
        versions = (judged[0], judged[1])
        change = compare.compare(*versions)
        told["comparison"] = compare.comparison_json(change, versions, knowledge, language)
        text += f"\n\n{compare.tell_comparison(change, versions, knowledge, language)}"
    if arguments.json:
        write_json(told)
    else:
        write(text)
    return 0


def serve(arguments: argparse.Namespace, settings: Settings) -> int:
    """Serve the page and the API until interrupted."""
    from assistant.web.site import serve as serve_site

    settings = settings.model_copy(update={"host": arguments.host, "port": arguments.port})
    serve_site(settings)
    return 0


def evaluate(arguments: argparse.Namespace, settings: Settings) -> int:
    """Measure the answers to the cases of evals/; 1 when a baseline is given and it got worse."""
    from evals.command import run

    return run(arguments, settings)


def _parser(settings: Settings) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="sportello", description=__doc__)
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    sub = _command(commands, "index", index, settings)
    sub.add_argument("--check", action="store_true", help="print the plan and apply nothing")
    sub = _command(commands, "ask", ask, settings)
    sub.add_argument("question", nargs="?", help="the question, in Italian or English")
    _batch_options(sub)
    sub.add_argument("--lang", choices=LANGUAGES, help="language of the answer")
    sub = _command(commands, "search", search, settings)
    sub.add_argument("query", nargs="?", help="what to look for")
    sub.add_argument("-k", type=_positive, default=10, help="how many passages (10)")
    _batch_options(sub)
    sub = _command(commands, "check", check, settings)
    sub.add_argument("file", nargs="?", type=Path, metavar="FILE", help="the partnership")
    sub.add_argument("--template", action="store_true", help="print a commented example file")
    sub.add_argument("--lang", choices=LANGUAGES, help="language of the output")
    sub = _command(commands, "critique", critique, settings)
    sub.add_argument("draft", nargs="?", type=Path, metavar="DRAFT", help="the draft")
    sub.add_argument("--against", type=Path, metavar="OLD", help="the version before, to compare")
    sub.add_argument("--lang", choices=LANGUAGES, help="language of the output")
    for name, room, add in (
        ("journal", journal, journal.add_journal),
        ("desk", desk, desk.add_desk),
        ("approved", approved, approved.add_approved),
        ("topic", topic, topic.add_topic),
    ):
        actions = commands.add_parser(name, help=room.__doc__, description=room.__doc__)
        action = partial(_command, actions.add_subparsers(required=True, metavar="ACTION"))
        add(partial(action, settings=settings))
    add_options(_command(commands, "eval", evaluate, settings))
    sub = _command(commands, "serve", serve, settings)
    sub.add_argument("--host", default=settings.host, help="address to listen on")
    sub.add_argument("--port", type=int, default=settings.port, help="port to listen on")
    return parser


def _command(
    commands: Any,
    name: str,
    run: Run,
    settings: Settings,
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(
        name, help=run.__doc__, description=run.__doc__
    )
    parser.set_defaults(run=run)
    parser.add_argument("--corpus", type=Path, default=settings.corpus, help="folder of the corpus")
    parser.add_argument("--data", type=Path, default=settings.data, help="folder of the index")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser


def _batch_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--batch", type=Path, metavar="FILE", help="a .jsonl of id and question")
    parser.add_argument("--as-of", type=day, metavar="DATE", help="the day to answer as of")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _pipeline(settings: Settings) -> "Pipeline":
    from assistant.answering.pipeline import Pipeline

    pipeline = Pipeline(settings)
    pipeline.search("", 1)  # without an index, say so now
    return pipeline


def _question(turns: Sequence[str], arguments: argparse.Namespace) -> Question:
    return Question(turns[-1], tuple(turns[:-1]), arguments.lang, arguments.as_of)


def _answer(pipeline: "Pipeline", turns: Sequence[Any], arguments: argparse.Namespace) -> Answer:
    """Answer one line of a batch; a line that cannot be answered is an answer that says so."""
    texts = [turn if isinstance(turn, str) else "" for turn in turns]
    try:
        return pipeline.answer(_question(texts, arguments))
    except SportelloError as error:
        language: Language = arguments.lang or "it"
        text = explain(error, language)
        return Answer(texts[-1], texts[-1], language, "failed", text, dt.date.today())


def _found(pipeline: "Pipeline", query: str, arguments: argparse.Namespace) -> list[dict[str, Any]]:
    from assistant.answering.render import hit_json

    return [hit_json(hit) for hit in pipeline.search(query, arguments.k, arguments.as_of)]


def _batch(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a batch file; InputError names the file and the line."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError):
        raise InputError("batch_unreadable", file=str(path)) from None
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (json.JSONDecodeError, RecursionError):
            row = None
        if not isinstance(row, dict) or not isinstance(row.get("turns", []), list):
            raise InputError("batch_line", file=str(path), line=number)
        yield row


def _show_answer(answer: Answer) -> None:
    language = answer.language
    label = say(language, f"outcomes.{answer.outcome}.label")
    lines = [f"[{label}]", "", answer.text]
    lines += [f"\n{say(language, 'cli.choices')}"] if answer.choices else []
    lines += [f"  - {choice}" for choice in answer.choices]
    lines += [f"\n({notice})" for notice in answer.notices]
    write("\n".join(lines))


if __name__ == "__main__":
    sys.exit(main())
