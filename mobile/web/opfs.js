// An Emscripten file system over OPFS. Handles can only be opened asynchronously and files cannot be renamed there, so
// a fixed set of slots is opened at once; each begins with a header that names the file it holds. To rename is to write
// one header, which is whole or, by its check, nothing.
const SLOTS = 12;
const HEADER = 4096;
const MAGIC = 0x4e57434c;
const NAME_BYTES = 1024;
const TRIES = 20;
const PAUSE_MS = 200;
const [EINVAL, ENOENT, ENOSPC, EIO, EEXIST] = [28, 44, 51, 29, 20];

const NEVER = ["NotSupportedError", "SecurityError", "TypeError"]; // no handles in this browser, or none for this page

// A browser that keeps no files: to try again is of no use.
export class NoFiles extends Error {}

const unless = (error) => (NEVER.includes(error.name) ? new NoFiles(error.name) : error);
const pause = () => new Promise((resolve) => setTimeout(resolve, PAUSE_MS));

// Just after a reload the worker before may not have let go of its handles yet.
async function handle(folder, name) {
  const file = await folder.getFileHandle(name, { create: true });
  for (let n = 1; ; n += 1) {
    try {
      return await file.createSyncAccessHandle();
    } catch (error) {
      if (n === TRIES || NEVER.includes(error.name)) throw unless(error);
      await pause();
    }
  }
}

function check(bytes) {
  let sum = 0x811c9dc5;
  for (const byte of bytes) sum = Math.imul(sum ^ byte, 0x01000193) >>> 0;
  return sum;
}

export function nameOf(opened) {
  const head = new Uint8Array(12 + NAME_BYTES);
  if (opened.read(head, { at: 0 }) < 12) return "";
  const view = new DataView(head.buffer);
  const length = view.getUint32(4);
  if (view.getUint32(0) !== MAGIC || length > NAME_BYTES) return "";
  const name = head.subarray(12, 12 + length);
  return check(name) === view.getUint32(8) ? new TextDecoder().decode(name) : "";
}

function write(opened, name) {
  const letters = new TextEncoder().encode(name);
  const head = new Uint8Array(12 + letters.length);
  const view = new DataView(head.buffer);
  view.setUint32(0, name ? MAGIC : 0);
  view.setUint32(4, letters.length);
  view.setUint32(8, check(letters));
  head.set(letters, 12);
  if (opened.write(head, { at: 0 }) !== head.length) throw new Error("header");
  opened.flush();
}

export async function openSlots() {
  const root = await navigator.storage.getDirectory().catch((error) => { throw unless(error); });
  const folder = await root.getDirectoryHandle("nuanchuang", { create: true });
  const opened = await Promise.all(Array.from({ length: SLOTS }, (_, n) => handle(folder, `slot-${n}`)));
  return opened.map((one, n) => ({ ino: n + 2, opened: one, name: nameOf(one) }));
}

export function fileSystem(FS, at, slots) {
  const fail = (code) => { throw new FS.ErrnoError(code); };
  const guarded = (work) => {
    try {
      return work();
    } catch (error) {
      return fail(error.name === "QuotaExceededError" ? ENOSPC : EIO);
    }
  };
  const find = (name) => slots.find((slot) => slot.name === name);
  const size = (slot) => Math.max(0, slot.opened.getSize() - HEADER);
  const attributes = (node, ino, bytes) => ({
    dev: 7, ino, mode: node.mode, nlink: 1, uid: 0, gid: 0, rdev: 0, size: bytes,
    atime: new Date(0), mtime: new Date(0), ctime: new Date(0), blksize: 4096, blocks: Math.ceil(bytes / 512),
  });
  const seek = (stream, offset, whence, end) => {
    const position = offset + (whence === 1 ? stream.position : whence === 2 ? end : 0);
    return position < 0 ? fail(EINVAL) : position;
  };
  const free = (slot) => guarded(() => {
    write(slot.opened, "");
    slot.name = "";
    slot.opened.truncate(0);
    slot.opened.flush();
  });

  const fileNode = {
    getattr: (node) => attributes(node, node.slot.ino, size(node.slot)),
    setattr: (node, given) => {
      if (given.mode !== undefined && given.mode !== null) node.mode = given.mode;
      if (given.size !== undefined && given.size !== null) guarded(() => node.slot.opened.truncate(HEADER + given.size));
    },
  };
  const fileStream = {
    llseek: (stream, offset, whence) => seek(stream, offset, whence, size(stream.node.slot)),
    read: (stream, buffer, offset, length, position) => guarded(
      () => stream.node.slot.opened.read(buffer.subarray(offset, offset + length), { at: HEADER + position }),
    ),
    write: (stream, buffer, offset, length, position) => guarded(
      () => stream.node.slot.opened.write(buffer.subarray(offset, offset + length), { at: HEADER + position }),
    ),
    fsync: (stream) => guarded(() => { stream.node.slot.opened.flush(); return 0; }),
  };
  const make = (parent, slot) => {
    const node = FS.createNode(parent, slot.name, 0o100600, 0);
    node.slot = slot;
    node.node_ops = fileNode;
    node.stream_ops = fileStream;
    return node;
  };
  const forget = (parent, name) => {
    try {
      FS.hashRemoveNode(FS.lookupNode(parent, name));
    } catch { /* it was not looked at */ }
  };

  const folderNode = {
    getattr: (node) => attributes(node, 1, 4096),
    setattr: () => {},
    lookup: (parent, name) => { const slot = find(name); return slot ? make(parent, slot) : fail(ENOENT); },
    mknod: (parent, name) => {
      if (find(name)) fail(EEXIST);
      const slot = find("") || fail(ENOSPC);
      guarded(() => {
        slot.opened.truncate(0);
        write(slot.opened, name);
        slot.opened.truncate(HEADER);
      });
      slot.name = name;
      return make(parent, slot);
    },
    rename: (node, parent, name) => {
      const target = find(name);
      if (target && target !== node.slot) {
        free(target);
        forget(parent, name);
      }
      guarded(() => write(node.slot.opened, name));
      node.slot.name = node.name = name;
    },
    unlink: (parent, name) => { free(find(name) || fail(ENOENT)); forget(parent, name); },
    rmdir: () => fail(EINVAL),
    readdir: () => [".", "..", ...slots.map((slot) => slot.name).filter(Boolean)],
  };
  const folderStream = { llseek: (stream, offset, whence) => seek(stream, offset, whence, 0), fsync: () => 0 };

  FS.mkdirTree(at);
  FS.mount({
    mount: () => {
      const root = FS.createNode(null, "/", 0o40700, 0);
      root.node_ops = folderNode;
      root.stream_ops = folderStream;
      return root;
    },
  }, {}, at);
}
