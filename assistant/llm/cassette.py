"""Cassettes: requests and their replies on disk, so that an evaluation can be scored again.

One JSON file a request, under the SHA-256 of what was asked of which model. It holds the request
as it left the machine, with personal data masked, and never a key.
"""

import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from assistant.llm.faults import ModelFault
from assistant.llm.reply import Reply
from assistant.prompts import Rendered
from assistant.settings import Settings


class Cassettes:
    """A folder of cassettes. With ``is_replay`` what is not there is a fault, not a request."""

    def __init__(self, folder: Path, *, is_replay: bool) -> None:
        """Keep the folder; it is made with the first cassette."""
        self._folder, self._is_replay = folder, is_replay

    @classmethod
    def of(cls, settings: Settings) -> "Cassettes | None":
        """Return the cassettes of the settings, None where nothing is kept."""
        if not settings.llm_cassettes:
            return None
        return cls(Path(settings.llm_cassettes), is_replay=settings.llm_replay)

    def find(self, model: str, rendered: Rendered) -> Reply | None:
        """Return what was replied before; raise ModelFault ``no_cassette`` when replaying."""
        path = self._path(model, rendered)
        if path.is_file():
            return Reply(**json.loads(path.read_text(encoding="utf-8"))["reply"])
        if self._is_replay:
            raise ModelFault("no_cassette", path.name)
        return None

    def keep(self, model: str, rendered: Rendered, reply: Reply) -> None:
        """Write a cassette whole, so that nobody ever reads half of it."""
        path = self._path(model, rendered)
        path.parent.mkdir(parents=True, exist_ok=True)
        told = {"request": _request(model, rendered), "reply": asdict(reply)}
        half = path.with_suffix(f".{id(reply)}.part")
        half.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        half.replace(path)

    def _path(self, model: str, rendered: Rendered) -> Path:
        asked = json.dumps(_request(model, rendered), ensure_ascii=False, sort_keys=True)
        return self._folder / f"{hashlib.sha256(asked.encode()).hexdigest()}.json"


def _request(model: str, rendered: Rendered) -> dict[str, Any]:
    prompt = rendered.prompt
    return {
        "model": model,
        "system": rendered.system,
        "user": rendered.user,
        "schema": prompt.output_schema,
        "output_tokens": prompt.output_tokens,
    }
