"""Serve the site over a pipeline that tells its claims slowly: ``server_llm PORT CORPUS DATA``."""

import sys
import time
from dataclasses import replace
from pathlib import Path

import uvicorn

from assistant.answering.watch import Watch
from assistant.model import Answer, Asking, Found, Made, Question
from assistant.settings import Settings
from assistant.web.site import build_site
from tests.fakes_review import FakeReviewer
from tests.fakes_web import FakePipeline

STOPPED = "Ha interrotto il modello."
_STEP = 0.05  # seconds
_LONG = 120  # steps between a claim and the answer, unless it is stopped


class SlowPipeline(FakePipeline):
    """Tells the claims of the ready answer one by one; ``stopped.txt`` says that it was stopped."""

    def __init__(self, data: Path) -> None:
        super().__init__()
        self._log = data / "stopped.txt"

    def answer(self, question: Question, watch: Watch | None = None) -> Answer:
        whole = super().answer(question)
        watch = watch or Watch()
        for claim in whole.claims:
            time.sleep(10 * _STEP)
            watch.on_claim(claim)
        steps = _LONG if "lenta" in question.text else 10
        for _ in range(steps):
            if watch.cancel.is_set():
                self._log.write_text(question.text, encoding="utf-8")
                return replace(whole, notices=(STOPPED,))
            time.sleep(_STEP)
        return replace(whole, mode="llm", made=_made(whole))


def _made(answer: Answer) -> Made:
    tokens = {"system": 420, "passages": 1310, "questions": 21}
    asking = Asking("answer", "3f" * 32, "a1" * 32, tokens, 210)
    found = [
        Found(quote.passage, 0.9123, "Avviso di prova", quote.locator, "capofila", cited=True)
        for claim in answer.claims
        for quote in claim.quotes
    ]
    spare = Found("Z999", 0.4311, "Altra fonte", "p. 3, art. 9")
    return Made((*found, spare), (asking,), "modello-di-prova", ("number", "number", "name"))


def main() -> None:
    """Serve until stopped."""
    port, corpus, data = int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
    data.mkdir(parents=True, exist_ok=True)
    settings = Settings(corpus=corpus, data=data, port=port, mode="llm", _env_file=None)
    site = build_site(settings, SlowPipeline(data), FakeReviewer())
    uvicorn.run(site, host="127.0.0.1", port=port)


if __name__ == "__main__":
    main()
