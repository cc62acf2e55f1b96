"""The networks of the package timm, an extra: built by name, for pictures of any size their patches allow."""

from __future__ import annotations

import warnings

from torch import nn

from engine.errors import InputError
from engine.models.catalogue import TIMM_PREFIX, check_available


def timm_network(
    name: str, classes: int, size: int | None, drop_path: float | None = None
) -> tuple[nn.Module, str, int | None]:
    """Return a network of timm with random weights, the name of its head, and the edge it was built for (None: any).

    Parameters
    ----------
    name : str
        Such as ``timm:deit_tiny_patch16_224``.
    classes : int
    size : int or None
        Edge in pixels of the pictures; None: the network's own.
    drop_path : float, optional
        Share of the residual branches left out in the last block; default: as timm builds it.

    Raises
    ------
    InputError
        When timm has no such network, or cannot build it for pictures of this size.
    MissingDataError
        When timm is not installed.
    """
    check_available(name)
    with warnings.catch_warnings():
        # timm warns of the old names of its own modules while it is imported.
        warnings.simplefilter("ignore")
        import timm
    short = name.removeprefix(TIMM_PREFIX)
    if not timm.is_model(short):
        raise InputError(f"timm {timm.__version__} has no network {short!r}; its networks are in timm.list_models().")
    known = timm.models.get_pretrained_cfg(short)
    head = known.classifier if known is not None else ""
    if not isinstance(head, str) or not head:
        raise InputError(f"{name} has not exactly one head for classes; choose another network.")
    built_for = (size or int(known.input_size[-1])) if known.fixed_input_size else None
    options: dict[str, float] = {} if built_for is None else {"img_size": built_for}
    if drop_path is not None:
        options["drop_path_rate"] = drop_path
    try:
        model: nn.Module = timm.create_model(short, num_classes=classes, **options)
    except (AssertionError, TypeError, ValueError, RuntimeError) as error:
        raise InputError(f"timm cannot build {short} for pictures of {built_for} pixels ({error}).") from error
    return model, head, built_for
