// The watch over what is painted, with a browser's parts in memory and a clock of ours. Prints a line of JSON: for each
// story what the server was told, and how often the page was loaded.
import { readFileSync } from "node:fs";
import vm from "node:vm";

const source = readFileSync(process.argv[2], "utf-8");

// One window: what it keeps stays when its page is loaded anew.
function opened(parts = {}) {
  const kept = new Map(), told = [], made = { loads: 0, now: 1e12, answers: true, hidden: false, page: "" };
  let looks = [], later = [];
  const load = () => {
    made.loads += 1;
    [looks, later, made.page] = [[], [], ""];
    class Surface { transferFromImageBitmap() {} }
    class Canvas extends EventTarget { getContext() {} }
    const began = made.now;
    const context = vm.createContext({
      ImageBitmapRenderingContext: Surface,
      OffscreenCanvas: Canvas,
      document: {
        get hidden() { return made.hidden; },
        querySelector: () => (made.page ? { getAttribute: () => made.page } : null),
      },
      sessionStorage: { getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => kept.set(name, value) },
      performance: { now: () => made.now - began },
      Date: { now: () => made.now },
      location: { reload: load },
      fetch: async (path) => {
        told.push(path);
        if (!made.answers) throw new TypeError("refused");
        return { ok: true };
      },
      setInterval: (step) => looks.push(step),
      setTimeout: (step, ms) => later.push([made.now + ms, step]),
      ...parts,
    });
    vm.runInContext(source, context);
    made.paint = () => new Surface().transferFromImageBitmap(null);
    made.canvas = new Canvas();
    made.canvas.getContext("webgl2");
  };
  load();
  const pass = async (seconds) => {
    for (let n = 0; n < seconds; n += 1) {
      made.now += 1000;
      const due = later.filter(([at]) => at <= made.now);
      later = later.filter(([at]) => at > made.now);
      [...due.map(([, step]) => step), ...looks].forEach((step) => step());
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const show = async (page, seconds, painted = false) => {
    if (painted) made.paint();
    made.page = `page.${page}`;
    await pass(seconds);
  };
  const through = async (seconds, painted = false) => {
    for (const page of ["a", "b", "c", "d"].filter((one) => made.page !== `page.${one}`).slice(0, 3)) {
      await show(page, seconds, painted);
    }
  };
  const say = (what) => made.canvas.dispatchEvent(new Event(what));
  const lose = () => say("webglcontextlost");
  return { made, pass, show, through, say, lose, so: () => [told, made.loads] };
}

async function story(steps) {
  const window = opened();
  await window.show("home", 5, true);
  await steps(window);
  return window.so();
}

console.log(JSON.stringify({
  unpainted: await story((w) => w.through(5)),
  soon: await story((w) => w.through(3)),
  painted: await story((w) => w.through(60, true)),
  late: await story(async (w) => {
    for (let n = 0; n < 5; n += 1) {
      await w.show("a", 20);
      await w.show("b", 20);
      w.made.paint();
    }
  }),
  stays: await story((w) => w.pass(3600)),
  dark: await story(async (w) => {
    w.made.page = "";
    await w.pass(3600);
    await w.show("a", 5);
  }),
  hidden: await story(async (w) => {
    w.made.hidden = true;
    await w.through(60);
  }),
  otherwise: await (async () => {
    const w = opened();
    await w.through(60);
    return w.so();
  })(),
  lost: await story(async (w) => { w.lose(); await w.pass(2); }),
  early: await (async () => {
    const w = opened();
    w.lose();
    await w.pass(2);
    return w.so();
  })(),
  restored: await story(async (w) => {
    w.lose();
    await w.pass(1);
    w.say("webglcontextrestored");
    await w.pass(1);
  }),
  mended: await story(async (w) => { w.lose(); w.made.paint(); await w.pass(60); }),
  spoken: await story(async (w) => {
    ["webglcontextrestored", "webglcontextcreationerror", "contextlost"].forEach(w.say);
    await w.pass(60);
  }),
  alone: await story(async (w) => {
    w.made.answers = false;
    w.lose();
    await w.pass(3);
    w.made.answers = true;
    await w.pass(1);
  }),
  often: await story(async (w) => {
    for (let n = 0; n < 24 * 60; n += 1) {
      await w.show("home", 5, true);
      w.lose();
      await w.pass(55);
    }
  }),
}));
