"""Compiles the rules: Numba turns the same lines of Python into machine code.

The rules for many courses use only whole numbers, records and loops, which Python and Numba run
alike. Compiling takes some seconds, so the machine code is cached on disk beside Python's own, or
in the user's cache, and made again once any file of the engine changes.
"""

from collections.abc import Callable, Sequence
from functools import cache
from hashlib import sha256
from inspect import getmembers, getmodule, isfunction
from pathlib import Path
from typing import Any

import numba
import numpy as np
from numba.core.caching import InTreeCacheLocator, UserWideCacheLocator
from numba.extending import register_jitable

from estimator.engine.model import case
from estimator.engine.numbers import costs, courses, sessions
from estimator.engine.numbers import notice_bits as notices
from estimator.engine.numbers.tables import Tables

RULES = (case, courses, sessions, costs, notices)


@cache
def rules_stamp() -> str:
    """A stamp that changes with any file of the engine."""
    files = sorted(Path(__file__).parents[1].rglob("*.py"))
    return sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


class StampedByAllRules:
    """A stamp of all rules, where Numba stamps only the file of the compiled function."""

    def get_source_stamp(self) -> str:
        """The stamp that cached machine code must have."""
        return rules_stamp()


class BesideTheRules(StampedByAllRules, InTreeCacheLocator):
    """Caches machine code beside Python's own."""


class InTheUsersCache(StampedByAllRules, UserWideCacheLocator):
    """Caches machine code for a folder of rules that can't be written to."""


#: Their names, as Numba wants them.
KEPT_BY = ",".join(
    f"{kept.__module__}.{kept.__name__}" for kept in (BesideTheRules, InTheUsersCache)
)


def compiled(function: Callable[..., None]) -> Any:
    """A function, compiled with all that it calls in its own module and in the rules."""
    for module in (*RULES, getmodule(function)):
        for _, rule in getmembers(module, isfunction):
            register_jitable(forceinline=True)(rule)
    numba.config.CACHE_LOCATOR_CLASSES = KEPT_BY  # type: ignore[attr-defined]
    try:
        return numba.njit(function, nogil=True, cache=True)
    except RuntimeError:  # no place to cache it
        return numba.njit(function, nogil=True)


def record_of(names: Sequence[str]) -> Any:
    """An array with one record of whole numbers."""
    return np.zeros(1, [(name, np.int64) for name in names])


def packed(tables: Tables) -> Any:
    """All tables as one record in an array, so that functions pass one reference."""
    arrays = [array_of(table) for table in tables]
    fields = zip(tables._fields, arrays, strict=True)
    found = np.zeros(1, [(name, array.dtype, array.shape) for name, array in fields])
    for name, array in zip(tables._fields, arrays, strict=True):
        found[name] = array
    return found


def array_of(table: Any) -> Any:
    """Nested rows as one array, with Numpy's records."""
    cell = table
    while isinstance(cell, list):
        cell = cell[0]
    names = getattr(cell, "_fields", None)
    return np.array(table, [(name, np.int64) for name in names] if names else np.int32)
