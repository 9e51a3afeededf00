"""Reports of one text of a page against another: engine, person, pass, round, edition."""
