"""Evaluation: cases in, verdicts with reasons and totals with their n out. Nothing imports this folder."""
