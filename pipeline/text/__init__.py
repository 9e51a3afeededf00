"""The grammar of the material: pure functions on text, used by ocr, proof, export and search alike."""
