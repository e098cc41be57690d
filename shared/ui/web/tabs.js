// The Tab key goes through a page in the order in which it is told and read, round and round. The client's own order goes
// by places on the screen: it passes the bars between the rows of a page that scrolls, and a field between rows of keys.
// So Tab follows the tree of semantics here; the client hears of it under another name, which moves nothing.
(() => {
  const NAME = "F24";
  const CLIENT = "flutter-view";
  const STOPS = 'flt-semantics[tabindex="0"], flt-semantics > input, flt-semantics > textarea';
  const LEAST = 44; // of what shows less at the end of a view, the browser thinks that it is there, as the client cut it
  const VIEW = "flt-semantics";
  const view = (stop) => {
    for (let e = stop.parentElement?.closest(VIEW); e; e = e.parentElement?.closest(VIEW)) {
      if (/auto|scroll/.test(getComputedStyle(e).overflowY)) return e;
    }
    return null;
  };
  // One sees where one is (WCAG 2.2 SC 2.4.11): the edge that is seen comes a quarter of the view into it.
  const reveal = (stop) => {
    const within = view(stop);
    if (!within) return;
    const [it, all] = [stop.getBoundingClientRect(), within.getBoundingClientRect()];
    if (it.height >= LEAST) return;
    const quarter = all.height / 4;
    if (it.bottom > all.bottom - 1) within.scrollTop += it.top - all.top - quarter;
    else if (it.top < all.top + 1) within.scrollTop -= all.bottom - it.bottom - quarter;
  };
  const move = (stops, back) => {
    const at = stops.indexOf(document.activeElement);
    const next = at < 0 ? (back ? stops.length - 1 : 0) : (at + (back ? -1 : 1) + stops.length) % stops.length;
    stops[next].focus();
    reveal(stops[next]);
  };
  const passed = (event) => {
    if (event.key !== "Tab" || event.ctrlKey || event.altKey || event.metaKey) return;
    const stops = [...document.querySelectorAll(STOPS)].filter((e) => !e.disabled && !e.closest("[hidden]"));
    if (!stops.length) return; // nothing is drawn yet: a page that waits has controls of its own
    event.preventDefault();
    event.stopImmediatePropagation();
    const told = new KeyboardEvent(event.type, { key: NAME, code: NAME, bubbles: true, cancelable: true });
    (document.querySelector(CLIENT) ?? document.body).dispatchEvent(told);
    if (event.type === "keydown") move(stops, event.shiftKey);
  };
  for (const what of ["keydown", "keyup"]) window.addEventListener(what, passed, { capture: true });
})();
