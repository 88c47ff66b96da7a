"""``python -m tests.fuzz``: what nobody would do, done to every part by chance, from a seed that brings it back."""
