"""The page: answers judged while they are typed, in a browser, on this machine and for this machine only.

    application   the ASGI app: its routes, each a few lines
    guards        what is let in (loopback, own origin, size, rate) and which headers go out
    workers       processes that decide; one that overruns its time, or dies, costs one answer
    worker        the loop inside such a process
    answers       TABLE of what a worker can be asked
    limits        every limit, with the sentence that justifies it

The page itself is `page/`: HTML, CSS and JavaScript modules as they stand, without a build step; nothing is fetched from elsewhere.
"""
