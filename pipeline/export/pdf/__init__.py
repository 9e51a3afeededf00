"""A searchable PDF/A-2b of an issue: the masters, with invisible text over the print."""
