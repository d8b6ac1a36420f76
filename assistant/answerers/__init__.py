"""Answerers: what turns evidence into a draft answer. Adding one is a file and a line in `wiring.ANSWERERS`."""
