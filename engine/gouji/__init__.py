"""gouji checks whether the figures of a government report agree with one another."""
