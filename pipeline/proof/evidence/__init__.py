"""What speaks for and against a reading: language, the coherence of the page, calibration."""
