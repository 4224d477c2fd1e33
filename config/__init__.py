"""Layer 0: what an operator or a linguist edits, and its loaders. Knows nothing of the layers above."""
