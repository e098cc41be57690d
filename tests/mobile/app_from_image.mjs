// The phone's app as it was built, its memory kept as an image and taken up twice. Prints a line of JSON.
// node app_from_image.mjs SITE
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

process.on("uncaughtException", (error) => { console.error(String(error.stack ?? error).slice(-1500)); process.exit(1); });
const site = process.argv[2];
const { loadPyodide } = await import(pathToFileURL(`${site}/pyodide/pyodide.mjs`));
const { lay } = await import(pathToFileURL(`${site}/archive.js`));
const { default: create } = await import(pathToFileURL(`${site}/pyodide/pyodide.asm.mjs`));
const code = readFileSync(`${site}/worker.js`, "utf-8");
const script = (name) => code.match(new RegExp(`const ${name} = (["\`])([^]*?)\\1;`))[2];
const client = { documentUrl: "http://127.0.0.1/" };
const ours = { flet_js: client, nuanchuang_js: { vault: {}, shown: () => {}, online: null } };
const loaded = async (options) => {
  const python = await loadPyodide({ indexURL: `${site}/pyodide/`, ...options });
  for (const name of ["app.zip", "packages.zip"]) python.FS.writeFile(`/${name}`, readFileSync(`${site}/${name}`));
  return python;
};
const TELL = `
import json, random, sys
from mobile import main
import flet_js, nuanchuang_js
json.dumps({
    "begins": callable(main.start),
    "modules": len([name for name in sys.modules if name.split(".")[0] in ("mobile", "shared")]),
    "chance": random.random(),
    "address": flet_js.documentUrl,
    "later": __import__("shared.client.http").__name__,
    "read": len(open("/app/assets/fonts/tongyong_guifan.txt", encoding="utf-8").read()),
})
`;

// What a first drawing has to look up, as it lies in memory.
const LOOKED_UP = `
import json
from shared.i18n import translator
from shared.ui import breaks, quick
json.dumps([quick._fields.cache_info().currsize, translator.cache_info().currsize])
`;
// What would be left of a person, or of a screen.
const LEFT = `
import gc, json
import flet as ft
from flet.messaging.session import Session as Line
from mobile.machine import Phone
from shared.app.session import Session
from shared.store.store import Store
from shared.ui.screen import Screen
gc.unfreeze()
gc.collect()
json.dumps([type(one).__name__ for one in gc.get_objects() if isinstance(one, (ft.Page, Line, Phone, Session, Store, Screen))])
`;

const first = await loaded({ _makeSnapshot: true });
for (const [name, module] of Object.entries(ours)) first.registerJsModule(name, module);
first.runPython(script("INSTALL"));
const FILES = `
import hashlib, pathlib
"".join(sorted(f"{path} {hashlib.sha256(path.read_bytes()).hexdigest()};" for path in pathlib.Path("/app").rglob("*") if path.is_file()))
`;
const laid = first.runPython(FILES);
const before = JSON.parse(first.runPython(LOOKED_UP));
first.runPython(`${script("WARM")}(412, 892)`);
first.runPython(script("REST"));
const memory = first.makeMemorySnapshot({
  serializer: (object) => Object.keys(ours).find((name) => ours[name] === object),
});
const told = [];
for (const address of ["http://127.0.0.1/one", "http://127.0.0.1/two"]) {
  client.documentUrl = address;
  const python = await loaded({
    _loadSnapshot: memory,
    _snapshotDeserializer: (name) => ours[name],
    createPyodideModule: async (settings) => {
      const made = await create(settings);
      made.growMemory(memory.length);
      return made;
    },
  });
  lay(python.FS, "/app", readFileSync(`${site}/app.zip`));
  python.runPython(script("WAKE"));
  told.push({
    ...JSON.parse(python.runPython(TELL)),
    laid: python.runPython(FILES) === laid,
    before,
    looked_up: JSON.parse(python.runPython(LOOKED_UP)),
    left: JSON.parse(python.runPython(LEFT)),
  });
}
console.log(JSON.stringify(told));
