// The client's configuration: everything from this origin and below the page's own base, nothing from a CDN.
var flet = ((base) => ({
  pyodide: false,
  multiView: false,
  noCdn: true,
  webSocketEndpoint: `${base}ws`,
  entrypointBaseUrl: base,
  assetBase: base,
  routeUrlStrategy: "path",
  canvasKitBaseUrl: `${base}canvaskit/`,
  webRenderer: "auto",
  fontFallbackBaseUrl: "assets/fonts/",
}))(new URL(document.baseURI).pathname);
flet.flutterAppLoaded = new Promise((resolve) => { flet.flutterAppResolve = resolve; });

// The semantics tree stays empty until this element is clicked; nobody should have to find it.
new MutationObserver((_, observer) => {
  const placeholder = document.querySelector("flt-semantics-placeholder");
  if (placeholder) {
    observer.disconnect();
    placeholder.click();
  }
}).observe(document, { childList: true, subtree: true });

// Which way the language runs, for whoever reads the page; the client itself places everything from the left.
new MutationObserver(() => {
  const root = document.documentElement;
  const locale = new Intl.Locale(root.lang || "zh");
  document.body.style.direction = "ltr";
  root.dir = (locale.getTextInfo?.() ?? locale.textInfo)?.direction ?? "ltr";
}).observe(document.documentElement, { attributes: true, attributeFilter: ["lang"] });

// A client that comes back over a new socket no longer hears of changes; a page that is loaded anew does. So the first
// socket is the only one: when it closes, others lead nowhere and the page is loaded again as soon as the server answers.
const Socket = window.WebSocket;
let leaving = false;
window.WebSocket = class extends Socket {
  constructor(address, ...more) {
    super(leaving ? new URL("/closed", address).href : address, ...more);
    this.addEventListener("message", frames.message);
    this.addEventListener("close", comeBack);
  }
};
window.addEventListener("pagehide", () => { leaving = true; });

async function comeBack() {
  if (leaving) return;
  leaving = true;
  for (;;) {
    const answer = await fetch("/healthz", { cache: "no-store" }).catch(() => null);
    await new Promise((resolve) => setTimeout(resolve, 250));
    if (answer && answer.ok) break;
  }
  window.location.reload();
}
