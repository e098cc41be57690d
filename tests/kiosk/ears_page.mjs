// A page around web/ears.js, without a browser: does what stdin tells, a line each, and prints what the page sends.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import vm from "node:vm";

const timers = new Map();
let now = 0, count = 0, socket = null, ears = null;
class Told extends EventTarget {
  static OPEN = 1;
  readyState = 1;
  constructor() {
    super();
    socket = this;
  }
  send(news) {
    console.log(typeof news === "string" ? news : "sound");
  }
}
const track = Object.assign(new EventTarget(), { stop() {} });
class Context {
  state = "running";
  sampleRate = 48000;
  audioWorklet = { addModule: async () => {} };
  resume = async () => {};
  close() {}
  createMediaStreamSource = () => ({ connect() {} });
}
class Ears {
  port = Object.assign(new EventTarget(), { start() {} });
  constructor() {
    ears = this;
  }
}
const page = Object.assign(new EventTarget(), {
  CustomEvent, ArrayBuffer, JSON, WebSocket: Told, AudioContext: Context, AudioWorkletNode: Ears,
  location: { origin: "http://here" },
  navigator: { mediaDevices: Object.assign(new EventTarget(), {
    enumerateDevices: async () => [{ kind: "audioinput" }],
    getUserMedia: async () => ({ getTracks: () => [track], getAudioTracks: () => [track] }),
  }) },
  fetch: async () => ({ status: 200 }),
  setTimeout: (then, ms) => (timers.set(++count, { at: now + ms, then }), count),
  clearTimeout: (id) => timers.delete(id),
});
page.addEventListener = page.addEventListener.bind(page);
vm.runInNewContext(readFileSync(process.argv[2], "utf8"), page);

const settle = () => new Promise((done) => setImmediate(done));
const doing = {
  told: (asked) => socket.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(asked) })),
  sounding: (detail) => page.dispatchEvent(new CustomEvent("sounding", { detail })),
  piece: () => ears.port.dispatchEvent(new MessageEvent("message", { data: new ArrayBuffer(2) })),
  pass: (ms) => {
    now += ms;
    for (const [id, { at, then }] of [...timers]) if (at <= now && timers.delete(id)) then();
  },
};
await settle();
for await (const line of createInterface({ input: process.stdin })) {
  const [what, given] = JSON.parse(line);
  doing[what](given);
  await settle();
  console.log("-");
}
