"""The style sheets of the HTML reports: one for a verdict wherever it stands, one for a page of its own. Light, dark, phone, paper."""

SHEET = """
.gradproof { --good: light-dark(#1a7f37, #4cc26b); --bad: light-dark(#b3261e, #ff8a80); --open: light-dark(#8a5a00, #e3b341);
  --faint: light-dark(#5d6470, #a0a7b4); --rule: light-dark(#d9dce2, #3a3f49); --wash: light-dark(#f6f7f9, #1d2026);
  font: 16px/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
.gradproof article { border: 1px solid var(--rule); border-left: 4px solid var(--open); border-radius: 6px; padding: .7rem 1rem;
  margin: 1rem 0; overflow-wrap: anywhere; }
.gradproof article.accepted { border-left-color: var(--good); } .gradproof article.refused { border-left-color: var(--bad); }
.gradproof header { display: flex; flex-wrap: wrap; gap: 0 .6em; align-items: baseline; }
.gradproof .where { color: var(--faint); font-size: .85em; } .gradproof header .where { margin-left: auto; }
.gradproof .accepted .sign, .gradproof .accepted .word { color: var(--good); }
.gradproof .refused .sign, .gradproof .refused .word { color: var(--bad); }
.gradproof .other .sign, .gradproof .other .word { color: var(--open); }
[data-jp-theme-light="false"] .gradproof, .vscode-dark .gradproof { color-scheme: dark; }
.gradproof p { margin: .4rem 0; }
.gradproof h4 { margin: .9rem 0 .2rem; font-size: .85em; font-weight: 600; color: var(--faint); }
.gradproof .scroll { overflow-x: auto; overflow-y: hidden; padding: .15rem 0; }
.gradproof .answer { background: var(--wash); border-radius: 4px; padding: .5rem .8rem; margin: .5rem 0; }
.gradproof math { font-family: "Latin Modern Math", "STIX Two Math", "Cambria Math", math; font-size: 1.08em; }
.gradproof math[display="block"] { display: block math; width: fit-content; margin: .3rem 0; }
.gradproof code.source { white-space: pre-wrap; overflow-wrap: anywhere; background: none; }
.gradproof merror { border: 0; background: none; color: var(--faint); }
.gradproof .broken { background: light-dark(#ffe1de, #5a2320); border-bottom: 2px solid var(--bad); }
.gradproof tr { background: none !important; } .gradproof table { border-collapse: collapse; } .gradproof mtd { padding: .15em .4em; }
.gradproof .links td, .gradproof .two td, .gradproof .two th { padding: .2rem .6rem .2rem 0; vertical-align: middle; text-align: left; background: none; }
.gradproof .two th { font-weight: 400; } .gradproof .why { font-size: .88em; }
.gradproof .values { display: flex; flex-wrap: wrap; gap: .4rem 1.6rem; align-items: center; margin: .3rem 0; }
.gradproof ul { margin: .3rem 0; padding-left: 1.2rem; }
.gradproof .nearest ul { list-style: none; padding: 0; }
.gradproof del { text-decoration: line-through; text-decoration-color: var(--bad); background: light-dark(#ffe1de, #5a2320); padding: .1em .3em; border-radius: 3px; }
.gradproof ins { text-decoration: none; background: light-dark(#d9f2df, #1d4527); padding: .1em .3em; border-radius: 3px; }
.gradproof .notes { font-size: .9em; color: var(--faint); }
@media (max-width: 36rem) { .gradproof article { padding: .6rem .7rem; } .gradproof .links .where { display: none; } }
@media print { .gradproof article { break-inside: avoid-page; } .gradproof .scroll { overflow: visible; } .gradproof { font-size: 10.5pt; } }
"""

PAGE = """
:root { color-scheme: light dark; }
body { max-width: 56rem; margin: 1.5rem auto; padding: 0 1rem; font: 16px/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans CJK SC", sans-serif; }
h1 { font-size: 1.4rem; font-weight: 600; margin: 1rem 0; } h2 { font-size: 1.15rem; font-weight: 600; margin: 2rem 0 .5rem; overflow-wrap: anywhere; }
.overview { border-collapse: collapse; margin: .8rem 0; } .overview td, .overview th { text-align: left; padding: .15rem .9rem .15rem 0; }
.overview th { font-weight: 600; } .overview a { color: inherit; }
.counts { font-weight: 600; }
@media print { :root { color-scheme: light; } body { max-width: none; margin: 0; } a { color: inherit; text-decoration: none; } }
"""
