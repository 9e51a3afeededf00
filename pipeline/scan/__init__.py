"""Images and PDFs in, clean page images out."""
