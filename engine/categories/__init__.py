"""Category sets: storage, file formats, what ships with the program."""
