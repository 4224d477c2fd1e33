"""Layer 2: decisions about news. Features talk to each other only through topics."""
