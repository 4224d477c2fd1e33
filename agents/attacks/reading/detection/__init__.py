"""Which words tell an attack, and in which modality; every refusal has its reason."""
