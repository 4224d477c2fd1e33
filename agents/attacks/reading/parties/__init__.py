"""Who did it, who claims it, who and what was struck, and who says so."""
