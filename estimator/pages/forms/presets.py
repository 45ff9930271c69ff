"""The presets in the address of the page."""

import streamlit as st

from estimator.embed.presets import Presets, presets_from
from estimator.embed.snippet import Pair


def pairs_asked() -> list[Pair]:
    """The names and values in the address."""
    query = st.query_params
    return [(name, value) for name in query for value in query.get_all(name)]


def presets_asked() -> Presets:
    """What a practice says of itself there."""
    return presets_from(pairs_asked())
