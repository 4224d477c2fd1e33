"""Which of the days that a page tells is the attack's."""
