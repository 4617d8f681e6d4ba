"""The screen: page frame, ask, fetch, show. The only package that imports Streamlit."""
