"""Starts the estimator: `streamlit run app.py`, or any ASGI server with `app:app`."""

import streamlit as st

from estimator.pages.common.faults import say_failed
from estimator.server.application import MIDDLEWARE, PAGE_SCRIPT, ROUTES
from estimator.server.lifespan import lifespan

app = st.App(
    PAGE_SCRIPT,
    routes=ROUTES,
    middleware=MIDDLEWARE,
    lifespan=lifespan,
    on_script_error=say_failed,
)
