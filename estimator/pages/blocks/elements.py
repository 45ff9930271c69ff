"""What a page tells in answer, part by part: HTML and charts, drawn with as few elements as can be.

Every element costs the server and the browser time at every change, however small it is.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple, cast

import pyarrow as pa
import streamlit as st
from markupsafe import Markup

from estimator.pages.blocks.chart_specs import Spec


class Chart(NamedTuple):
    """A picture: its numbers, its spec, and its name for those who don't see it."""

    numbers: pa.Table
    spec: Spec
    name: str


Part = Markup | Chart


class Ready(str):
    """HTML as it stands: Streamlit neither looks for a file of that name nor for indents in it."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return str(self)


def show(parts: Iterable[Part]) -> None:
    """The parts in their order; HTML that stands together becomes one element."""
    for kind, alike in groupby(parts, type):
        if kind is Chart:
            for chart in cast(Iterator[Chart], alike):
                st.vega_lite_chart(chart.numbers, chart.spec, alt=chart.name)
        else:
            st.html(Ready("".join([f'<div class="part">{part}</div>' for part in alike])))
