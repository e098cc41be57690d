// Everything that assistive technology is told of the page, in document order, with the part of each that can be seen.
window.probe = (() => {
  // How often something came, went and was painted: what is told and what is painted are of one moment when none moves.
  // The client hands each frame to a worker, which paints it a while after it was told: no page stands before that.
  let received = 0, sent = 0, painted = 0, painting = 0;
  const PAINTING = 3000; // ms; the worker is told other things, too, which bring no picture
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (...given) {
    painting = performance.now();
    return post.apply(this, given);
  };
  window.WebSocket = class extends window.WebSocket {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", () => { received += 1; });
    }
    send(data) { sent += 1; super.send(data); }
  };
  const paint = ImageBitmapRenderingContext.prototype.transferFromImageBitmap;
  ImageBitmapRenderingContext.prototype.transferFromImageBitmap = function (...given) {
    painted += 1;
    painting = 0;
    return paint.apply(this, given);
  };
  // A client that rests asks for no frame. Ours is never held back (`frames.js`), so that it comes to rest soon.
  const [request, cancel] = [window.requestAnimationFrame.bind(window), window.cancelAnimationFrame.bind(window)];
  const asked = new Set();
  const fixed = (name, value) => Object.defineProperty(window, name, { value, writable: false });
  fixed("requestAnimationFrame", (step) => {
    const id = request((time) => { asked.delete(id); step(time); });
    asked.add(id);
    return id;
  });
  fixed("cancelAnimationFrame", (id) => { asked.delete(id); cancel(id); });
  const MOST = 10000; // ms; a page that does not come to rest by then is taken as it is
  const still = async (heard, frames) => {
    const end = performance.now() + MOST;
    const look = () => [received, sent, painted, innerWidth, innerHeight,
      ...[...document.querySelectorAll(`[${NAME}]`)].map((e) => {
        const r = e.getBoundingClientRect();
        return [e.getAttribute(NAME), r.left, r.top, r.width, r.height];
      })].join();
    for (let same = 0, last = ""; same < frames && performance.now() < end;) {
      await new Promise(semantics.frame);
      const now = look();
      const waits = received < heard || asked.size || (painting && performance.now() - painting < PAINTING);
      same = now === last && !waits ? same + 1 : 0;
      last = now;
    }
    return [received, sent];
  };

  const NAME = "flt-semantics-identifier";
  const TOLD = "flt-semantics, h1, h2, h3, h4, h5, h6";
  const CONTROL = '[role="button"], [role="checkbox"], [role="radio"], [role="switch"], [role="link"], input, textarea, [tabindex="0"]';

  const CHOSEN = ["aria-current", "aria-selected", "aria-checked"];

  const seen = (e) => {
    const whole = e.getBoundingClientRect();
    let { left, top, right, bottom } = whole;
    for (let n = e.parentElement; n; n = n.parentElement) {
      if (!["auto", "scroll", "hidden"].includes(getComputedStyle(n).overflowY)) continue;
      const r = n.getBoundingClientRect();
      [left, top] = [Math.max(left, r.left), Math.max(top, r.top)];
      [right, bottom] = [Math.min(right, r.right), Math.min(bottom, r.bottom)];
    }
    const cut = bottom - top < whole.height - 1 || right - left < whole.width - 1;
    return { left, top, width: Math.max(0, right - left), height: Math.max(0, bottom - top), cut,
      whole: [whole.left, whole.top, whole.width, whole.height] };
  };
  const own = (e) => [...e.childNodes].filter((n) => n.nodeType === Node.TEXT_NODE || n.tagName === "SPAN")
    .map((n) => n.textContent).join("").trim();
  const owner = (e) => e.closest(`[${NAME}]`)?.getAttribute(NAME) ?? "";
  const role = (e) => {
    if (/^H[1-6]$/.test(e.tagName)) return "heading";
    const field = e.querySelector(":scope > input, :scope > textarea");
    return e.getAttribute("role") ?? (field ? "textbox" : own(e) ? "text" : "");
  };
  const focusable = (e) => e.getAttribute("tabindex") === "0" || !!e.querySelector(":scope > input, :scope > textarea");

  const things = () => {
    const elements = [...document.querySelectorAll(TOLD)].filter((e) => !e.closest("[hidden]"));
    const numbers = new Map(elements.map((e, n) => [e, n]));
    return elements.map((e) => {
      const field = e.querySelector(":scope > input, :scope > textarea");
      return {
        id: e.getAttribute(NAME) ?? "", owner: owner(e), role: role(e),
        inside: numbers.get(e.parentElement.closest(TOLD)) ?? -1,
        name: (e.getAttribute("aria-label") ?? field?.getAttribute("aria-label") ?? "").trim(), text: own(e),
        level: /^H[1-6]$/.test(e.tagName) ? Number(e.tagName[1]) : 0,
        chosen: CHOSEN.some((n) => e.getAttribute(n) === "true"), focusable: focusable(e), disabled: e.getAttribute("aria-disabled") === "true" || !!field?.disabled,
        ...seen(e),
      };
    });
  };

  const body = () => ({
    lang: document.documentElement.lang, wide: document.documentElement.scrollWidth, things: things(),
  });
  const focused = () => {
    const e = document.activeElement;
    if (!e || e === document.body) return null;
    const found = e.closest(TOLD) ?? e;
    return { owner: owner(found), ...seen(found) };
  };
  const where = () => document.activeElement?.id || document.activeElement?.closest(TOLD)?.id || "";
  return { still, body, focused, where };
})();
