// Questions to the server. Of each kind only the latest counts: an older one that is still on its way is given up when it is slow.

const PATIENCE = 250; // milliseconds that a question may take before a newer one of its kind pushes it aside

export class Refused extends Error {
  constructor(told) {
    super(told.error);
    this.told = told;
  }
}

export async function ask(kind, question, signal) {
  for (;;) {
    const reply = await fetch(`/ask/${kind}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(question),
      signal,
    });
    if (reply.status === 429 || reply.status === 503) {
      await new Promise((resolve) => setTimeout(resolve, 400));
      signal?.throwIfAborted();
      continue;
    }
    const told = await reply.json();
    if ("error" in told) throw new Refused(told);
    return told;
  }
}

export async function parts(lang) {
  return (await (await fetch(`/parts?lang=${lang}`)).json()).assignments;
}

// A channel has one question on its way at a time; meanwhile the newest waits, and those before it are forgotten.
// `answered(told, question)` is called for the newest only, `failed(error)` likewise.
export function channel(kind, answered, failed) {
  let running = null;
  let next = null;

  async function run(question) {
    const stop = new AbortController();
    running = { stop, since: performance.now() };
    try {
      const told = await ask(kind(question), question.fields, stop.signal);
      if (!next) answered(told, question);
    } catch (error) {
      if (!next && error.name !== "AbortError") failed(error, question);
    }
    running = null;
    if (next) {
      const following = next;
      next = null;
      run(following);
    }
  }

  function hurry(asked) {
    if (running === asked) asked.stop.abort();
  }

  return {
    send(question) {
      if (!running) return void run(question);
      if (!next) setTimeout(hurry, Math.max(0, running.since + PATIENCE - performance.now()), running);
      next = question;
    },
    cancel() {
      next = null;
      if (running) {
        const { stop } = running;
        stop.abort();
      }
    },
  };
}
