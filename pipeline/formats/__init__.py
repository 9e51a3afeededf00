"""What comes in from outside and goes back out: ALTO, PAGE-XML, hOCR and plain text."""
