// The phone's own files, Pyodide and store, without its screen: keeps one claim after the other until it is killed.
import { openSlots, fileSystem } from "./opfs.js";
import { loadPyodide } from "./pyodide/pyodide.mjs";

const bytes = async (path) => new Uint8Array(await (await fetch(path)).arrayBuffer());

self.onmessage = async (event) => {
  try {
    const loading = loadPyodide({ indexURL: "/pyodide/" });
    const [app, packages, script] = await Promise.all([bytes("/app.zip"), bytes("/packages.zip"), bytes("/submitter.py")]);
    const slots = await openSlots();
    const python = await loading;
    fileSystem(python.FS, "/data", slots);
    python.FS.mkdirTree("/app");
    python.FS.writeFile("/packages.zip", packages);
    python.unpackArchive(app, "zip", { extractDir: "/app" });
    python.registerJsModule("nuanchuang_js", { first: event.data.first, say: (words) => self.postMessage(words) });
    python.runPython('import sys; sys.path[:0] = ["/app", "/packages.zip"]');
    python.runPython(new TextDecoder().decode(script));
  } catch (error) {
    self.postMessage(JSON.stringify({ error: String(error) }));
  }
};
