"""The training loop: data, optimiser, schedule, checkpoints."""
