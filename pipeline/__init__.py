"""Historical gazettes: from scans to proofread, searchable, structured text."""
