"""Page image in, witnesses out."""
