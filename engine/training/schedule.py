"""The learning rate as a pure function of the step, so that a resumed run needs no scheduler state."""

from __future__ import annotations

import math

from engine.training.settings import TrainingSettings


def learning_rate(settings: TrainingSettings, step: int, steps_per_epoch: int) -> float:
    """Return the learning rate of the update number `step` (0-based, counted over the whole run).

    Linear warm-up from zero, then constant, step-wise (He et al. 2016) or half a cosine down to zero (Loshchilov &
    Hutter 2017, without restarts).
    """
    warmup = round(settings.warmup_epochs * steps_per_epoch)
    if step < warmup:
        return settings.learning_rate * (step + 1) / (warmup + 1)
    if settings.schedule == "cosine":
        total = settings.epochs * steps_per_epoch
        return settings.learning_rate * 0.5 * (1 + math.cos(math.pi * (step - warmup) / max(1, total - warmup)))
    if settings.schedule == "step":
        passed = sum(step // steps_per_epoch >= milestone for milestone in settings.milestones)
        return settings.learning_rate * settings.gamma**passed
    return settings.learning_rate
