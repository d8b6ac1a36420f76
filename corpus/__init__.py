"""From a guide file to sections, blocks and passages, each with exact character offsets."""
