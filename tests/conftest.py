"""Fixtures that every room shares."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def real_data() -> Path:
    folder = SHARED / "data" / "real"
    if not folder.is_dir():
        pytest.skip("real documents (../shared/data/real) are not on this machine")
    return folder
