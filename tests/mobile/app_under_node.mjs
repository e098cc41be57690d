// The phone's app as it was built, without its screen: its own Pyodide, packages and code, and then a script over them.
// node app_under_node.mjs SITE SCRIPT [ARGUMENT...]; what the script prints is what this prints.
import { readFileSync } from "node:fs";
import { extname } from "node:path";
import { pathToFileURL } from "node:url";

const [, , site, script, ...given] = process.argv;
const { loadPyodide } = await import(pathToFileURL(`${site}/pyodide/pyodide.mjs`));
const python = await loadPyodide({ indexURL: `${site}/pyodide/` });
globalThis.navigator ??= { storage: { persisted: async () => false } };
python.registerJsModule("flet_js", { documentUrl: "http://127.0.0.1/" });
python.registerJsModule("nuanchuang_js", { vault: {}, shown: () => {}, online: null });
for (const name of ["app.zip", "packages.zip"]) python.FS.writeFile(`/${name}`, readFileSync(`${site}/${name}`));
for (const [n, path] of given.entries()) python.FS.writeFile(`/given${n}${extname(path)}`, readFileSync(path));
python.runPython(`
import sys
sys.path.insert(0, "/app.zip")
from mobile.archives import install
install("/app.zip", "/app", "/packages.zip", "/lib/python314.zip")
`);
await python.runPythonAsync(readFileSync(script, "utf-8"));
