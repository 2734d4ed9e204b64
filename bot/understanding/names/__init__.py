"""Names: finds the records a sentence names, in every way people write them."""
