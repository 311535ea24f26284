"""A class: every submission read, judged, given its points, and reported on.

points        the points file: points by part, and the credit for what is almost right
credit        from the verdict on a part to the rule that gives its share of the points
submissions   what a folder holds: files, folders and zips, each with one main document
marking       one submission: its verdicts part by part; runs in a worker process
table         grades.csv, written and read back: what a person typed is kept and wins
feedback      the page and the Gradescope results of one submission
overview      class.html: distribution by part, commonest slips, links
class_run     the run: workers, progress, results written as they come, going on after a stop
"""
