// A derivation that unfolds: its sentences, definitions and lines are stages, shown one after the other.

import { $, element, fragment } from "./dom.js";
import { marked } from "./editor.js";
import { ask, Refused } from "./server.js";
import { manner, state, stated, subject } from "./state.js";
import { say } from "./words.js";

const STAGES = "p:not(.standing), .display, table.chain > tbody > tr";
let shown = 0;
let stages = [];
let asking = null;

function render() {
  for (const [k, stage] of stages.entries()) stage.classList.toggle("veiled", k >= shown);
  for (const section of $("steps").querySelectorAll("section")) {
    const veiled = [...section.querySelectorAll(STAGES)].map((stage) => stage.classList.contains("veiled"));
    const begun = veiled.includes(false);
    section.querySelector(".standing")?.classList.toggle("veiled", veiled.includes(true));
    section.classList.toggle("veiled", !begun && section !== $("steps").querySelector("section"));
  }
  $("count").textContent = stages.length ? say("count", { shown, all: stages.length }) : "";
  $("next").disabled = $("all").disabled = shown >= stages.length;
}

export function isOpen() {
  return $("derive").getAttribute("aria-expanded") === "true";
}

export function close() {
  asking?.abort();
  stages = [];
  shown = 0;
  $("derive").setAttribute("aria-expanded", "false");
  $("derive").textContent = say("derive");
  $("stepping").hidden = $("steps").hidden = true;
  $("steps").replaceChildren();
}

// Ask for the derivation and show its first stage, or as many as were shown before.
export async function open(keep = 1) {
  asking?.abort();
  asking = new AbortController();
  $("derive").setAttribute("aria-expanded", "true");
  $("derive").textContent = say("hide");
  $("steps").hidden = false;
  if (!stated()) return void complain(say("derive-first"));
  $("steps").replaceChildren(element("p", { class: "waiting", role: "status" }, say("deriving")));
  const fields = { ...subject(), ...manner(), detail: $("detail").checked };
  try {
    const kind = state.mode === "part" ? "derive" : "derive-loss";
    const { html } = await ask(kind, fields, asking.signal);
    $("steps").replaceChildren(...html.map(fragment));
    for (const math of $("steps").querySelectorAll("table.chain td")) math.closest(".scroll").tabIndex = 0;
    stages = [...$("steps").querySelectorAll(STAGES)];
    shown = Math.min(keep, stages.length);
    $("stepping").hidden = false;
    render();
  } catch (error) {
    if (error.name === "AbortError") return;
    complain(error instanceof Refused ? error.told.error : say("offline"), error.told);
  }
}

function complain(sentence, place) {
  stages = [];
  $("stepping").hidden = true;
  const made = [element("p", { class: "complaint", role: "status" }, sentence)];
  if (place?.span) made.push(marked(place.source, place.span));
  $("steps").replaceChildren(...made);
}

export function next() {
  if (!isOpen()) return void open();
  if (shown >= stages.length) return;
  shown += 1;
  render();
  const stage = stages[shown - 1];
  stage.classList.add("fresh");
  stage.scrollIntoView({ block: "nearest", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
}

export function again() {
  if (isOpen()) open(Math.max(1, shown));
}

export function listen() {
  $("derive").addEventListener("click", () => (isOpen() ? close() : open()));
  $("next").addEventListener("click", next);
  $("all").addEventListener("click", () => {
    shown = stages.length;
    render();
  });
  $("detail").addEventListener("change", () => open(shown >= stages.length ? Infinity : shown));
}
