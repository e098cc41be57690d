// The client's configuration: everything from this origin, nothing from a CDN.
var flet = {
  pyodide: false,
  multiView: false,
  noCdn: true,
  webSocketEndpoint: "/ws",
  entrypointBaseUrl: "/",
  assetBase: "/",
  routeUrlStrategy: "path",
  canvasKitBaseUrl: "/canvaskit/",
  webRenderer: "auto",
  fontFallbackBaseUrl: "assets/fonts/",
};
flet.flutterAppLoaded = new Promise((resolve) => { flet.flutterAppResolve = resolve; });

// The semantics tree stays empty until this element is clicked; nobody should have to find it.
new MutationObserver((_, observer) => {
  const placeholder = document.querySelector("flt-semantics-placeholder");
  if (placeholder) {
    observer.disconnect();
    placeholder.click();
  }
}).observe(document, { childList: true, subtree: true });

// A public screen has no context menu, no zoom by pinching and nothing to drag.
for (const name of ["contextmenu", "dragstart", "gesturestart"]) {
  document.addEventListener(name, (event) => event.preventDefault());
}
