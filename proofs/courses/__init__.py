"""Material of single courses, each in a folder of its name: how answers to their parts are recognised, and what programs are held to."""
