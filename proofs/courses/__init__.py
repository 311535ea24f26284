"""Material of single courses, each in a folder of its name: the marks by which answers to their parts are recognised."""
