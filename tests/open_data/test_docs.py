"""The example of docs/data.md runs as it stands there, on the files that are served."""

import re
from pathlib import Path

import pytest

from estimator.open_data.package import published

DOCUMENTED = (Path(__file__).parents[2] / "docs" / "data.md").read_text("utf-8")


def test_the_example_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, content in published().files.items():
        (tmp_path / name).write_bytes(content)
    (example,) = re.findall(r"```python\n(.*?)```", DOCUMENTED, re.DOTALL)
    exec(example.replace("https://YOUR-SERVER/data/", f"{tmp_path}/"), {})  # noqa: S102
    printed = capsys.readouterr().out.split()
    assert printed[:4] == ["official_fee", "30.8", "reimbursed", "24.55"]


def test_every_table_is_named() -> None:
    for resource in published().descriptor["resources"]:
        assert f"`{resource['name']}`" in DOCUMENTED
