"""The dashboard's entry, for `python -m oba serve` and for `streamlit run app.py`: read the mode, run one page."""

from oba.ui import frame

frame.run()
