"""Material of single courses, each in a folder of its name: how their parts are derived as a lecture would. The engine knows none of it."""
