"""What Streamlit runs at every change: the pages, imported once, the one asked for called."""

from estimator.pages.navigation import show_page

show_page()
