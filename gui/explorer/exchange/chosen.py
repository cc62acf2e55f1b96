"""What is handed out: the set on show or the selection, as it is now, edits included."""

from __future__ import annotations

from engine.categories.category_set import CategorySet
from gui.explorer.session import ExplorerSession
from gui.explorer.sets_state import with_free_names


def selected_set(session: ExplorerSession) -> CategorySet | None:
    """Return the selected categories as a set, None where nothing is selected."""
    entries = session.selection or ((session.current,) if session.current is not None else ())
    if not entries:
        return None
    categories = with_free_names([session.category(entry) for entry in entries], set())
    label = session.label(entries[0].key.source) or entries[0].key.name
    name = categories[0].name if len(categories) == 1 else f"{label} ({len(categories)})"
    whole = session.current_set(entries[0].key.source)
    return CategorySet(name, tuple(categories), {"selected from": label}, {} if whole is None else whole.origins)


def shown_set(session: ExplorerSession) -> CategorySet | None:
    """Return the set on show, None where it is empty."""
    return session.current_set(session.current_source)
