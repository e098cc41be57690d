// Images of Python's memory over files that are in memory. Prints a line of JSON.
// node image_under_node.mjs IMAGE_JS
import { pathToFileURL } from "node:url";

const files = new Map();
const open = new Set();
let breaks = Infinity; // after so many writes the browser is gone

class Handle {
  constructor(name) { this.name = name; open.add(name); }
  getSize() { return files.get(this.name).length; }
  read(buffer, { at }) {
    const to = new Uint8Array(buffer.buffer ?? buffer, buffer.byteOffset ?? 0, buffer.byteLength);
    const part = files.get(this.name).subarray(at, at + to.length);
    to.set(part);
    return part.length;
  }
  write(buffer, { at }) {
    if (breaks <= 0) throw new Error("gone");
    breaks -= 1;
    const from = new Uint8Array(buffer.buffer ?? buffer, buffer.byteOffset ?? 0, buffer.byteLength);
    const now = files.get(this.name);
    const next = new Uint8Array(Math.max(now.length, at + from.length));
    next.set(now);
    next.set(from, at);
    files.set(this.name, next);
    return from.length;
  }
  flush() {}
  close() { open.delete(this.name); }
}

const folder = {
  getFileHandle: async (name, { create } = {}) => {
    if (!files.has(name) && !create) throw new Error("NotFoundError");
    if (!files.has(name)) files.set(name, new Uint8Array(0));
    return {
      createSyncAccessHandle: async () => {
        if (open.has(name)) throw new Error("NoModificationAllowedError");
        return new Handle(name);
      },
    };
  },
  removeEntry: async (name) => {
    if (open.has(name)) throw new Error("NoModificationAllowedError");
    files.delete(name);
  },
  async* keys() { yield* [...files.keys()]; },
};
const room = { quota: 1e9, usage: 0 };
Object.defineProperty(globalThis, "navigator", {
  value: {
    storage: { getDirectory: async () => ({ getDirectoryHandle: async () => folder }), estimate: async () => room },
  },
  configurable: true,
});

const { hasRoom, keepImage, openImage } = await import(pathToFileURL(process.argv[2]));
const memory = Uint8Array.from({ length: 1000 }, (_, n) => n % 251);
const same = (found) => Boolean(found) && Buffer.compare(Buffer.from(found.memory), Buffer.from(memory)) === 0;
const begun = async (how) => { // a start with the image; whether there was one
  const found = await openImage("one");
  if (!found) return false;
  found.used();
  await found[how]();
  return true;
};
const left = async () => { // a start that nobody waited for: the browser closes its files
  const found = await openImage("one");
  if (!found) return false;
  found.used();
  open.clear();
  return true;
};

const result = { none: await openImage("one") };
await keepImage("one", memory);
const found = await openImage("one");
result.same = same(found);
result.second_page = await openImage("one");
found.worked();
result.worked = [await begun("worked"), await begun("worked"), await begun("worked")];
result.left = [await left(), await begun("worked"), await left(), await left(), await left()];
await keepImage("one", memory);
result.made_again = await begun("worked");
result.other_version = await openImage("two");
await keepImage("two", memory);
result.names = [...files.keys()];
await keepImage("one", memory);
result.dropped = [await begun("drop"), await openImage("one")];
for (const writes of [0, 1]) {
  breaks = writes;
  await keepImage("one", memory).catch(() => {});
  breaks = Infinity;
  result[`torn_after_${writes}`] = await openImage("one");
}
result.room = [await hasRoom(1e6), await hasRoom(0.9e9)];
navigator.deviceMemory = 0.5;
result.small_phone = await hasRoom(1e6);
console.log(JSON.stringify(result));
