"""Figures and tables for print, from results."""
