// What the page is about, as one object; the fragment of the address holds all of it, so that a link brings it back.

const FIRST = {
  mode: "part",
  assignment: "cs224n-a2",
  part: "b.1",
  latex: "",
  loss: "",
  wrt: "",
  where: "",
  declare: "",
  assume: "",
  target: "gradient",
  convention: "columns",
  hints: 2,
  lang: null,
};

export const state = { ...FIRST };

const NUMBERS = new Set(["hints"]);

// The state that a fragment describes, over what is there; what it does not name is as at first.
export function restore(fragment) {
  const given = new URLSearchParams(fragment.replace(/^#/, ""));
  const lang = state.lang;
  Object.assign(state, FIRST);
  for (const [name, value] of given) {
    if (!(name in FIRST)) continue;
    if (!NUMBERS.has(name)) state[name] = value;
    else if (/^[0-3]$/.test(value)) state[name] = Number(value);
  }
  if (state.mode !== "loss") state.mode = "part";
  if (state.lang !== "en" && state.lang !== "zh") {
    state.lang = lang ?? (navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en");
  }
}

// The fragment of the state: only what differs from the first state, and only what the mode uses.
export function described() {
  const made = new URLSearchParams();
  const unused = state.mode === "part" ? ["loss", "wrt", "where", "declare", "assume", "target", "convention"] : ["assignment", "part"];
  for (const [name, value] of Object.entries(state)) {
    if (value !== FIRST[name] && value !== "" && !unused.includes(name)) made.set(name, value);
  }
  return `#${made}`;
}

let waiting = null;

// Write the state into the address, without a new entry in the history; browsers allow this some two hundred times a minute.
export function remember() {
  waiting ??= setTimeout(() => {
    waiting = null;
    history.replaceState(null, "", described());
  }, 300);
}

const lines = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean);

// The fields that say what the answer is for.
export function subject() {
  if (state.mode === "part") return { assignment: state.assignment, part: state.part };
  return {
    loss: state.loss,
    wrt: state.wrt,
    where: lines(state.where),
    declare: lines(state.declare),
    assume: lines(state.assume),
    target: state.target,
    convention: state.convention,
  };
}

export function stated() {
  return state.mode === "part" || (state.loss.trim() !== "" && state.wrt.trim() !== "");
}

export function manner() {
  return { lang: state.lang, hints: state.hints };
}
