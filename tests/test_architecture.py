"""The layout of docs/architecture.md: imports run one way, folders are small."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from itertools import pairwise
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
PACKAGE = PROJECT / "estimator"
DOCUMENT = PROJECT / "docs" / "architecture.md"
#: What an arrow's end says, in brackets.
LABEL = re.compile(r"[(\[{]+.*?[)\]}]+")
#: May be imported by all folders but the engine.
EVERYWHERE = {"operations", "environment", "links"}
#: A folder with more files than that hides what it holds.
MOST_FILES = 15
FOLDERS = sorted({file.parent for file in PACKAGE.rglob("*.py")})


def imported(file: Path) -> Iterator[Path]:
    """The files of the package that a file imports."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == PACKAGE.name:
            module = PROJECT.joinpath(*str(node.module).split("."))
            for name in node.names:
                yield next(it for it in candidates(module, name.name) if it.is_file())


def candidates(module: Path, name: str) -> Iterator[Path]:
    """Where a name of a module may stand: in a module of its own, or in that module."""
    yield module / f"{name}.py"
    yield module / name / "__init__.py"
    yield module.with_suffix(".py")
    yield module / "__init__.py"


@cache
def arrows() -> dict[Path, set[Path]]:
    """The folders that each folder imports from."""
    return {
        folder: {to.parent for file in folder.glob("*.py") for to in imported(file)} - {folder}
        for folder in FOLDERS
    }


def test_no_circle_of_folders() -> None:
    TopologicalSorter(arrows()).prepare()


def drawn() -> dict[str, set[str]]:
    """The folders that each folder of the diagram leads to, directly."""
    diagram = DOCUMENT.read_text("utf-8").partition("```mermaid")[2].partition("```")[0]
    found: dict[str, set[str]] = {}
    for line in LABEL.sub("", diagram).splitlines()[2:]:
        steps = [[name.strip() for name in step.split("&")] for step in line.split("-->")]
        for one, following in pairwise(steps):
            for name in one:
                found.setdefault(name, set()).update(following)
    return found


def reached(name: str, of: dict[str, set[str]]) -> set[str]:
    """The folders that the arrows lead to from a folder."""
    return {name}.union(*(reached(it, of) for it in of.get(name, ())))


def test_imports_follow_the_arrows_of_the_diagram() -> None:
    of = drawn()
    for folder, all_to in arrows().items():
        if not (parts := folder.relative_to(PACKAGE).parts) or parts[0] in EVERYWHERE:
            continue
        assert parts[0] in of or parts[0] == "locales"
        tops = {top for to in all_to for top in to.relative_to(PACKAGE).parts[:1]}
        usable = set() if parts[0] == "engine" else EVERYWHERE
        assert tops - usable <= reached(parts[0], of), folder


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda it: str(it.relative_to(PROJECT)))
def test_folders_are_small_and_say_what_they_hold(folder: Path) -> None:
    modules = [file for file in folder.glob("*.py") if file.name != "__init__.py"]
    assert len(modules) <= MOST_FILES
    assert ast.get_docstring(ast.parse((folder / "__init__.py").read_text("utf-8")))


def public_names(file: Path) -> Iterator[str]:
    """What a module defines at its top level for others."""
    for node in ast.parse(file.read_text("utf-8")).body:
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name
            case ast.ClassDef(name=name) | ast.AnnAssign(target=ast.Name(id=name)):
                yield name
            case ast.Assign(targets=targets):
                yield from (target.id for target in targets if isinstance(target, ast.Name))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda it: str(it.relative_to(PROJECT)))
def test_no_public_name_is_defined_twice_in_a_folder(folder: Path) -> None:
    names = Counter(name for file in folder.glob("*.py") for name in set(public_names(file)))
    assert [name for name, modules in names.items() if modules > 1 and name[0] != "_"] == []
