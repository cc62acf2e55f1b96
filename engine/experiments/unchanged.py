"""That a resumed run trains on the images it began with. Free of torch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.errors import InputError
from engine.experiments.inputs import RunImages
from engine.experiments.specification import RunSpecification
from engine.images.fingerprint import READ_BYTES, fingerprint
from engine.sentences import Sentence

_DRAWN_BYTES = 2**26
"""Read of images that follow from their categories, which are compared whole, and lie in a cache that checks itself."""


def image_facts(images: RunImages) -> dict[str, Any]:
    """Return what ``environment.json`` notes of the images: their note, and a fingerprint a split."""
    limit = READ_BYTES if "dataset" in images.note else _DRAWN_BYTES
    splits = (images.train, images.validation, images.test)
    return {
        **images.note,
        "fingerprints": {part.split: fingerprint(part, limit) for part in splits if part is not None},
    }


def check_unchanged(then: Mapping[str, Any] | None, now: Mapping[str, Any], specification: RunSpecification) -> None:
    """Return when the images `now` are those a run began with; both as `image_facts` gives them.

    Raises
    ------
    InputError
        Naming what changed.
    """
    if then is None or "fingerprints" not in then:
        return
    if then.get("identity") != now.get("identity"):
        categories = getattr(specification.data, "categories", "")
        raise InputError(
            Sentence(
                "The categories {0} were edited since the run began: bring their former version back and resume, or "
                "queue {1} anew.",
                categories,
                specification.name,
            )
        )
    before, after = then["fingerprints"], now["fingerprints"]
    changed = " and ".join(split for split in before if before[split] != after.get(split))
    if changed and "dataset" in now:
        raise InputError(
            Sentence(
                "The {0} images of {1} are not those the run began with: a file of theirs was changed. Put the former "
                "files back and resume, or queue {2} anew.",
                changed,
                now["dataset"],
                specification.name,
            )
        )
    if changed:
        raise InputError(
            Sentence(
                "The {0} images of {1} are drawn otherwise than when the run began, by another version of the program: "
                "resume with that version (environment.json names it), or queue {2} anew.",
                changed,
                now.get("categories"),
                specification.name,
            )
        )
