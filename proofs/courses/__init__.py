"""Material of single courses, each in a folder of its name: what programs are held to."""
