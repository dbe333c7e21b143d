"""National data files: lists of codes, authorities. Each says where it is from in `SOURCES.md`."""
