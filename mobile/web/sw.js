// Keeps the whole app on the phone: every file by its hash, all of them or none. A new version waits until no page is
// open, so that nothing changes under a person's hands.
"use strict";

const VERSION = "@VERSION@";
const FILES = JSON.parse('@FILES@'); // path: [sha256, bytes, renderer, "later" or "", bytes on the line]
const FACES = @FACES@; // path: what the client's list of faces says of it, of those that are fetched when somebody wants them
const ISOLATED = @ISOLATED@; // said of every file, so that the page may use threads wherever it was served from
const PREFIX = "nuanchuang-";
const CACHE = PREFIX + VERSION;
const AT_ONCE = 4;
const renderer = new URL(self.location.href).searchParams.get("renderer");
const wanted = Object.entries(FILES).filter(([, [, , only]]) => only === "" || only === renderer);
const total = wanted.reduce((sum, [, [, , , line]]) => sum + line, 0);
// What a person is asked about before it is fetched over a line that costs them money; kept until they answer.
const LARGE = 1e6;
const ASKED = `${PREFIX}asked`;
let done = 0;

const hex = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

async function tell() {
  for (const page of await self.clients.matchAll({ type: "window", includeUncontrolled: true })) {
    page.postMessage({ kind: "progress", done: Math.round(done), total });
  }
}

function costs() {
  const line = self.navigator && self.navigator.connection;
  return Boolean(line && (line.saveData || line.type === "cellular"));
}

// Bytes on the line that this version still needs.
async function needed(cache, older) {
  let sum = 0;
  for (const [path, [hash, , , line]] of wanted) {
    if (await cache.match(path)) continue;
    const found = await Promise.all(older.map((old) => old.match(path)));
    if (!found.some((answer) => answer && answer.headers.get("x-sha256") === hash)) sum += line;
  }
  return sum;
}

// A newer version over mobile data waits for a yes; the version before goes on. `phone.js` asks when the app is opened.
async function allowed(cache, older) {
  if (!older.length || !costs()) return;
  const bytes = await needed(cache, older);
  if (bytes <= LARGE) return;
  const asked = await caches.open(ASKED);
  const answer = await asked.match("/asked");
  const found = answer ? await answer.json() : {};
  if (found.version === VERSION && found.yes) return;
  if (found.version !== VERSION) await asked.put("/asked", new Response(JSON.stringify({ version: VERSION, bytes })));
  throw new Error(`${bytes} bytes over mobile data: asked first`);
}

// Body of an answer, told of as it comes: `size` bytes, which are `line` bytes on the line.
async function body(answer, size, line) {
  const parts = [];
  let length = 0;
  const reader = answer.body.getReader();
  for (;;) {
    const { value, done: over } = await reader.read();
    if (over) break;
    parts.push(value);
    length += value.length;
    done += (value.length * line) / size;
    tell();
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) { whole.set(part, at); at += part.length; }
  return whole;
}

// As it is kept: by its hash, unpacked, apart from other origins.
function copy(whole, from, hash) {
  const headers = new Headers(from);
  for (const [name, value] of Object.entries(ISOLATED)) headers.set(name, value);
  headers.set("x-sha256", hash);
  headers.delete("content-encoding");
  return new Response(whole, { headers });
}

async function keep(cache, older, path, [hash, size, , line]) {
  if (await cache.match(path)) { done += line; return; } // an install that was broken off goes on
  for (const old of older) {
    const found = await old.match(path);
    if (found && found.headers.get("x-sha256") === hash) {
      await cache.put(path, copy(found.body, found.headers, hash));
      done += line;
      return;
    }
  }
  const answer = await fetch(path, { cache: "no-cache", credentials: "omit" });
  if (!answer.ok || answer.redirected) throw new Error(`${path} ${answer.status}`);
  const whole = await body(answer, size, line);
  // Another file than this version names: the server has a torn or newer build. The version before stays.
  if (hex(await crypto.subtle.digest("SHA-256", whole)) !== hash) throw new Error(`${path} is another one`);
  const kept = copy(whole, answer.headers, hash);
  kept.headers.set("content-length", String(whole.length));
  await cache.put(path, kept);
}

// What is fetched only when it is needed: whole and right, or not at all.
async function later(path) {
  const cache = await caches.open(CACHE);
  await keep(cache, [], path, FILES[path]);
  return cache.match(path);
}

async function install() {
  const cache = await caches.open(CACHE);
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && ![CACHE, ASKED].includes(name));
  const older = await Promise.all(names.map((name) => caches.open(name)));
  await allowed(cache, older);
  for (const [path, [hash, , only]] of Object.entries(FILES)) {
    if (only !== "later") continue;
    for (const old of older) {
      const found = await old.match(path);
      if (found && found.headers.get("x-sha256") === hash) await cache.put(path, copy(found.body, found.headers, hash));
    }
  }
  const todo = [...wanted];
  const one = async () => {
    for (let next = todo.shift(); next; next = todo.shift()) await keep(cache, older, next[0], next[1]);
  };
  // What is under way when one file fails is still kept, for the next try.
  const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, one));
  const failed = ends.find((end) => end.status === "rejected");
  if (failed) throw failed.reason;
}

async function activate() {
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name);
  }
  await self.clients.claim();
}

// Sound asks for a part, and ends at once where it gets the whole.
async function part(found, range) {
  const whole = await found.blob();
  const first = Number(range[1]);
  const last = range[2] ? Math.min(Number(range[2]), whole.size - 1) : whole.size - 1;
  const headers = new Headers(found.headers);
  headers.set("content-range", `bytes ${first}-${last}/${whole.size}`);
  headers.set("content-length", String(last - first + 1));
  return new Response(whole.slice(first, last + 1), { status: 206, headers });
}

// The client loads all faces of its list before it draws: with those that somebody has fetched, else without.
async function faces(found, cache) {
  const list = await found.json();
  for (const [path, face] of Object.entries(FACES)) if (await cache.match(path)) list.push(face);
  return new Response(JSON.stringify(list), { headers: { "content-type": "application/json" } });
}

function kept(url) {
  if (url.pathname === "/index.html") return "/";
  if (url.pathname.startsWith("/rive/")) return "/rive_native.js";
  return url.pathname;
}

const utf8 = (text) => new TextEncoder().encode(text);
const base64url = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

// What lies in the phone's vault (`vault.js`) under these names.
async function laid(...names) {
  const database = await new Promise((resolve, reject) => {
    const opening = indexedDB.open("nuanchuang");
    opening.onupgradeneeded = () => opening.transaction.abort(); // nothing was ever kept here
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  try {
    const keys = database.transaction("keys").objectStore("keys");
    return await Promise.all(names.map((name) => new Promise((resolve, reject) => {
      const asked = keys.get(name);
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    })));
  } finally {
    database.close();
  }
}

// One errand to the office while no page is open: what it needs to sign with, and what the office said it takes.
class Errand {
  constructor(pair, { certificate, device }) {
    Object.assign(this, { pair, certificate, device, nonces: [], takes: new Set() });
  }

  // Throws where there is no line, or a server in trouble: the browser tries again. What else an office says of a
  // parcel is heard by the page at its next opening.
  async asked(path, options) {
    const answer = await fetch(path, { method: "POST", credentials: "omit", cache: "no-store", ...options });
    if (answer.status >= 500 || !answer.headers.get("nuanchuang-service")) throw new Error(`${path} ${answer.status}`);
    const nonce = answer.headers.get("nuanchuang-nonce");
    if (nonce) this.nonces.push(nonce);
    return answer;
  }

  async nonce() {
    if (!this.nonces.length) {
      const answer = await this.asked("/v1/nonces");
      this.takes = new Set((answer.headers.get("nuanchuang-takes") || "").split(" "));
      this.nonces = (await answer.json()).nonces;
    }
    return this.nonces.shift();
  }

  // As small as the office takes it; once more plain and whole where it says no, as one that was restored may.
  async send(method, path, type, bytes) {
    const answer = await this.signed(method, path, type, bytes, true);
    return answer.status === 401 ? this.signed(method, path, type, bytes, false) : answer;
  }

  async signed(method, path, type, plain, small) {
    const nonce = await this.nonce();
    const headers = { "content-type": type, "nuanchuang-device": this.device, "nuanchuang-certificate": this.certificate };
    let bytes = plain;
    if (small && this.takes.has("named")) {
      headers["nuanchuang-certificate"] = base64url((await digest(utf8(this.certificate))).slice(0, 16));
    }
    if (small && this.takes.has("gzip") && type === JSON_TYPE && self.CompressionStream) {
      bytes = await packed(plain);
      headers["content-encoding"] = "gzip";
    }
    const told = { body: base64url(await digest(bytes)), device: this.device, method, nonce, target: path }; // in canonical order
    const made = await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, this.pair.privateKey, utf8(JSON.stringify(told)));
    Object.assign(headers, { "nuanchuang-nonce": nonce, "nuanchuang-signature": base64url(made) });
    return this.asked(path, { method, body: bytes, headers });
  }
}

const JSON_TYPE = "application/json";
const digest = (bytes) => crypto.subtle.digest("SHA-256", bytes);
const packed = async (bytes) =>
  new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(new self.CompressionStream("gzip"))).arrayBuffer());
const unbase64url = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (character) => character.charCodeAt(0));

// The chunks of an item's attachments that the office still lacks, as far as they lie ready.
async function bring(errand, { id, next }) {
  while (Number.isInteger(next)) {
    const [chunk] = await laid(`part/${id}/${next}`);
    if (!chunk) return;
    const answer = await errand.send("PUT", `/v1/parts/${id}/${next}`, "application/octet-stream", unbase64url(chunk));
    const following = answer.ok ? (await answer.json()).next : null;
    if (following !== null && following <= next) return;
    next = following;
  }
}

// Brings what waits while no page is open (`mobile/parcels.py`), each parcel by itself, and what is attached to it.
async function carry() {
  const [pair, parcels] = await laid("sign", "parcels");
  if (!pair || !parcels) return;
  const found = JSON.parse(parcels);
  const errand = new Errand(pair, found);
  for (const text of found.bodies) {
    const answer = await errand.send("POST", "/v1/submissions", JSON_TYPE, utf8(text));
    const { results = [] } = answer.ok ? await answer.json() : {};
    for (const result of results) if (result.answer === "waiting_for_parts") await bring(errand, result);
  }
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
// The line is back: a page that is open is told and brings what waits by itself, else it is brought from here.
self.addEventListener("sync", (event) => event.waitUntil((async () => {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  for (const page of pages) page.postMessage({ kind: "line" });
  if (!pages.length) await carry();
})()));
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  const path = kept(url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin || !(path in FILES)) return;
  event.respondWith((async () => {
    const cache = await caches.open(CACHE);
    const found = await cache.match(path);
    if (found && path === "/assets/FontManifest.json") return faces(found, cache);
    if (!found) return FILES[path][2] === "later" ? later(path) : fetch(event.request);
    const range = /^bytes=(\d+)-(\d*)$/.exec(event.request.headers.get("range") || "");
    return range ? part(found, range) : found;
  })());
});
