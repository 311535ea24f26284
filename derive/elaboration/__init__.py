"""From syntax trees to the expression tree, driven by declarations alone: no letter of any course stands here."""
