// The file system over OPFS with handles in memory, under the real Pyodide and SQLite. Prints a line of JSON.
// What was not flushed is gone when `crash` is called, as with a killed browser.
import { pathToFileURL } from "node:url";

const [, , pyodideFolder, opfs] = process.argv;
const { fileSystem } = await import(pathToFileURL(opfs));
const { loadPyodide } = await import(pathToFileURL(`${pyodideFolder}/pyodide.mjs`));

const SLOTS = 12;
class Handle {
  constructor(room) { this.room = room; this.now = new Uint8Array(0); this.durable = new Uint8Array(0); }
  getSize() { return this.now.length; }
  truncate(size) {
    const next = new Uint8Array(size);
    next.set(this.now.subarray(0, size));
    this.now = next;
  }
  read(buffer, { at }) {
    const part = this.now.subarray(at, at + buffer.length);
    new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength).set(part);
    return part.length;
  }
  write(buffer, { at }) {
    if (at + buffer.length > this.room.bytes) throw Object.assign(new Error("full"), { name: "QuotaExceededError" });
    if (at + buffer.length > this.now.length) this.truncate(at + buffer.length);
    this.now.set(new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength), at);
    return buffer.length;
  }
  flush() { this.durable = this.now.slice(); }
  crash() { this.now = this.durable.slice(); }
}

const room = { bytes: 1e9 };
const handles = Array.from({ length: SLOTS }, () => new Handle(room));
const { nameOf } = await import(pathToFileURL(opfs));
const open = () => handles.map((opened, n) => ({ ino: n + 2, opened, name: nameOf(opened) }));

async function python() {
  const found = await loadPyodide({ indexURL: `${pyodideFolder}/` });
  fileSystem(found.FS, "/data", open());
  return found;
}

const result = {};
const first = await python();
first.runPython(`
import os, sqlite3
def connect(name):
    db = sqlite3.connect(f"/data/{name}", isolation_level=None)
    assert db.execute("PRAGMA journal_mode=truncate").fetchone() == ("truncate",)
    db.execute("PRAGMA synchronous=FULL")
    return db
new = connect("store.db.new")
new.execute("CREATE TABLE t(x)")
new.close()
os.chmod("/data/store.db.new", 0o600)
os.replace("/data/store.db.new", "/data/store.db")
db = connect("store.db")
db.execute("INSERT INTO t VALUES ('kept')")
db.execute("BEGIN"); db.execute("INSERT INTO t VALUES ('never said to be kept')")
`);
result.names = first.runPython('sorted(n for n in os.listdir("/data") if not n.endswith("-journal"))').toJs();
result.old_name_is_gone = first.runPython('not os.path.exists("/data/store.db.new")');
for (const handle of handles) handle.crash();

const second = await python();
second.runPython(`
import os, sqlite3
db = sqlite3.connect("/data/store.db", isolation_level=None)
`);
result.rows = second.runPython("[x for x, in db.execute('SELECT x FROM t')]").toJs();
result.check = second.runPython("db.execute('PRAGMA integrity_check').fetchone()[0]");
second.runPython(`
with open("/data/other", "wb") as file:
    file.write(b"0123456789" * 2000)
    file.flush(); os.fsync(file.fileno())
os.replace("/data/other", "/data/again")
with open("/data/target", "wb") as file: file.write(b"old")
os.replace("/data/again", "/data/target")
`);
result.replaced = second.runPython('open("/data/target", "rb").read() == b"0123456789" * 2000');
second.runPython('os.unlink("/data/target")');
result.unlinked = second.runPython('not os.path.exists("/data/target")');
room.bytes = 5000;
result.full = second.runPython(`
said = ""
try:
    db.execute("CREATE TABLE big(x)")
    for _ in range(50): db.execute("INSERT INTO big VALUES (?)", ["x" * 4000])
except sqlite3.Error as error:
    said = error.sqlite_errorname
said
`);
room.bytes = 1e9;
second.runPython('db.close(); db = sqlite3.connect("/data/store.db")');
result.after_full = second.runPython("[x for x, in db.execute('SELECT x FROM t')]").toJs();
result.too_many = second.runPython(`
import errno
code = 0
try:
    for n in range(20): open(f"/data/f{n}", "wb").close()
except OSError as error:
    code = error.errno
errno.errorcode[code]
`);
console.log(JSON.stringify(result));
