"""The layout of docs/architecture.md: imports run one way, folders are small."""

import ast
from collections import Counter
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
PACKAGE = PROJECT / "estimator"
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


@pytest.mark.parametrize(
    ("folder", "least"),
    [
        ("engine", {"pages", "server", "api", "cli", "lists", "documents", "wording", "locales"}),
        ("wording", {"pages", "server", "api", "cli", "lists", "documents", "editions"}),
        ("lists", {"pages", "server", "api", "cli"}),
        ("documents", {"pages", "server", "api", "cli"}),
        ("editions", {"pages", "server", "api", "cli"}),
        ("api", {"pages", "server", "cli"}),
        ("pages", {"server", "api", "cli"}),
    ],
)
def test_a_folder_knows_nothing_of_those_above(folder: str, least: set[str]) -> None:
    below = {
        to.relative_to(PACKAGE).parts[:1]
        for folder_of, all_to in arrows().items()
        if folder_of.is_relative_to(PACKAGE / folder)
        for to in all_to
    }
    assert not below & {(name,) for name in least}


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
