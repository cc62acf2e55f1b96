"""Backbones, and weights in and out."""
