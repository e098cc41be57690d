// What the page does for Python, with a browser's parts in memory. Prints a line of JSON.
import { readFileSync } from "node:fs";
import vm from "node:vm";

const source = readFileSync(process.argv[2], "utf-8");

function page(parts) {
  const heard = {};
  const window = {
    location: { hash: "", pathname: "/" },
    history: {
      state: { serialCount: 0 },
      replaceState: (...to) => { heard.replaced = to; },
      pushState(state) { heard.pushed = (heard.pushed || 0) + 1; this.state = state; },
    },
    addEventListener: (name, then) => { heard[name] = then; },
    ...parts,
  };
  const context = vm.createContext({
    window, setTimeout, SpeechSynthesisUtterance: Words, FileReader: Reader, navigator: {}, Blob, File, URL, ...parts,
  });
  vm.runInContext(`${source}\nglobalThis.senses = senses;`, context);
  const told = [];
  context.senses.join((words) => told.push(JSON.parse(words)));
  const ask = async (what, given = {}) => {
    const number = told.length + 1;
    await context.senses.asked(JSON.stringify({ what, number, ...given }));
    return told.find((one) => one.number === number);
  };
  return { ask, told, heard, window };
}

class Reader {
  async readAsDataURL(blob) {
    this.result = `data:x;base64,${Buffer.from(await blob.arrayBuffer()).toString("base64")}`;
    this.onload();
  }
}

// A canvas whose picture takes a byte for each so many pixels, by its quality; notes what was drawn on it.
function documents(perByte, chosen) {
  const made = { canvases: [], clicked: [], input: null };
  const canvas = () => {
    const one = { pens: 0, texts: [], squares: 0 };
    one.getContext = () => ({
      drawImage() {},
      fillRect() { one.squares += 1; },
      fillText(text) { one.texts.push(text); },
      measureText: (text) => ({ width: [...text].length * 30 }),
    });
    one.toBlob = (then, type, quality = 1) => {
      const bytes = new Uint8Array(Math.ceil((one.width * one.height * quality) / perByte));
      bytes.set([255, 216, 255].slice(0, bytes.length));
      then(new Blob([bytes], { type }));
    };
    made.canvases.push(one);
    return one;
  };
  const element = (name) => {
    if (name === "canvas") return canvas();
    const one = { name, then: {} };
    one.addEventListener = (event, then) => { one.then[event] = then; };
    one.click = () => {
      made.clicked.push(one.href || one.type);
      if (name === "input") queueMicrotask(() => {
        one.files = chosen ? [chosen] : [];
        one.then[chosen ? "change" : "cancel"]();
      });
      if (one.download) made.saved = one.download;
    };
    return one;
  };
  return { made, createElement: element };
}

class Words {
  constructor(text) { this.text = text; }
}

function speech(voices, fate) {
  const said = [];
  const heard = {};
  return {
    said,
    heard,
    cancelled: 0,
    getVoices: () => voices,
    addEventListener: (name, then) => { heard[name] = then; },
    resume() {},
    speak(words) { said.push(words); queueMicrotask(() => fate(words)); },
    cancel() { this.cancelled += 1; const last = said.at(-1); last?.onerror?.({ error: "interrupted" }); },
  };
}

const found = {};
const near = { voiceURI: "near", lang: "zh-CN", localService: true };
const far = { voiceURI: "far", lang: "zh-CN", localService: false };

const own = speech([far, near], (words) => words.onend?.());
const speaking = page({ speechSynthesis: own });
found.voices = (await speaking.ask("voices")).voices;
found.said = "error" in (await speaking.ask("say", { words: "您好", voice: "near", lang: "zh-cn", rate: 1.5, volume: 0.5 }));
found.how = [own.said[0].text, own.said[0].voice.voiceURI, own.said[0].rate, own.said[0].volume];

const slow = speech([near], () => {});
const broken = page({ speechSynthesis: slow });
const waiting = broken.ask("say", { words: "您好", voice: "near", lang: "zh-cn", rate: 1, volume: 1 });
await broken.ask("hush");
found.hushed = [(await waiting).error, slow.cancelled];

const mute = page({});
found.mute = [(await mute.ask("voices")).voices, (await mute.ask("say", { words: "您好" })).error];
found.unknown = (await mute.ask("dance")).error;

// A phone whose text is half as large again; then somebody makes it twice as large.
let px = 24;
const observed = [];
const texts = page({
  document: { createElement: () => ({ style: {}, setAttribute() {} }), body: { append() {} } },
  getComputedStyle: () => ({ fontSize: `${px}px` }),
  ResizeObserver: class { constructor(then) { this.then = then; } observe() { observed.push(this.then); } },
});
texts.window.ResizeObserver = true;
found.text = [(await texts.ask("text")).scale];
px = 32;
observed[0]();
found.text.push(texts.told.at(-1).what, texts.told.at(-1).scale);

// Two clips of three bytes and one; the second of them is never heard to its end.
const pack = Uint8Array.from([0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 1, 7, 8, 9, 5]);
function clipping(ends, server = { "/clips/zh/home.clips": pack }) {
  const made = { sounds: [], asked: [], paused: 0, kept: new Set() };
  class Sound {
    constructor(url) { made.sounds.push(this); this.url = url; }
    async play() { if (ends(made.sounds.length)) queueMicrotask(() => this.onended()); }
    pause() { made.paused += 1; }
  }
  const blobs = [];
  const at = page({
    Audio: Sound,
    URL: { createObjectURL: (blob) => { blobs.push(blob); return `blob:${blobs.length}`; }, revokeObjectURL: () => {} },
    caches: { match: async (url) => (made.kept.has(url) ? {} : undefined) },
    fetch: async (url) => {
      made.asked.push(url);
      if (!(url in server)) throw new TypeError("Failed to fetch");
      made.kept.add(url);
      return new Response(server[url]);
    },
  });
  return { ...at, made, bytes: async () => Promise.all(blobs.map(async (blob) => [...new Uint8Array(await blob.arrayBuffer())])) };
}
const wanted = { clips: [["/clips/zh/home.clips", 1], ["/clips/zh/home.clips", 0]], rate: 1.5, volume: 0.5 };
const clips = clipping(() => true);
found.clips = ["error" in (await clips.ask("clips", wanted)), await clips.bytes(), clips.made.asked.length];
found.clips_how = clips.made.sounds.map((sound) => [sound.playbackRate, sound.volume]);
const cut = clipping((n) => n < 2);
const cutting = cut.ask("clips", wanted);
while (cut.made.sounds.length < 2) await new Promise((resolve) => setImmediate(resolve));
await cut.ask("hush");
await cutting;
found.clips_hushed = [cut.told.find((one) => "error" in one)?.error, cut.made.sounds.length];
const alone = clipping(() => true, {});
found.clips_missing = (await alone.ask("clips", wanted)).error;
const both = { packs: { zh: ["/clips/zh/home.clips"], en: ["/clips/en/home.clips"] } };
found.clips_kept = [(await alone.ask("kept", both)).kept, (await clips.ask("kept", both)).kept];
const more = clipping(() => true, { "/a": pack, "/b": pack });
more.made.kept.add("/a");
await more.ask("keep", { packs: ["/a", "/b"] });
found.clips_fetched = more.made.asked;

const linked = page({ location: { hash: "#NCB1%3A12", pathname: "/" } });
found.brought = [(await linked.ask("brought")).code, linked.heard.replaced];
found.not_brought = (await mute.ask("brought")).code;

const drawing = page({});
let frames = 0;
drawing.window.requestAnimationFrame = (then) => { frames += 1; setTimeout(then, 0); };
found.rest = ["error" in await drawing.ask("rest"), frames];

const wide = { width: 4000, height: 3000 };
async function photo(perByte, most, chosen = {}) {
  const paper = documents(perByte, chosen);
  const at = page({ document: paper, createImageBitmap: async () => wide });
  const answer = await at.ask("photo", { most });
  const last = paper.made.canvases.at(-1);
  return { ...answer, bytes: Buffer.from(answer.jpeg || "", "base64").length, size: last && [last.width, last.height] };
}
const easy = await photo(10, 300000);
found.photo = [easy.bytes <= 300000, easy.size];
const hard = await photo(3, 300000);
found.shrunk = [hard.bytes <= 300000, hard.size[0] < 1800, hard.size[0] >= 900];
found.hopeless = (await photo(0.1, 300000)).error;
found.cancelled = (await photo(10, 300000, null)).error;

class Detector {
  static async getSupportedFormats() { return ["qr_code"]; }
  async detect(image) { return image.code ? [{ rawValue: image.code }] : []; }
}
const reading = (image) => page({ document: documents(1, {}), createImageBitmap: async () => image, BarcodeDetector: Detector });
found.reads = [(await mute.ask("reads")).reads, (await reading({}).ask("reads")).reads];
found.scan = [(await reading({ code: "NCB1:1" }).ask("scan")).code, (await reading({}).ask("scan")).code];

const receipt = { title: "回执", lines: ["一二三四五六七八九十一二三四五六七八九十一二三四五", "ok"], codes: [["101", "010", "101"]] };
const desk = documents(100, null);
found.saved = [(await page({ document: desk }).ask("slip", receipt)).shared, desk.made.saved];
found.drawn = [desk.made.canvases[0].texts, desk.made.canvases[0].squares];
const shared = [];
const sharing = { canShare: () => true, share: async (what) => { shared.push(what.files[0].type); } };
found.shared = [(await page({ document: documents(100, null), navigator: sharing }).ask("slip", receipt)).shared, shared];

const calling = documents(1, null);
await page({ document: calling }).ask("call", { to: "12333" });
found.called = calling.made.clicked;

const going = page({});
let stopped = 0;
const pop = (state) => { going.window.history.state = state; going.heard.popstate({ state, stopImmediatePropagation: () => { stopped += 1; } }); };
pop({ serialCount: 0 });
const before = going.told.length;
await going.ask("hold");
pop({ serialCount: 0 });
pop({ serialCount: 0 });
found.back = [before, going.told.filter((one) => one.what === "back").length, stopped, going.heard.pushed];

// Not waiting for what the page would do in a minute.
process.stdout.write(`${JSON.stringify(found)}\n`, () => process.exit(0));
