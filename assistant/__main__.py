"""`python -m assistant` is `career-assistant`."""

from assistant.cli import main

main()
