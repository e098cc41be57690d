// An image of Python's memory: the app imported, nothing of a person in it yet. A phone makes one of each version for
// itself while it rests, and its starts take that up instead of importing anew. An image is whole or none; one with which
// two starts came to nothing is given up, and so is one of another version.
const FOLDER = "nuanchuang-image";
const HEADER = 64;
const MAGIC = 0x4e575059;
const TRIES_AT = 12;
const TRIES = 2;
const ROOM = 3; // times its size must be free where it is kept
const WORTH_GB = 1; // GB of memory below which a phone makes none

const folder = async () => (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true });

function fits(opened) {
  const head = new DataView(new ArrayBuffer(HEADER));
  if (opened.read(head, { at: 0 }) < HEADER || head.getUint32(0) !== MAGIC) return 0;
  const size = head.getUint32(4);
  return opened.getSize() === HEADER + size && head.getUint8(TRIES_AT) < TRIES ? size : 0;
}

function tried(opened, times) {
  opened.write(new Uint8Array([times]), { at: TRIES_AT });
}

// The image of that name, or null. `used` says that a start begins with it, `worked` that the start came to its page.
export async function openImage(name) {
  try {
    const place = await folder();
    const opened = await (await place.getFileHandle(name)).createSyncAccessHandle();
    const size = fits(opened);
    if (!size) {
      opened.close();
      return null;
    }
    const memory = new Uint8Array(size);
    if (opened.read(memory, { at: HEADER }) !== size) throw new Error("short");
    const before = new Uint8Array(1);
    opened.read(before, { at: TRIES_AT });
    return {
      memory,
      used: () => tried(opened, before[0] + 1),
      worked: () => { tried(opened, 0); opened.close(); },
      drop: async () => { opened.close(); await place.removeEntry(name); },
    };
  } catch {
    return null; // there is none, or another page of the app has it: it starts without
  }
}

// Whether this phone has room for an image of so many bytes.
export async function hasRoom(bytes) {
  if ((navigator.deviceMemory ?? WORTH_GB) < WORTH_GB) return false;
  const { quota = 0, usage = 0 } = (await navigator.storage.estimate?.()) ?? {};
  return quota - usage > ROOM * bytes;
}

// Keeps it in place of all others: what names it as whole is written last.
export async function keepImage(name, memory) {
  const place = await folder();
  for await (const other of place.keys()) await place.removeEntry(other);
  const opened = await (await place.getFileHandle(name, { create: true })).createSyncAccessHandle();
  try {
    if (opened.write(memory, { at: HEADER }) !== memory.length) throw new Error("short");
    opened.flush();
    const head = new DataView(new ArrayBuffer(HEADER));
    head.setUint32(0, MAGIC);
    head.setUint32(4, memory.length);
    if (opened.write(head, { at: 0 }) !== HEADER) throw new Error("header");
    opened.flush();
  } finally {
    opened.close();
  }
}
