"""What and where the module is: bench file, choice, opening, bringing back, what the place can do."""
