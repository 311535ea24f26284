// A document dropped on the page: the table of its answers, each with its report, and a way to edit one.

import { $, element } from "./dom.js";
import { ask, Refused } from "./server.js";
import { manner, state } from "./state.js";
import { badge, kind, shown } from "./verdict.js";
import { say } from "./words.js";

const MOST = 5_000_000;
let last = null; // the file that was read last, to read it again in another language
let asking = null;

function base64(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

function row(each, edit) {
  const { record } = each;
  const head = element(
    "tr",
    { class: kind(record.verdict) },
    element("td", { class: "part" }, record.part || "–"),
    element("td", {}, badge(record.verdict)),
    element("td", { class: "message" }, element("details", {}, element("summary", {}, record.message || record.verdict), shown(each))),
    element("td", { class: "line" }, `${record.line}`),
    element(
      "td",
      {},
      record.part && record.text &&
        element("button", { type: "button", class: "plain", "aria-label": say("edit-part", record), onclick: () => edit(record.part, record.text) }, say("edit")),
    ),
  );
  return head;
}

function table(told, edit) {
  const { answers } = told;
  if (!answers.length) return [element("p", { class: "complaint" }, say("no-answers", told))];
  const counts = { accepted: 0, refused: 0, other: 0 };
  for (const { record } of answers) counts[kind(record.verdict)] += 1;
  const heads = ["head-part", "head-verdict", "head-said", "head-line"].map((key) => element("th", { scope: "col" }, say(key)));
  return [
    element("p", { class: "counts", role: "status" }, element("strong", {}, told.file), " ", say("counts", counts)),
    element(
      "div",
      { class: "scroll", tabindex: 0 },
      element(
        "table",
        { class: "answers" },
        element("thead", {}, element("tr", {}, ...heads, element("td", {}))),
        element("tbody", {}, ...answers.map((each) => row(each, edit))),
      ),
    ),
    ...told.remarks.map((remark) => element("p", { class: "help" }, remark)),
  ];
}

// Read one file, judge it, show the table; `edit(part, text)` is called for an answer that is to be edited.
async function judge(file, edit) {
  $("document-complaint").textContent = "";
  if (file.size > MOST) {
    $("document-complaint").textContent = say("too-big", { file: file.name });
    return;
  }
  asking?.abort();
  asking = new AbortController();
  last = file;
  $("table").replaceChildren(element("p", { class: "waiting", role: "status" }, say("reading", { file: file.name })));
  try {
    const content = base64(new Uint8Array(await file.arrayBuffer()));
    const fields = { name: file.name, base64: content, assignment: state.assignment, ...manner() };
    $("table").replaceChildren(...table(await ask("verify", fields, asking.signal), edit));
  } catch (error) {
    if (error.name === "AbortError") return;
    $("table").replaceChildren();
    $("document-complaint").textContent = error instanceof Refused ? error.told.error : say("offline");
  }
}

export function again(edit) {
  if (last) judge(last, edit);
}

export function listen(edit) {
  $("file").addEventListener("change", () => {
    if ($("file").files.length) judge($("file").files[0], edit);
    $("file").value = "";
  });
  const isFile = (event) => event.dataTransfer?.types.includes("Files");
  const curtain = (is) => ($("curtain").hidden = !is);
  addEventListener("dragover", (event) => {
    if (!isFile(event)) return;
    event.preventDefault();
    curtain(true);
  });
  addEventListener("dragleave", (event) => event.relatedTarget === null && curtain(false));
  addEventListener("drop", (event) => {
    if (!isFile(event)) return;
    event.preventDefault();
    curtain(false);
    if (event.dataTransfer.files.length) {
      judge(event.dataTransfer.files[0], edit);
      $("document").scrollIntoView({ block: "start" });
    }
  });
}
