// The text area of the answer: symbols put in at the cursor, and places found in it.

import { $, element } from "./dom.js";

// What a button shows and what it puts in; | is where the cursor goes.
const SYMBOLS = [
  ["ŷ", "\\hat{y}|"],
  ["σ", "\\sigma(|)"],
  ["Σ", "\\sum_{|}"],
  ["ᵀ", "^\\top |"],
  ["a⁄b", "\\frac{|}{}"],
  ["∂", "\\frac{\\partial J}{\\partial |} = "],
  ["x₁", "_{|}"],
  ["x²", "^{|}"],
  ["(…)", "\\left(|\\right)"],
  ["𝟙", "\\mathbb{1}\\{|\\}"],
  ["≠", "\\neq |"],
  ["⊙", "\\odot |"],
  ["{", "\\begin{cases} | & \\text{if } \\\\  & \\text{otherwise} \\end{cases}"],
];

const area = $("answer");

// Put text in place of what is selected; the browser's own undo goes back over it.
export function insert(snippet) {
  const [before, after = ""] = snippet.split("|");
  const chosen = area.value.slice(area.selectionStart, area.selectionEnd);
  area.focus();
  write(before + chosen + after);
  area.selectionEnd = area.selectionStart = area.selectionStart - after.length;
}

function write(text) {
  if (!document.execCommand("insertText", false, text)) {
    area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input"));
  }
}

// Replace stretches of the answer, [{start, end, to}] in characters of it, the last first.
export function replace(edits) {
  for (const { start, end, to } of [...edits].sort((a, b) => b.start - a.start)) {
    area.focus();
    area.setSelectionRange(...[start, end].map(units(area.value)));
    write(to);
  }
}

// The server counts characters, the browser UTF-16 units.
function units(text) {
  const characters = [...text];
  return (count) => characters.slice(0, count).join("").length;
}

// Put the cursor at a line and column, both from 1.
export function go(line, column) {
  const lines = area.value.split("\n");
  const inLine = units(lines[line - 1] ?? "")(column - 1);
  const at = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + inLine;
  area.focus();
  area.setSelectionRange(at, Math.min(at + 1, area.value.length));
}

// The author's line with a caret under the column; of a long line the stretch round it.
export function quoted(text, line, column) {
  const all = [...(text.split("\n")[line - 1] ?? "")];
  const start = Math.max(0, column - 30);
  const end = start + 60;
  const before = (start > 0 ? "…" : "") + all.slice(start, column - 1).join("");
  const at = all[column - 1] ?? " ";
  const after = all.slice(column, end).join("") + (end < all.length ? "…" : "");
  return element("pre", { class: "quoted" }, before, element("mark", {}, at), after);
}

// A text with the stretch [start, end) marked, in characters.
export function marked(text, [start, end]) {
  const all = [...text];
  const piece = (from, to) => all.slice(from, to).join("");
  return element("pre", { class: "quoted" }, piece(0, start), element("mark", {}, piece(start, end) || " "), piece(end));
}

// A toolbar has one stop for Tab; the arrows go from button to button.
export function symbols() {
  const bar = $("symbols");
  const buttons = SYMBOLS.map(([shown, snippet], k) =>
    element(
      "button",
      { type: "button", tabindex: k ? -1 : 0, "aria-label": snippet.replace("|", ""), title: snippet.replace("|", ""), onclick: () => insert(snippet) },
      shown,
    ),
  );
  bar.replaceChildren(...buttons);
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const now = buttons.indexOf(document.activeElement);
    const next = buttons[(now + step + buttons.length) % buttons.length];
    buttons[now].tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
    event.preventDefault();
  });
}
