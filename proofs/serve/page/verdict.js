// A verdict on the page: the word, what is said, the place in the author's text, and gradproof's own report of the rest.

import { element, fragment } from "./dom.js";
import { go, quoted, replace } from "./editor.js";
import { say } from "./words.js";

const ACCEPTED = new Set(["proved", "equal-up-to", "equal-numerically"]);
const REFUSED = new Set(["wrong", "wrong-shape", "transposed", "wrong-target"]);
const MARKS = { accepted: "✓", refused: "✗", other: "?" };

export function kind(word) {
  return ACCEPTED.has(word) ? "accepted" : REFUSED.has(word) ? "refused" : "other";
}

export function badge(word) {
  const which = kind(word);
  return element(
    "span",
    { class: `badge ${which}` },
    element("span", { "aria-hidden": "true" }, MARKS[which]),
    element("span", { class: "visually-hidden" }, `${say(which)}: `),
    word,
  );
}

// Where the author should look: the first false link, else where the answer starts when it could not be read.
function place(record) {
  const broken = record.links.find((link) => link.holds === false);
  if (broken) return broken;
  return record.verdict === "unreadable" ? record : null;
}

// What there is to show of {record, html}: the report; with `editable`, also ways back into the text area.
export function shown({ record, html }, editable = false) {
  const made = element("div", { class: `card ${kind(record.verdict)}` }, fragment(html));
  const where = editable ? place(record) : null;
  if (where) {
    const back = element("button", { type: "button", class: "plain", onclick: () => go(where.line, where.column) }, say("go-there"));
    const help = element("p", { class: "help" }, say("at-line", where), " ", back);
    const quotation = element("div", { class: "place" }, quoted(record.text, where.line, where.column), help);
    (made.querySelector("article > p") ?? made.lastChild).after(quotation);
  }
  const edits = (record.repair?.edits ?? []).filter((edit) => Number.isInteger(edit.start));
  if (editable && edits.length) {
    const button = element("button", { type: "button", class: "apply", onclick: () => replace(edits) }, say("apply"));
    (made.querySelector(".nearest") ?? made).append(button);
  }
  return made;
}
