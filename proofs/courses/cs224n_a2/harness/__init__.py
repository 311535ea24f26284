"""Property tests of the course's functions: their inputs, what they should return, and the bugs that are known by name.

functions    the names of the functions, in the order in which they are tested
suite        all functions of one module held against the derivation      bugs, messages    what is named, and its sentence
strategies   the Hypothesis strategies of their inputs, public            standins          for what the course's files import
"""
