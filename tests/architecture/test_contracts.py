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
    """Every module is imported while an audit hook watches for files and databases, and the clock is a trap."""
    probe = """
import datetime, importlib, pkgutil, sys, time, traceback
import pandas, sqlalchemy, alembic, streamlit, plotly, openpyxl, numpy, jinja2, uvicorn, starlette, resvg_py
import sqlalchemy.dialects.sqlite, sqlalchemy.dialects.postgresql, psycopg, streamlit.runtime.pages_manager
import oba
from pathlib import Path
package = Path(oba.__file__).parent
guilty = []
def ours():
    frames = [Path(frame.filename) for frame in traceback.extract_stack()]
    last = [path for path in frames if "importlib" not in str(path) and "frozen" not in str(path)]
    return any(package in path.parents for path in last)
def watch(event, arguments):
    if event in ("open", "sqlite3.connect") and not str(arguments[0]).endswith((".py", ".pyc")) and ours():
        guilty.append((event, str(arguments[0])))
sys.addaudithook(watch)
def trap(*arguments):
    if ours():
        guilty.append(("clock", "time"))
    return real()
real, time.time = time.time, trap
class Now(datetime.datetime):
    @classmethod
    def now(cls, *arguments):
        guilty.append(("clock", "now"))
class Today(datetime.date):
    @classmethod
    def today(cls):
        guilty.append(("clock", "today"))
datetime.datetime, datetime.date = Now, Today
for module in pkgutil.walk_packages(oba.__path__, "oba."):
    if module.name != "oba.__main__" and "migrations" not in module.name:
        importlib.import_module(module.name)
print(guilty or "clean")
"""
    keep_no_bytecode = "-B"
    command = [sys.executable, keep_no_bytecode, "-c", probe]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.stdout.strip() == "clean", run.stdout + run.stderr
