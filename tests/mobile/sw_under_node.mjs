// Our service worker with caches and a server in memory. Prints a line of JSON.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import vm from "node:vm";

const source = readFileSync(process.argv[2], "utf-8");
const APART = "cross-origin-embedder-policy";
const hash = (text) => createHash("sha256").update(text).digest("hex");

const stores = new Map();
const caches = {
  open: async (name) => {
    if (!stores.has(name)) stores.set(name, new Map());
    const kept = stores.get(name);
    return {
      match: async (path) => kept.get(path)?.clone(),
      put: async (path, answer) => { kept.set(path, answer); },
    };
  },
  keys: async () => [...stores.keys()],
  delete: async (name) => stores.delete(name),
};

let server = {};
const asked = [];
const fetch = async (path) => {
  asked.push(path);
  if (!(path in server)) throw new TypeError("Failed to fetch");
  return new Response(server[path], { headers: { "content-type": "text/plain", "content-encoding": "br" } });
};

function worker(version, files, { renderer = "skwasm", connection, faces = "{}" } = {}) {
  const table = Object.fromEntries(
    Object.entries(files).map(([path, [text, only]]) => [path, [hash(text), text.length, only, text.length * 10 ** 6]]),
  );
  const heard = {};
  const told = [];
  const self = {
    location: { href: `http://phone/sw.js?renderer=${renderer}`, origin: "http://phone" },
    addEventListener: (name, then) => { heard[name] = then; },
    clients: { claim: async () => {}, matchAll: async () => [{ postMessage: (message) => told.push(message) }] },
  };
  const marks = { VERSION: version, FILES: JSON.stringify(table), FACES: faces, ISOLATED: JSON.stringify({ [APART]: "require-corp" }) };
  const text = Object.entries(marks).reduce((so, [mark, value]) => so.replace(`@${mark}@`, value), source);
  if (connection) self.navigator = { connection };
  const given = { self, caches, fetch, URL, Response, Headers, Uint8Array, crypto, Math, Number, JSON, Object, Array, String };
  vm.runInNewContext(text, given);
  const wait = (name) => { let work; heard[name]({ waitUntil: (given) => { work = given; } }); return work; };
  const get = async (path, headers = {}) => {
    let answer = null;
    const request = { url: `http://phone${path}`, method: "GET", headers: new Headers(headers) };
    heard.fetch({ request, respondWith: (given) => { answer = given; } });
    return answer && await answer;
  };
  return { install: () => wait("install"), activate: () => wait("activate"), sync: () => wait("sync"), get, told };
}

const fails = async (work) => { try { await work; return false; } catch { return true; } };
const result = {};
const one = { "/": ["page one", ""], "/same": ["same", ""], "/s": ["fast", "skwasm"], "/c": ["slow", "canvaskit"] };
const texts = (files) => Object.fromEntries(Object.entries(files).map(([path, [text]]) => [path, text]));

server = texts(one);
const first = worker("1", one);
await first.install();
await first.activate();
result.asked_first = [...asked].sort();
const last = first.told.at(-1);
result.told_whole = last.done === last.total && last.total === 10 ** 6 * ("page one".length + "same".length + "fast".length);
server = {};
result.offline = await (await first.get("/index.html")).text();
result.api_is_left_alone = await first.get("/v1/keys") === null;
const part = await first.get("/same", { range: "bytes=1-2" });
result.part = [part.status, await part.text(), part.headers.get("content-range")];
result.not_called_packed = (await first.get("/same")).headers.get("content-encoding");
stores.get("nuanchuang-1").get("/same").headers.delete(APART); // as a version before kept it

const two = { ...one, "/": ["page two", ""], "/new": ["new", ""] };
server = { ...texts(two), "/new": "torn" };
result.torn_fails = await fails(worker("2", two).install());
result.old_stays = await (await first.get("/")).text();

server = texts(two);
asked.length = 0;
const second = worker("2", two);
await second.install();
result.asked_again = [...asked].sort();
result.old_until_activated = await (await first.get("/")).text();
await second.activate();
result.caches = [...stores.keys()];
server = {};
result.new = await (await second.get("/")).text();
result.apart = await Promise.all(["/", "/same", "/new"].map(async (path) => (await second.get(path)).headers.get(APART)));

// Another version over mobile data, which costs: asked first.
const three = { ...two, "/": ["page three", ""] };
server = texts(three);
asked.length = 0;
const costly = { connection: { type: "cellular" } };
result.costly_fails = await fails(worker("3", three, costly).install());
result.nothing_was_fetched = asked.length === 0;
const question = stores.get("nuanchuang-asked").get("/asked");
result.question = await question.clone().json();
result.old_goes_on = await (await second.get("/")).text();
stores.get("nuanchuang-asked").set("/asked", new Response(JSON.stringify({ ...result.question, yes: true })));
const third = worker("3", three, costly);
await third.install();
await third.activate();
server = {};
result.after_yes = await (await third.get("/")).text();

// A face that is fetched when it is needed, and kept from then on, also by the next version.
const five = { ...three, "/face": ["rare", "later"] };
server = texts(five);
asked.length = 0;
const fifth = worker("5", five);
await fifth.install();
await fifth.activate();
result.not_with_the_rest = !asked.includes("/face");
result.face = await (await fifth.get("/face")).text();
server = { ...texts(five), "/": "page six" };
asked.length = 0;
const sixth = worker("6", { ...five, "/": ["page six", ""] });
await sixth.install();
await sixth.activate();
server = {};
result.face_stays = !asked.includes("/face") && await (await sixth.get("/face")).text();
server = { "/face": "torn" };
stores.clear();
result.torn_face = await fails(worker("5", five).get("/face"));
// A language's face is on the client's list once it was fetched.
stores.clear();
const list = "/assets/FontManifest.json";
const seven = { [list]: ['[{"family":"Text"}]', ""], "/korean": ["face", "later"] };
server = texts(seven);
const seventh = worker("7", seven, { faces: '{"/korean":{"family":"Korean"}}' });
await seventh.install();
await seventh.activate();
const families = async () => (await (await seventh.get(list)).json()).map((face) => face.family);
result.faces = [await families()];
await seventh.get("/korean");
server = {};
result.faces.push(await families());
stores.clear();
server = texts(three);
await worker("4", three, costly).install();
result.the_first_install_is_asked_by_the_page = stores.has("nuanchuang-4");
const woken = worker("4", three);
await woken.sync();
result.woken = woken.told.some((message) => message.kind === "line");
console.log(JSON.stringify(result));
