// The errand of our service worker, against a real office: what lies in the vault is brought while no page is open.
import { readFileSync } from "node:fs";
import vm from "node:vm";

const [script, given] = process.argv.slice(2);
const { url, key, laid, offline, without } = JSON.parse(readFileSync(given, "utf8"));
const curve = { name: "ECDSA", namedCurve: "P-256" };
const privateKey = await crypto.subtle.importKey("jwk", key, curve, false, ["sign"]);
const vault = new Map(Object.entries({ ...laid, sign: { privateKey } }));

const request = (result) => { const asked = {}; queueMicrotask(() => { asked.result = result; asked.onsuccess?.(); }); return asked; };
const store = { get: (name) => request(vault.get(name)) };
const indexedDB = { open: () => request({ transaction: () => ({ objectStore: () => store }), close: () => {} }) };

const sent = [];
const real = async (path, options) => {
  const plain = Object.fromEntries(new Headers(options.headers).entries());
  sent.push([options.method, path, plain["content-encoding"] || "", plain["nuanchuang-certificate"] || "", options.body?.length || 0]);
  if (offline && path === offline) throw new TypeError("Failed to fetch");
  return fetch(url + path, options);
};
const heard = {};
const self = {
  location: { href: "http://phone/sw.js?renderer=skwasm", origin: "http://phone" },
  addEventListener: (name, then) => { heard[name] = then; },
  clients: { matchAll: async () => [] },
  ...(without ? {} : { CompressionStream }),
};
const text = readFileSync(script, "utf8").replace("@VERSION@", "1").replace("@FILES@", "{}").replace("@FACES@", "{}").replace("@ISOLATED@", "{}");
vm.runInNewContext(text, {
  self, indexedDB, fetch: real, crypto, caches: {}, URL, Response, Headers, Blob, TextEncoder, Uint8Array, Set, Map, atob, btoa,
  Math, Number, JSON, Object, Array, String, Promise, Error,
});
let failed = false;
let work;
heard.sync({ waitUntil: (promise) => { work = promise; } });
try { await work; } catch { failed = true; }
console.log(JSON.stringify({ sent, failed }));
