// How often the client may draw, with a browser's parts in memory and a clock of ours; a client that asks for the next
// frame in every frame, as a wheel that turns does. Prints a line of JSON: for each story the moments, in ms, of frames.
import { readFileSync } from "node:fs";
import vm from "node:vm";

const source = readFileSync(process.argv[2], "utf-8");
const FRAME = 16; // of this screen

function opened({ hidden = false } = {}) {
  let now = 0, last = 0, timers = [], steps = new Map();
  const heard = {}, drawn = [];
  const later = (then, ms) => { timers.push({ id: ++last, at: now + (ms ?? 0), then }); return last; };
  const drop = (id) => { timers = timers.filter((timer) => timer.id !== id); };
  const window = {
    requestAnimationFrame: (step) => { steps.set(++last, step); return last; },
    cancelAnimationFrame: (id) => { steps.delete(id); },
    addEventListener: (what, then) => { (heard[what] ??= []).push(then); },
  };
  const context = vm.createContext({ window, performance: { now: () => now }, setTimeout: later, clearTimeout: drop });
  const frames = vm.runInContext(`${source}; frames`, context);
  const pass = (ms) => {
    for (const end = now + ms; now < end;) {
      now += 1;
      for (const { id, then } of timers.filter((timer) => timer.at <= now)) { drop(id); then(); }
      if (hidden || now % FRAME) continue;
      const due = [...steps.values()];
      steps = new Map();
      due.forEach((step) => step(now));
    }
  };
  const turn = () => { drawn.push(now); window.requestAnimationFrame(turn); };
  window.requestAnimationFrame(turn);
  return { window, pass, drawn, message: frames.message, does: (what, more) => heard[what].forEach((then) => then(more)) };
}

function story(steps, given) {
  const made = opened(given);
  steps(made);
  return made.drawn;
}

const begun = (made) => { made.message(); made.message(); made.pass(5000); made.drawn.length = 0; };
process.stdout.write(`${JSON.stringify({
  alone: story((made) => made.pass(4000)),
  greeted: story((made) => { made.pass(1000); made.message(); made.pass(1000); }),
  first: story((made) => { made.pass(1100); made.message(); made.pass(30); made.drawn.length = 0; made.message(); made.pass(1000); }),
  rests: story((made) => { begun(made); made.pass(2000); }),
  page: story((made) => { begun(made); made.message(); made.pass(200); }),
  touch: story((made) => { begun(made); made.does("pointerdown"); made.pass(240); }),
  wheel: story((made) => { begun(made); made.does("wheel"); made.pass(200); }),
  hidden: story((made) => { begun(made); made.message(); made.pass(2000); }, { hidden: true }),
})}\n`);
