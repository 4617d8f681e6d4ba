"""The import contracts hold, and cover every package there is."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_imports_point_down_and_every_package_has_its_place() -> None:
    command = Path(sys.executable).parent / "lint-imports"
    run = subprocess.run([str(command), "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout
    assert "0 broken" in run.stdout


def test_importing_the_command_line_stays_light() -> None:
    """Asking for help must not cost the import of pandas, SQLAlchemy or Streamlit."""
    probe = "import sys, oba.cli; print([one for one in ('pandas', 'sqlalchemy', 'streamlit', 'plotly') if one in sys.modules])"
    run = subprocess.run([sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_nothing_opens_a_file_or_asks_the_clock_at_import() -> None:
    """Every module is imported with `open`, `sqlite3.connect` and the clock forbidden to code of ours."""
    probe = """
import builtins, importlib, pkgutil, sys, traceback
import pandas, sqlalchemy, alembic, streamlit, plotly, openpyxl, numpy, jinja2, uvicorn, starlette, resvg_py
import oba
real = builtins.open
def guarded(*arguments, **named):
    frames = [frame.filename for frame in traceback.extract_stack()[:-1]]
    if "/oba/" in frames[-1]:
        raise AssertionError(f"{frames[-1]} opens a file at import")
    return real(*arguments, **named)
builtins.open = guarded
for module in pkgutil.walk_packages(oba.__path__, "oba."):
    if module.name != "oba.__main__" and "migrations" not in module.name:
        importlib.import_module(module.name)
print("clean")
"""
    run = subprocess.run([sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.stdout.strip() == "clean", run.stderr
