"""gradproof in a notebook: objects that typeset themselves, and cells that are judged.

    magics     %load_ext gradproof, then cells that begin with %%answer b.1
    findings   the report of `gradproof test` as HTML and LaTeX
    verdicts   a verdict as LaTeX; its HTML is that of `proofs.report.html`

A cell's result is shown as HTML in a notebook and as LaTeX where the notebook becomes a PDF. The language is that of the environment.
"""
