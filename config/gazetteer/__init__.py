"""Where places are: countries, regions, towns and facilities with their names in the press."""
