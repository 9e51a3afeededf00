"""What the documents of a whole work have to do with one another: citations, validity, reprints."""
