// Python's worker: takes the lock of this phone, opens its files, loads Pyodide and the app from what is kept here. Or,
// asked for an image: loads both, without lock and files, and keeps what the memory is then.
import { lay } from "./archive.js";
import { hasRoom, keepImage, openImage } from "./image.js";
import { NoFiles, openSlots, fileSystem } from "./opfs.js";
import { vault } from "./vault.js";
import { loadPyodide } from "./pyodide/pyodide.mjs";

const IMAGE = "@PYTHON@"; // names all that an image follows from
const INSTALL = `
import sys
sys.path.insert(0, "/app.zip")
from mobile.archives import install
install("/app.zip", "/app", "/packages.zip", "/lib/python314.zip")
import mobile.main
`;
const WARM = "from mobile.main import warm; warm";
const REST = "from mobile.archives import rest; rest()";
const WAKE = "from mobile.archives import wake; wake()";
const START = "from mobile.main import start; await start()";
const TURNS = 8; // more drawings, after which a browser has compiled for good what a first page takes, and keeps that
const KEEPING_MS = 1500; // for doing so
const LOCK_MS = 5000; // a page that is just being left may hold the lock for a moment
const say = (message) => self.postMessage(message);
const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

// Held until this worker ends.
const locked = () => new Promise((resolve) => {
  navigator.locks
    .request("nuanchuang", { signal: AbortSignal.timeout(LOCK_MS) }, () => { resolve(true); return new Promise(() => {}); })
    .catch(() => resolve(false));
});

const bytes = async (path) => {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path} ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
};

const bridge = {
  vault,
  shown: () => {
    say({ kind: "shown", image: Boolean(image) });
    if (image) image.worked();
  },
  online: null, // set by Python: called when the line comes or goes
  ask: (words) => say({ kind: "ask", words }), // of the page: a line of JSON
  heard: null, // set by Python: called with what the page says
};
const client = {
  receive_callback: (message) => { const data = message.toJs(); self.postMessage(data, [data.buffer]); },
};
const OURS = { flet_js: client, nuanchuang_js: bridge };
let image = null;

// Pyodide as it is loaded from an image, which needs as much memory at once as it holds.
async function loaded({ memory }) {
  const { default: create } = await import("./pyodide/pyodide.asm.mjs");
  const python = await loadPyodide({
    indexURL: "/pyodide/",
    _loadSnapshot: memory,
    _snapshotDeserializer: (name) => OURS[name],
    createPyodideModule: async (settings) => {
      const made = await create(settings);
      made.growMemory(memory.length);
      return made;
    },
  });
  python._api.config._loadSnapshot = null; // else it is held as long as Python runs
  return python;
}

// Python with the archives in place.
async function python(loading, archives) {
  const found = await loading;
  const [app, packages] = await archives;
  found.FS.writeFile("/packages.zip", packages, { canOwn: true });
  found.FS.writeFile("/app.zip", app, { canOwn: true });
  return found;
}

function installed(found) {
  for (const [name, module] of Object.entries(OURS)) found.registerJsModule(name, module);
  found.runPython(INSTALL);
}

async function start(documentUrl) {
  const archives = Promise.all([bytes("/app.zip"), bytes("/packages.zip")]);
  const loading = openImage(IMAGE).then((kept) => {
    image = kept;
    return kept ? loaded(kept) : loadPyodide({ indexURL: "/pyodide/" });
  });
  loading.catch(() => {}); // told of below
  if (!(await locked())) return say({ kind: "elsewhere" });
  const slots = openSlots();
  slots.catch(() => {});
  client.documentUrl = documentUrl;
  const found = await python(loading, archives);
  fileSystem(found.FS, "/data", await slots);
  if (image) {
    image.used();
    image.memory = null;
    lay(found.FS, "/app", (await archives)[0]);
    found.runPython(WAKE);
  } else {
    installed(found);
  }
  await found.runPythonAsync(START);
  await client.start_connection(client.receive_callback);
  return say({ kind: "ready" });
}

// What came of it. Once the image is kept, it practises: a browser keeps compiled code only of what ran much.
async function makeImage({ width, height }) {
  const found = await python(
    loadPyodide({ indexURL: "/pyodide/", _makeSnapshot: true }),
    Promise.all([bytes("/app.zip"), bytes("/packages.zip")]),
  );
  installed(found);
  const warm = () => found.runPython(`${WARM}(${Number(width)}, ${Number(height)})`);
  warm();
  found.runPython(REST);
  const memory = found.makeMemorySnapshot({
    serializer: (object) => {
      const name = Object.keys(OURS).find((one) => OURS[one] === object);
      if (!name) throw new Error("an object of the browser that an image cannot hold");
      return name;
    },
  });
  if (!(await hasRoom(memory.length))) return "full";
  await keepImage(IMAGE, memory);
  say({ kind: "made" });
  for (let turn = 0; turn < TURNS; turn += 1) {
    warm();
    await pause(0);
  }
  await pause(KEEPING_MS);
  return "practised";
}

async function begun({ documentUrl, make }) {
  try {
    if (make) {
      say({ kind: await makeImage(make) });
    } else {
      await start(documentUrl);
    }
  } catch (error) {
    const again = Boolean(image); // without it then
    if (image) await image.drop().catch(() => {});
    say({ kind: error instanceof NoFiles ? "unable" : "failed", why: String(error), again });
  }
}

let started = false;
self.onmessage = async (event) => {
  if (!started) {
    started = true;
    await begun(event.data);
  } else if (event.data instanceof Uint8Array) {
    if (client.send) client.send(event.data);
  } else if (event.data.line && bridge.online) {
    bridge.online(event.data.line === "online");
  } else if (event.data.heard && bridge.heard) {
    bridge.heard(event.data.heard);
  }
};
