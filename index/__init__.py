"""From passages to a searchable index on disk: vectors, lexical index, fusion, search."""

import os as _os

# Set before numpy, torch or any model library is imported, since they read these once: models come from local files
# only, nothing reports home, and the small products of one search are not shared out among threads (on a busy machine
# two threads take several times as long as one).
for _name, _value in {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "ANONYMIZED_TELEMETRY": "False",
    "TOKENIZERS_PARALLELISM": "false",
    "OPENBLAS_NUM_THREADS": "1",
}.items():
    _os.environ.setdefault(_name, _value)
