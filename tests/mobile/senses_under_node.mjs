// What the page does for Python, with a browser's parts in memory. Prints a line of JSON.
import { readFileSync } from "node:fs";
import vm from "node:vm";

const source = readFileSync(process.argv[2], "utf-8");

function page(parts) {
  const heard = {};
  const window = {
    location: { hash: "", pathname: "/" },
    history: { replaceState: (...to) => { heard.replaced = to; } },
    addEventListener: (name, then) => { heard[name] = then; },
    ...parts,
  };
  const context = vm.createContext({ window, setTimeout, SpeechSynthesisUtterance: Words, ...parts });
  vm.runInContext(`${source}\nglobalThis.senses = senses;`, context);
  const told = [];
  context.senses.join((words) => told.push(JSON.parse(words)));
  const ask = async (what, given = {}) => {
    const number = told.length + 1;
    await context.senses.asked(JSON.stringify({ what, number, ...given }));
    return told.find((one) => one.number === number);
  };
  return { ask, told, heard };
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

const linked = page({ location: { hash: "#NCB1%3A12", pathname: "/" } });
found.brought = [(await linked.ask("brought")).code, linked.heard.replaced];
found.not_brought = (await mute.ask("brought")).code;

console.log(JSON.stringify(found));
