"""Layer 3: what a person runs."""
