"""What Streamlit runs at every change: the pages, imported once, the one asked for called."""

from estimator.web.pages import show_page

show_page()
