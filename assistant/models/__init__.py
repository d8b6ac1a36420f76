"""Chat models: loading one by name, calling it within time, counting what it costs. Nothing here knows a guide."""
