"""A real Ghost takes an import; too big for every push, so run by hand or at night."""
