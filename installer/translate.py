"""Keep the translations of the window in step with its source.

    python installer/translate.py            collect the strings of gui/ into resources/i18n/*.ts, compile them to *.qm

Run it with the environment's Python after changing a string, translate what the .ts file marks as unfinished (with Qt
Linguist or any editor), and run it again. A test refuses unfinished entries and files that are out of step.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "i18n"
LANGUAGES = ("ja",)


def sources() -> list[str]:
    """Return the files that hold strings for the user, relative to the checkout."""
    return sorted(str(path.relative_to(ROOT)) for path in (ROOT / "gui").rglob("*.py"))


def collect(target: Path) -> None:
    """Merge the strings of the sources into the .ts file `target`, dropping those that are gone."""
    language = target.stem.split("_")[1]
    command = ["pyside6-lupdate", *sources(), "-no-obsolete", "-locations", "none", "-target-language", language]
    _run([*command, "-source-language", "en", "-ts", str(target)])


def compile_ts(source: Path, target: Path) -> None:
    """Compile the .ts file `source` into the .qm file `target`."""
    _run(["pyside6-lrelease", str(source), "-qm", str(target)])


def _run(command: list[str]) -> None:
    scripts = Path(sys.executable).parent
    done = subprocess.run(
        [str(scripts / command[0]), *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{command[0]} failed: {done.stdout}{done.stderr}")


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for code in LANGUAGES:
        collect(FOLDER / f"workbench_{code}.ts")
        compile_ts(FOLDER / f"workbench_{code}.ts", FOLDER / f"workbench_{code}.qm")
