"""From a fresh machine to the running program, or to the passed tests, with Python 3.11+ alone.

    python3 installer/bootstrap.py run  [--venv DIR] [--extra NAME] [options of the program]
    python3 installer/bootstrap.py test [--venv DIR] [options of pytest]

The first call creates a virtual environment (``.venv``, or DIR, which several checkouts may share) and installs the
versions pinned in pyproject.toml; later calls find it complete and start at once; one that was cut off is repaired.
``{key}`` in DIR stands for a digest of the pinned versions. ``--extra NAME`` adds what some work needs (``timm``: its
networks; ``tensorboard``: event files); it may be given several times, and stays for later calls.

Exercised on Linux. The paths for macOS and Windows are written here too, but have not been run.
"""

import argparse
import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036
    # Everything below may use what 3.11 offers, but this sentence must reach users of older versions.
    sys.stderr.write(
        "FractalDB Workbench needs Python 3.11 or newer; this is {}. Install it (for example from python.org or your "
        "system's packages) and call this script with it, such as: python3.12 {}\n".format(
            platform.python_version(), " ".join(sys.argv)
        )
    )
    sys.exit(2)

import tomllib
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
WINDOWS = os.name == "nt"
PYTHON_SERIES = f"{sys.version_info.major}.{sys.version_info.minor}"
NEEDED_DISK_GB = 8
# Each process of the suite holds torch and a window: more than a few would fill the memory of a laptop.
MAX_TEST_PROCESSES = 4
LOCK_WAIT_S = 1800
DOWNLOAD = re.compile(r"\s*(?:Downloading|Using cached) (?:\S*/)?(\S+?)(?:-(?:py|cp)\d\S*\.whl|\.tar\.gz) (\(.*\))")

# One import of each package that can be broken by a cut-off installation.
CHECKS = {
    "run": "import matplotlib, numba, numpy, PIL, platformdirs, pydantic, pyqtgraph, safetensors, scipy, tomli_w, "
    "torch, torchvision",
    "test": "import hypothesis, pytest, pytestqt, importlinter, mypy",
    "timm": "import timm",
    "tensorboard": "import tensorboard",
}

# Compiles what the first picture, measure and analysis need; numba keeps it in the user's cache.
WARM_UP = """
import main
from engine.categories.catalogue import fractaldb_1k
from engine.categories.likeness import describe, embed, farthest_first, near_duplicates
from engine.ifs.measures import measure
from engine.render.renderer import compile_kernels
compile_kernels()
some = fractaldb_1k().categories[:12]
measure(some[0])
described = describe(some)
near_duplicates(described, threshold=0.9)
embed(described)
farthest_first(described, [0], 2)
"""

# Shared object -> package, where the package is not the one that carries Qt's other X libraries too.
LIBRARIES = {
    "libEGL.so.1": ("libegl1", "libglvnd-egl", "libglvnd"),
    "libGL.so.1": ("libgl1", "libglvnd-glx", "libglvnd"),
    "libOpenGL.so.0": ("libopengl0", "libglvnd-opengl", "libglvnd"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus-libs", "dbus"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig", "fontconfig"),
    "libfreetype.so.6": ("libfreetype6", "freetype", "freetype2"),
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2", "glib2"),
    "libgthread-2.0.so.0": ("libglib2.0-0", "glib2", "glib2"),
    "libX11.so.6": ("libx11-6", "libX11", "libx11"),
    "libX11-xcb.so.1": ("libx11-xcb1", "libX11-xcb", "libx11"),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon", "libxkbcommon"),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11"),
    "libxcb.so.1": ("libxcb1", "libxcb", "libxcb"),
    "libxcb-cursor.so.0": ("libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor"),
    "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm", "xcb-util-wm"),
    "libxcb-image.so.0": ("libxcb-image0", "xcb-util-image", "xcb-util-image"),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms"),
    "libxcb-randr.so.0": ("libxcb-randr0", "libxcb", "libxcb"),
    "libxcb-render.so.0": ("libxcb-render0", "libxcb", "libxcb"),
    "libxcb-render-util.so.0": ("libxcb-render-util0", "xcb-util-renderutil", "xcb-util-renderutil"),
    "libxcb-shape.so.0": ("libxcb-shape0", "libxcb", "libxcb"),
    "libxcb-shm.so.0": ("libxcb-shm0", "libxcb", "libxcb"),
    "libxcb-sync.so.1": ("libxcb-sync1", "libxcb", "libxcb"),
    "libxcb-util.so.1": ("libxcb-util1", "xcb-util", "xcb-util"),
    "libxcb-xfixes.so.0": ("libxcb-xfixes0", "libxcb", "libxcb"),
    "libxcb-xkb.so.1": ("libxcb-xkb1", "libxcb", "libxcb"),
}
INSTALLERS = {"apt-get": (0, "sudo apt-get install"), "dnf": (1, "sudo dnf install"), "pacman": (2, "sudo pacman -S")}


def fail(sentence: str) -> NoReturn:
    """Print one sentence and end with status 2."""
    sys.stderr.write(f"bootstrap: {sentence}\n")
    sys.exit(2)


def say(sentence: str) -> None:
    """Print one line of progress."""
    print(f"bootstrap: {sentence}", flush=True)


# ---------------------------------------------------------------------- what is to be installed


def requirements(purpose: str) -> list[str]:
    """Return the pinned requirements of `purpose`: "run", or "test" or the name of an extra, which add to it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    pinned: list[str] = project["project"]["dependencies"]
    added = {**project["project"]["optional-dependencies"], "test": project["dependency-groups"]["test"], "run": []}
    return pinned + added[purpose]


def extras() -> list[str]:
    """Return the names that ``--extra`` takes."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return sorted(project["project"]["optional-dependencies"])


def key(purpose: str) -> str:
    """Return a digest of the pinned versions, the Python version and the machine."""
    facts = [*requirements(purpose), platform.python_version(), platform.machine(), sys.platform]
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()[:16]


def interpreter(venv: Path) -> Path:
    """Return the environment's Python."""
    return venv / "Scripts" / "python.exe" if WINDOWS else venv / "bin" / "python"


# ---------------------------------------------------------------------- installation


class Lock:
    """Keeps two installations into the same folder apart; a lock whose owner died is taken over."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> None:
        deadline = time.monotonic() + LOCK_WAIT_S
        told = False
        while True:
            try:
                with self.path.open("x") as stream:
                    stream.write(str(os.getpid()))
                return
            except FileExistsError:
                if not self._owner_lives():
                    self.path.unlink(missing_ok=True)
                    continue
            except OSError as error:
                fail(
                    f"cannot write {self.path}: {error.strerror}. Name a folder that you may write to with --venv DIR."
                )
            if not told:
                say("another installation into the same folder is under way; waiting for it")
                told = True
            if time.monotonic() > deadline:
                fail(f"waited {LOCK_WAIT_S // 60} minutes for another installation; delete {self.path} if none runs.")
            time.sleep(0.5)

    def _owner_lives(self) -> bool:
        try:
            pid = int(self.path.read_text() or "0")
        except (OSError, ValueError):
            return False
        if pid <= 0:
            # Created but not yet filled in by its owner.
            return time.time() - self.path.stat().st_mtime < 5 if self.path.exists() else False
        if WINDOWS:
            listing = subprocess.run(["tasklist", "/FI", f"PID eq {pid}"], capture_output=True, text=True, check=False)
            return str(pid) in listing.stdout
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            return True
        return True

    def __exit__(self, *_: object) -> None:
        self.path.unlink(missing_ok=True)


def stamp_path(venv: Path, purpose: str) -> Path:
    """Return the file whose content says that `purpose` is installed completely."""
    return venv / f".complete-{purpose}"


def complete(venv: Path, purpose: str) -> bool:
    """Whether everything that `purpose` needs is there, by the stamp written last."""
    stamp = stamp_path(venv, purpose)
    return interpreter(venv).exists() and stamp.exists() and stamp.read_text().strip() == key(purpose)


def ensure_environment(venv: Path, purpose: str) -> None:
    """Create, complete or repair the environment; return at once when it is complete."""
    if complete(venv, purpose):
        # The time of the last use, for whoever cleans up environments that nobody needs any more.
        stamp_path(venv, purpose).touch()
        return
    try:
        venv.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        fail(f"cannot create {venv.parent}: {error.strerror}. Name another folder with --venv DIR.")
    with Lock(venv.parent / f".{venv.name}.lock"):
        if complete(venv, purpose):
            return
        started = time.monotonic()
        check_disk(venv)
        if not usable(venv):
            create(venv)
        install(venv, purpose)
        if not imports(venv, purpose):
            say("the environment was left half-installed; building it anew")
            create(venv)
            install(venv, purpose)
            if not imports(venv, purpose, show=True):
                fail("the installed packages do not import; the lines above say why.")
        stamp_path(venv, purpose).write_text(key(purpose) + "\n")
        say(f"environment complete after {time.monotonic() - started:.0f} s")


def check_disk(venv: Path) -> None:
    """Refuse early when the packages cannot fit, unless most of them are there."""
    if usable(venv):
        return
    free = shutil.disk_usage(venv.parent).free / 1e9
    if free < NEEDED_DISK_GB:
        fail(
            f"{free:.1f} GB are free at {venv.parent}, and torch with its libraries needs about {NEEDED_DISK_GB} GB. "
            "Free some space or name another disk with --venv DIR."
        )


def usable(venv: Path) -> bool:
    """Whether the environment's Python and pip answer."""
    python = interpreter(venv)
    if not python.exists():
        return False
    try:
        answer = subprocess.run(
            [python, "-c", "import pip, sys; print('%d.%d' % sys.version_info[:2])"],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0 and answer.stdout.strip() == PYTHON_SERIES


def create(venv: Path) -> None:
    """Create an empty environment in place of whatever stood there."""
    if venv.exists() and any(venv.iterdir()) and not (venv / "pyvenv.cfg").exists() and not (venv / "bin").exists():
        fail(f"{venv} is a folder of something else, not an environment. Name another one with --venv DIR.")
    say(f"creating {venv}")
    shutil.rmtree(venv, ignore_errors=True)
    made = subprocess.run([sys.executable, "-m", "venv", str(venv)], capture_output=True, text=True, check=False)
    if made.returncode:
        hint = f" Install it: sudo apt-get install python{PYTHON_SERIES}-venv" if "ensurepip" in made.stdout else ""
        fail(f"Python's venv module failed: {(made.stderr or made.stdout).strip().splitlines()[-1]}.{hint}")


def install(venv: Path, purpose: str) -> None:
    """Install the pinned packages, a line of progress for each download."""
    pinned = requirements(purpose)
    say(f"installing {len(pinned)} packages and what they need (a few minutes and about 5 GB the first time)")
    command = [str(interpreter(venv)), "-m", "pip", "install", "--disable-pip-version-check", "--progress-bar", "off"]
    started = time.monotonic()
    tail: list[str] = []
    with subprocess.Popen(
        [*command, *pinned], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            tail = [*tail[-30:], line.rstrip()]
            shown = DOWNLOAD.match(line)
            if shown:
                say(f"{time.monotonic() - started:4.0f} s  {shown[1]} {shown[2]}")
            elif line.startswith("Installing collected packages"):
                say(f"{time.monotonic() - started:4.0f} s  unpacking {line.count(',') + 1} packages")
    if process.returncode:
        sys.stderr.write("\n".join(tail) + "\n")
        fail("the installation did not finish; the lines above say why. Call the same command again to go on.")


def imports(venv: Path, purpose: str, *, show: bool = False) -> bool:
    """Whether the packages of `purpose` import."""
    code = "; ".join(CHECKS[part] for part in dict.fromkeys(("run", purpose)))
    return subprocess.run([interpreter(venv), "-c", code], capture_output=not show, check=False).returncode == 0


# ---------------------------------------------------------------------- system libraries


def missing_libraries(venv: Path) -> list[str]:
    """Return the shared objects that Qt needs on Linux and the system does not have."""
    if not sys.platform.startswith("linux") or not shutil.which("ldd"):
        return []
    code = "import PySide6, pathlib; print(pathlib.Path(PySide6.__file__).parent)"
    folder = subprocess.run([interpreter(venv), "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    missing: set[str] = set()
    for part in ("QtWidgets.abi3.so", "QtSvg.abi3.so", "Qt/plugins/platforms/libqxcb.so"):
        listing = subprocess.run(["ldd", f"{folder}/{part}"], capture_output=True, text=True, check=False).stdout
        missing |= set(re.findall(r"^\s*(\S+) => not found", listing, re.MULTILINE))
    return sorted(name for name in missing if not name.startswith("libQt6"))


def remedy(missing: list[str]) -> str:
    """Return a sentence that names the missing libraries and the packages that carry them."""
    for tool, (column, command) in INSTALLERS.items():
        if shutil.which(tool):
            packages = sorted({LIBRARIES[name][column] for name in missing if name in LIBRARIES})
            unknown = [name for name in missing if name not in LIBRARIES]
            rest = f" (and whatever carries {', '.join(unknown)})" if unknown else ""
            return f"Qt needs {', '.join(missing)}. Install: {command} {' '.join(packages)}{rest}"
    return f"Qt needs the system libraries {', '.join(missing)}; install the packages that carry them."


def has_display() -> bool:
    """Whether a window can open here."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def prepare_kernels(venv: Path) -> None:
    """Compile the kernels once for each state of this checkout, so that the first window is alive at once."""
    sources = sorted((ROOT / "engine").rglob("*.py"))
    facts = [str(ROOT), key("run"), *(f"{path.name} {path.stat().st_mtime_ns}" for path in sources)]
    stamp = venv / f".kernels-{hashlib.sha256(os.fsencode(str(ROOT))).hexdigest()[:12]}"
    state = hashlib.sha256("\n".join(facts).encode()).hexdigest()
    if stamp.exists() and stamp.read_text() == state:
        return
    say("compiling the kernels for this machine (once, about a minute)")
    # A failure here would show itself in the program with a better sentence, so it is no reason not to start.
    done = subprocess.run([interpreter(venv), "-c", WARM_UP], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        stamp.write_text(state)


# ---------------------------------------------------------------------- the two jobs


def run(venv: Path, options: list[str]) -> int:
    """Open the window, or without a display run the quick study in the terminal."""
    ensure_environment(venv, "run")
    prepare_kernels(venv)
    program = [str(interpreter(venv)), str(ROOT / "main.py")]
    if has_display():
        missing = missing_libraries(venv)
        if missing:
            fail(remedy(missing) + ". Or work in the terminal: " + " ".join([*program, "study", "quick"]))
        return subprocess.call([*program, *options])
    say("no display here, so no window: running the quick study in the terminal instead")
    return subprocess.call([*program, *options, "study", "quick", "--resume"])


def test_processes() -> int:
    """Return how many processes share the suite."""
    return max(1, min(MAX_TEST_PROCESSES, os.cpu_count() or 1))


def shared_suite() -> list[str]:
    """Return how the processes share the suite: whole files to a process, for what a file prepares is prepared once.

    The order is that of tests/conftest.py, long files first, else one of them begins when the others are done.
    """
    return ["-n", str(test_processes()), "--dist", "loadfile", "--no-loadscope-reorder"]


def test(venv: Path, options: list[str]) -> int:
    """Run lint, format, types, import contract and the whole suite; return 0 when all passed."""
    ensure_environment(venv, "test")
    missing = missing_libraries(venv)
    if missing:
        say(f"{remedy(missing)}. Without them the test of the real window is left out")
    python = str(interpreter(venv))
    scripts = interpreter(venv).parent
    lint_imports = str(scripts / ("lint-imports.exe" if WINDOWS else "lint-imports"))
    steps = {
        "lint": [python, "-m", "ruff", "check", "."],
        "format": [python, "-m", "ruff", "format", "--check", "."],
        "types": [python, "-m", "mypy"],
        "import contract": [lint_imports],
        "tests": [python, "-m", "pytest", *shared_suite(), *options],
    }
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "FRACTALDB_NO_WINDOW": "1" if missing else ""}
    failed = []
    for name, command in steps.items():
        say(f"{name}: {' '.join(Path(word).name if word == python else word for word in command)}")
        started = time.monotonic()
        if subprocess.call(command, cwd=ROOT, env=environment):
            failed.append(name)
        say(f"{name}: {'FAILED' if name in failed else 'passed'} in {time.monotonic() - started:.0f} s")
    say(f"failed: {', '.join(failed)}" if failed else f"all passed on {platform.platform()}")
    return 1 if failed else 0


def main() -> int:
    """Read the command line and do the job."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("job", choices=("run", "test"))
    parser.add_argument("--venv", default=str(ROOT / ".venv"), help="the environment's folder; {key} = digest of pins")
    parser.add_argument("--extra", action="append", default=[], choices=extras(), help="install more; may be repeated")
    arguments, options = parser.parse_known_args()
    if not sys.platform.startswith("linux"):
        say(f"this script has been exercised on Linux, not yet on {platform.system()}; reports are welcome")
    venv = Path(arguments.venv.replace("{key}", key(arguments.job))).expanduser().resolve()
    try:
        for extra in arguments.extra:
            ensure_environment(venv, extra)
        return (run if arguments.job == "run" else test)(venv, options)
    except KeyboardInterrupt:
        say("interrupted; call the same command again to go on")
        return 130


if __name__ == "__main__":
    sys.exit(main())
