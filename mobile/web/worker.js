// Python's worker: takes the lock of this phone, opens its files, loads Pyodide and the app from what is kept here.
import { openSlots, fileSystem } from "./opfs.js";
import { vault } from "./vault.js";
import { loadPyodide } from "./pyodide/pyodide.mjs";

const START = `
import sys
sys.path.insert(0, "/app.zip")
from mobile.archives import install
install("/app.zip", "/app", "/packages.zip", "/lib/python314.zip")
from mobile.main import start
await start()
`;
const LOCK_MS = 5000; // a page that is just being left may hold the lock for a moment
const say = (message) => self.postMessage(message);

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
  shown: () => say({ kind: "shown" }),
  online: null, // set by Python: called when the line comes or goes
  ask: (words) => say({ kind: "ask", words }), // of the page: a line of JSON
  heard: null, // set by Python: called with what the page says
};
const client = {
  receive_callback: (message) => { const data = message.toJs(); self.postMessage(data, [data.buffer]); },
};

async function start(documentUrl) {
  const loading = loadPyodide({ indexURL: "/pyodide/" });
  const [app, packages] = [bytes("/app.zip"), bytes("/packages.zip")];
  if (!(await locked())) return say({ kind: "elsewhere" });
  const slots = await openSlots();
  const python = await loading;
  client.documentUrl = documentUrl;
  python.registerJsModule("flet_js", client);
  python.registerJsModule("nuanchuang_js", bridge);
  fileSystem(python.FS, "/data", slots);
  python.FS.writeFile("/packages.zip", await packages, { canOwn: true });
  python.FS.writeFile("/app.zip", await app, { canOwn: true });
  await python.runPythonAsync(START);
  await client.start_connection(client.receive_callback);
  return say({ kind: "ready" });
}

let started = false;
self.onmessage = async (event) => {
  if (!started) {
    started = true;
    try {
      await start(event.data.documentUrl);
    } catch (error) {
      say({ kind: "failed", why: String(error) });
    }
  } else if (event.data instanceof Uint8Array) {
    if (client.send) client.send(event.data);
  } else if (event.data.line && bridge.online) {
    bridge.online(event.data.line === "online");
  } else if (event.data.heard && bridge.heard) {
    bridge.heard(event.data.heard);
  }
};
