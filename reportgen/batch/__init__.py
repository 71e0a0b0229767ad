"""Many units in one go."""
