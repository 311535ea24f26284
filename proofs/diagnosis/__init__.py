"""What kind of slip an answer holds: `mistakes` is the table of them, `repair` the search for the nearest right answer."""
