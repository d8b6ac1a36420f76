"""Training the reader (`index/reader`) anew: data to examples to weights to an int8 file.

Only `python -m evals train-reader` and the tests use this; torch is imported by `network` and `train` alone.
"""
