"""The command that writes the tariffs as a data package: `tariffs export FOLDER`."""

import argparse
from pathlib import Path
from typing import Any

from estimator.cli.output import FAULTY, refuse, show
from estimator.cli.writing import folder_of
from estimator.environment.tariff_folder import whole
from estimator.locales import Words
from estimator.open_data.package import package_of


def add_export(commands: Any, words: Words) -> argparse.ArgumentParser:
    """The command, with its options."""
    export: argparse.ArgumentParser = commands.add_parser(
        "export", help=words("cli.tariffs_export"), allow_abbrev=False
    )
    export.add_argument("into", metavar="FOLDER")
    export.add_argument("--folder", help=words("cli.option.folder"))
    export.set_defaults(run=run_export)
    return export


def run_export(command: argparse.Namespace, words: Words) -> int:
    """Writes the files that the server serves under /data/; prints their names."""
    into, files = Path(command.into), package_of(whole(folder_of(command))).files
    try:
        into.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (into / name).write_bytes(content)
    except OSError as error:
        return refuse(words("import.unwritten", file=str(error.filename or into)), code=FAULTY)
    return show(command, {"written": list(files)}, *files)
