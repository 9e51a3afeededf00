"""What speaks for and against each character of an edition, and what that makes of its probability."""
