"""What the notes require: catalogue, claims, readings of misprints, as data, and the code that reads them."""
