"""From a message to a cited answer: reading the question, the gate, the answerers, the grounding check."""
