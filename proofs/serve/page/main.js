// The page: what is typed goes to the server at once, and what comes back is shown.

import * as derivation from "./derivation.js";
import * as documents from "./documents.js";
import { $, element, fragment } from "./dom.js";
import { marked, symbols } from "./editor.js";
import { channel, parts, Refused } from "./server.js";
import { manner, remember, restore, state, stated, subject } from "./state.js";
import { shown } from "./verdict.js";
import { say, speak } from "./words.js";

const FIELDS = ["loss", "wrt", "where", "declare", "assume", "target", "convention"];
let assignments = [];

// ------------------------------------------------------------------------------------------------------------- the verdict

const judging = channel(
  () => (state.mode === "part" ? "check" : "check-loss"),
  (told) => {
    busy(false);
    $("verdict").replaceChildren(shown(told, true));
    $("verdict").firstChild.append(
      element("p", { class: "time" }, say("seconds", { ms: Math.max(1, Math.round(told.record.seconds * 1000)) })),
    );
    announce(`${told.record.verdict}. ${told.record.message}`);
  },
  (error) => {
    busy(false);
    const told = error instanceof Refused ? complaint(error.told) : [say("offline")];
    $("verdict").replaceChildren(element("div", { class: "complaint" }, ...told));
    announce(told[0]);
  },
);

let slow = null;

// While an answer is judged the old verdict stays, and fades only when the new one takes its time.
function busy(is) {
  clearTimeout(slow);
  $("verdict").classList.remove("stale");
  $("judgement").setAttribute("aria-busy", is);
  if (is) slow = setTimeout(() => $("verdict").classList.add("stale"), 300);
}

let announcing = null;

// A screen reader hears the verdict once the typing pauses, not at every keystroke.
function announce(sentence) {
  clearTimeout(announcing);
  announcing = setTimeout(() => ($("announcement").textContent = sentence), 700);
}

function judge() {
  remember();
  if (!state.latex.trim() || !stated()) {
    judging.cancel();
    busy(false);
    const key = state.mode === "loss" ? "empty-loss" : "empty";
    $("verdict").replaceChildren(element("p", { class: "empty" }, say(key)));
    announce("");
    return;
  }
  busy(true);
  judging.send({ fields: { ...subject(), latex: state.latex, ...manner() } });
}

// ----------------------------------------------------------------------------------------------------------- what is asked

// What is wrong with a statement, and the place in it.
function complaint({ error, field, source, span }) {
  const sentence = field ? `${say(field)}: ${error}` : error;
  return source && span ? [sentence, marked(source, span)] : [sentence];
}

const stating = channel(
  () => (state.mode === "part" ? "statement" : "statement-loss"),
  ({ html }) => {
    $("statement").replaceChildren(fragment(html));
    $("loss-complaint").textContent = "";
  },
  (error) => {
    $("statement").replaceChildren();
    $("loss-complaint").replaceChildren(...(error instanceof Refused ? complaint(error.told) : [say("offline")]));
  },
);

function ask() {
  if (stated()) return stating.send({ fields: { ...subject(), ...manner() } });
  stating.cancel();
  $("statement").replaceChildren();
  return undefined;
}

async function choices() {
  try {
    assignments = await parts(state.lang);
  } catch {
    $("verdict").replaceChildren(element("p", { class: "complaint" }, say("offline")));
    return;
  }
  $("assignment").replaceChildren(...assignments.map((each) => element("option", { value: each.assignment }, each.title)));
  offered();
}

// The parts of the assignment that is chosen.
function offered() {
  const chosen = assignments.find((each) => each.assignment === state.assignment) ?? assignments[0];
  if (!chosen) return;
  state.assignment = $("assignment").value = chosen.assignment;
  $("part").replaceChildren(...chosen.parts.map(({ part, asks }) => element("option", { value: part }, `${part} · ${asks}`)));
  if (!chosen.parts.some(({ part }) => part === state.part)) state.part = chosen.parts[0].part;
  $("part").value = state.part;
}

// --------------------------------------------------------------------------------------------------------------- the state

function press(group, value) {
  for (const button of $(group).querySelectorAll("[data-value]")) button.setAttribute("aria-pressed", button.dataset.value === `${value}`);
}

// Bring every control in line with the state.
function show() {
  speak(state.lang);
  press("language", state.lang);
  press("hints", state.hints);
  for (const tab of $("mode").children) {
    const is = tab.dataset.value === state.mode;
    tab.setAttribute("aria-selected", is);
    tab.tabIndex = is ? 0 : -1;
    $(tab.getAttribute("aria-controls")).hidden = !is;
  }
  const panel = $(`panel-${state.mode}`);
  if ($("statement").parentElement !== panel) panel.append($("statement"));
  for (const name of FIELDS) if ($(name).value !== state[name]) $(name).value = state[name];
  if (state.where || state.declare || state.assume || state.target !== "gradient" || state.convention !== "columns") $("more").open = true;
  if ($("answer").value !== state.latex) $("answer").value = state.latex;
  $("keys").textContent = say("keys");
  if (!derivation.isOpen()) $("derive").textContent = say("derive");
}

async function reload() {
  derivation.close();
  show();
  await choices();
  ask();
  judge();
}

function edit(part, text) {
  state.mode = "part";
  state.part = part;
  state.latex = text;
  derivation.close();
  show();
  offered();
  ask();
  judge();
  $("answer").focus();
}

function changed() {
  derivation.close();
  ask();
  judge();
}

// ---------------------------------------------------------------------------------------------------------------- listening

function chooses(group, use) {
  $(group).addEventListener("click", ({ target }) => {
    const button = target.closest("[data-value]");
    if (button) use(button.dataset.value);
  });
}

function theme(value) {
  document.documentElement.dataset.theme = value;
  press("theme", value);
}

function kept() {
  try {
    return localStorage.getItem("theme") ?? "auto";
  } catch {
    return "auto";
  }
}

function listen() {
  symbols();
  $("answer").addEventListener("input", () => {
    state.latex = $("answer").value;
    judge();
  });
  $("assignment").addEventListener("change", () => {
    state.assignment = $("assignment").value;
    offered();
    changed();
  });
  $("part").addEventListener("change", () => {
    state.part = $("part").value;
    changed();
  });
  for (const name of FIELDS) {
    $(name).addEventListener("input", () => {
      state[name] = $(name).value;
      changed();
    });
  }
  chooses("mode", (value) => {
    state.mode = value;
    show();
    changed();
  });
  $("mode").addEventListener("keydown", ({ key }) => {
    if (key !== "ArrowLeft" && key !== "ArrowRight") return;
    state.mode = state.mode === "part" ? "loss" : "part";
    show();
    changed();
    $(`tab-${state.mode}`).focus();
  });
  chooses("hints", (value) => hint(Number(value)));
  chooses("language", async (value) => {
    state.lang = value;
    show();
    await choices();
    ask();
    judge();
    derivation.again();
    documents.again(edit);
  });
  chooses("theme", (value) => {
    theme(value);
    try {
      localStorage.setItem("theme", value);
    } catch {
      // kept for this visit only
    }
  });
  $("copy").addEventListener("click", async () => {
    remember();
    await new Promise((resolve) => setTimeout(resolve, 320));
    await navigator.clipboard.writeText(location.href);
    $("copy").textContent = say("copied");
    setTimeout(() => ($("copy").textContent = say("copy")), 1500);
  });
  addEventListener("hashchange", () => {
    restore(location.hash);
    reload();
  });
  addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || !(event.code in KEYS)) return;
    event.preventDefault();
    KEYS[event.code]();
  });
  derivation.listen();
  documents.listen(edit);
}

function hint(value) {
  state.hints = value;
  press("hints", value);
  judge();
  documents.again(edit);
}

const KEYS = {
  KeyN: () => derivation.next(),
  KeyH: () => hint((state.hints + 1) % 4),
  KeyA: () => $("answer").focus(),
};

restore(location.hash);
theme(kept());
listen();
reload();
