"""Sources of labelled pictures: fractals by formula, and real data sets."""
