"""Playing the suite: where it is, and on several modules side by side."""
