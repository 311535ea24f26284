"""Verdicts for people and for programs: `text` for a terminal, `json` as the contract has it, `wording` in two languages."""
