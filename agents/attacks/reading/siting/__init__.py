"""Which of the places that a page names is the attack's."""
