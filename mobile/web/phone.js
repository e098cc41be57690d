// The page before Python is up: keeps the app on the phone, tells how far that is, then starts Python beside the client.
"use strict";

const FLUTTER_WASM = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 95, 1, 120, 0]);
const UNTOUCHED_MS = 5000;
const $ = (id) => document.getElementById(id);
const MB = (bytes) => (bytes / 1e6).toFixed(1);

const WORDS = {
  opening: ["正在打开，请稍等。", "Opening."],
  downloading: ["正在下载。", "Downloading once; afterwards it opens without network."],
  starting: ["正在准备，请稍等。", "Getting ready."],
  offline: ["没有网络，还没下载完。", "No network, and the download is not complete."],
  elsewhere: ["暖窗已经在另一个页面打开了。请用那一个。", "Already open in another tab. Please use that one."],
  ask: ["要下载大约12兆。现在用的是手机流量，下载吗？", "About 12 MB to download, over mobile data. Go on?"],
  later: ["好。连上无线网再打开就行。", "All right. Open it again on Wi-Fi."],
  update: ["有新版本。现在用的是手机流量。", "There is a new version, and you are on mobile data."],
  failed: ["打不开。请再试一次。", "It did not open. Please try again."],
  unable: ["这个浏览器存不住您填的内容。请换一个浏览器打开。", "This browser cannot keep what you enter. Please use another one."],
};

let state = "opening";
function tell(name) {
  state = name;
  if (!$("state")) return;
  [$("state").textContent, $("english").textContent] = WORDS[name];
  $("again").hidden = !["offline", "elsewhere", "failed", "later"].includes(name);
}

function progress(done, total) {
  if (!$("bar")) return;
  $("bar").hidden = $("first").hidden = false;
  $("bar").max = total;
  $("bar").value = done;
  $("bytes").textContent = `${MB(done)} / ${MB(total)} MB`;
}

const mobileData = () => Boolean(navigator.connection && (navigator.connection.saveData || navigator.connection.type === "cellular"));

// Asks before much is fetched over a line that costs money; true for yes.
function asked(name, bytes) {
  tell(name);
  $("bytes").textContent = bytes ? `${MB(bytes)} MB` : "";
  return new Promise((resolve) => {
    for (const [id, yes] of [["yes", true], ["later", false]]) {
      $(id).hidden = false;
      $(id).onclick = () => {
        $("yes").hidden = $("later").hidden = true;
        $("bytes").textContent = "";
        resolve(yes);
      };
    }
  });
}

// A newer version that its service worker would not fetch over mobile data without a word from the person.
async function newer() {
  const found = await caches.match("/asked", { cacheName: "nuanchuang-asked" });
  const about = found ? await found.json() : null;
  if (!about || about.told || !mobileData()) return;
  const yes = await asked("update", about.bytes);
  const kept = await caches.open("nuanchuang-asked");
  await kept.put("/asked", new Response(JSON.stringify({ ...about, yes, told: true })));
}

// The same test that the client makes for its faster renderer; everything else gets the one that runs everywhere.
function renderer() {
  const canvas = document.createElement("canvas");
  const draws = canvas.getContext("webgl2") || canvas.getContext("webgl");
  const blink = ["Google Inc."].includes(navigator.vendor) || navigator.userAgent.includes("Edg/");
  const text = "ImageDecoder" in window && "v8BreakIterator" in Intl && "Segmenter" in Intl;
  return draws && blink && text && WebAssembly.validate(FLUTTER_WASM) ? "skwasm" : "canvaskit";
}

var flet = {
  pyodide: true,
  multiView: false,
  noCdn: true,
  webSocketEndpoint: "/ws",
  entrypointBaseUrl: "/",
  assetBase: "/",
  routeUrlStrategy: "hash",
  canvasKitBaseUrl: "/canvaskit/",
  webRenderer: renderer(),
  fontFallbackBaseUrl: "assets/fonts/",
  pythonModuleName: "main",
  appPackageUrl: "app.zip",
};
flet.flutterAppLoaded = new Promise((resolve) => { flet.flutterAppResolve = resolve; });

// Whether this browser has what keeps the app and what is entered; what else is missing only its worker can see.
const able = () => Boolean("serviceWorker" in navigator && navigator.locks && navigator.storage?.getDirectory);

// Everything is kept by the service worker first, so that nothing is downloaded twice.
async function kept() {
  const workers = navigator.serviceWorker;
  workers.addEventListener("message", (event) => {
    if (event.data.kind === "progress") {
      if (state === "opening") tell("downloading");
      if (state === "downloading") progress(event.data.done, event.data.total);
    }
    if (event.data.kind === "line") back();
  });
  const had = Boolean(workers.controller);
  if (had) await newer();
  else if (mobileData() && !(await workers.getRegistration())) {
    if (!(await asked("ask"))) {
      tell("later");
      return new Promise(() => {});
    }
    tell("opening");
  }
  const registering = workers.register(`/sw.js?renderer=${flet.webRenderer}`, { updateViaCache: "none" });
  if (had) {
    registering.then((registration) => registration.update()).catch(() => {}); // without network the kept version goes on
    return;
  }
  const controlled = new Promise((resolve) => {
    workers.addEventListener("controllerchange", resolve, { once: true });
  });
  const registration = await registering;
  const coming = registration.installing || registration.waiting;
  const broken = new Promise((_, reject) => {
    if (coming) coming.addEventListener("statechange", () => { if (coming.state === "redundant") reject(new Error("install")); });
  });
  if (registration.active && !coming) return; // the page was reloaded past its worker
  await Promise.race([controlled, broken]);
}

const apps = {};
let worker = null;

function startPython() {
  worker = new Worker("/worker.js", { type: "module" });
  const ready = new Promise((resolve, reject) => {
    worker.onmessage = (event) => {
      const said = event.data;
      if (said instanceof Uint8Array) {
        frames.message();
        return worker.sink && worker.sink(said);
      }
      if (said.kind === "ready") resolve();
      if (["elsewhere", "unable"].includes(said.kind)) { tell(said.kind); reject(new Error(said.kind)); }
      if (said.kind === "failed") {
        console.error(said.why);
        if (said.again) window.location.reload();
        tell("failed");
        reject(new Error("failed"));
      }
      if (said.kind === "shown") {
        if (said.image) document.documentElement.dataset.image = "used";
        else imaged();
      }
      if (said.kind === "ask") senses.asked(said.words);
      return undefined;
    };
    worker.onerror = (event) => { tell("failed"); reject(new Error(event.message)); };
  });
  ready.catch(() => {});
  worker.ready = ready;
  senses.join((words) => worker.postMessage({ heard: words }));
  worker.postMessage({ documentUrl: document.URL });
}

// Called by the client: connect, send, disconnect.
globalThis.jsConnect = async (id, _args, sink) => {
  worker.sink = sink;
  apps[id] = worker;
  await worker.ready;
};
globalThis.jsSend = async (id, data) => { if (id in apps) apps[id].postMessage(data, [data.buffer]); };
globalThis.jsDisconnect = async (id) => { delete apps[id]; };

// Once nobody has touched the page for a while, an image of Python's memory is made, which shortens the next start; what
// else is done for it ends with the first touch.
function imaged() {
  const touches = ["pointerdown", "keydown", "wheel"];
  let timer = 0;
  const later = () => { clearTimeout(timer); timer = setTimeout(make, UNTOUCHED_MS); };
  const make = () => {
    for (const touch of touches) window.removeEventListener(touch, later, true);
    const maker = new Worker("/worker.js", { type: "module" });
    const enough = () => {
      for (const touch of touches) window.removeEventListener(touch, enough, true);
      maker.terminate();
    };
    maker.onmessage = ({ data }) => {
      if (data.kind === "failed") console.info(`no image: ${data.why}`);
      if (data.kind === "practised") document.documentElement.dataset.practised = "";
      else document.documentElement.dataset.image ||= data.kind;
      if (data.kind !== "made") enough();
      else for (const touch of touches) window.addEventListener(touch, enough, { capture: true, passive: true });
    };
    maker.postMessage({ make: { width: innerWidth, height: innerHeight } });
  };
  for (const touch of touches) window.addEventListener(touch, later, { capture: true, passive: true });
  later();
}

function startClient() {
  const script = document.createElement("script");
  script.src = "flutter_bootstrap.js";
  document.body.append(script);
}

// The semantics tree stays empty until this element is clicked; nobody should have to find it.
new MutationObserver((_, observer) => {
  const placeholder = document.querySelector("flt-semantics-placeholder");
  if (placeholder) {
    observer.disconnect();
    placeholder.click();
  }
}).observe(document, { childList: true, subtree: true });

// A phone that slept in a pocket has missed what its timers were set for.
const back = () => worker && worker.postMessage({ line: "online" });
document.addEventListener("visibilitychange", () => { if (!document.hidden && navigator.onLine) back(); });
for (const name of ["online", "offline"]) {
  window.addEventListener(name, () => worker && worker.postMessage({ line: name }));
}

$("again").addEventListener("click", () => window.location.reload());
if ("speechSynthesis" in window) {
  $("aloud").hidden = false;
  $("aloud").addEventListener("click", () => {
    const words = new SpeechSynthesisUtterance([$("state"), $("first")].filter((p) => !p.hidden).map((p) => p.textContent).join(""));
    words.lang = "zh-CN";
    speechSynthesis.cancel();
    speechSynthesis.speak(words);
  });
}

(async () => {
  if (!able()) return tell("unable"); // before anything is downloaded
  try {
    await kept();
  } catch (error) {
    console.error(error);
    return tell(navigator.onLine ? "failed" : "offline");
  }
  tell("starting");
  startPython();
  startClient();
  if (navigator.storage.persist) navigator.storage.persist().catch(() => false);
  return undefined;
})();
