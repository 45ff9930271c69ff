"""Starts the estimator: `streamlit run app.py`, or any ASGI server with `app:app`."""

import streamlit as st

from estimator.operations.lifespan import lifespan
from estimator.web.faults import say_failed
from estimator.web.server import MIDDLEWARE, ROUTES, SCRIPT

app = st.App(
    SCRIPT,
    routes=ROUTES,
    middleware=MIDDLEWARE,
    lifespan=lifespan,
    on_script_error=say_failed,
)
