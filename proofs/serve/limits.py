"""Every limit of the server, each with the sentence that justifies it."""

ADDRESS = "127.0.0.1"
"""The loopback address, and no option for another: an answer of a student is nobody else's business."""
PORT = 8717
"""Where the page is unless `--port` says otherwise: a number that no common service claims."""

ANSWER_SECONDS = 10.0
"""Budget of one answer, as on the command line."""
DOCUMENT_SECONDS = 120.0
"""A homework holds some twenty answers, few of which need more than a second; past this the worker is stopped."""
DERIVATION_SECONDS = 60.0
"""The longest derivation of the assignments takes 3 s with SymPy to load; a loss of one's own may take longer."""
GRACE_SECONDS = 1.0
"""A worker that is asked to keep a budget may overrun it by this much before it is stopped."""
ABANDONED_SECONDS = 2.0
"""Work that nobody waits for any more, because the browser has gone or the text has changed, may go on this long."""
START_SECONDS = 60.0
"""A worker that has not loaded the assignment after this long, on however busy a machine, will not."""
READING_SECONDS = 10.0
"""A request comes from this machine: its body is there at once, or its sender is not a browser."""

ANSWER_BYTES = 200_000
"""Of a request with an answer: the longest answer seen in homework has 4,000 characters."""
DOCUMENT_BYTES = 7_000_000
"""Of a request with a document: `proofs.documents` reads 5 MB, and base64 makes that a third longer."""
REPLY_BYTES = 64_000_000
"""Of what a worker may send back; a longer reply is a fault."""
ANSWER_CHARACTERS = 20_000
"""Of one answer, of one loss: more is not one that a person wrote."""

REQUESTS_PER_SECOND = 50.0
"""A page has one request on its way at a time, each of 5 ms or more; several pages stay below this."""
BURST = 200
"""Requests at once before the rate holds: a page that loads asks for some twenty files."""
WAITING = 32
"""Questions that may wait for a worker; the next is told that the server is busy."""

MEMORY_BYTES = 2 << 30
"""Address space that an answer may add to a worker."""
GROWN_BYTES = 600_000_000
"""A worker that holds more than this after an answer is replaced: it has 100 MB at its start, and what it keeps serves few others."""
FILE_BYTES = 8 << 20
"""A worker writes one file, the document that was dropped."""
