// What a script may know of a screen: the semantics identifiers, where they are and what they say.
// Conditions wait on animation frames, so that nothing is slept over and times can be measured in the page itself.
window.semantics = (() => {
  // At full pace whatever the page does with its own; a browser that draws nothing for a while must not hang a script.
  const request = window.requestAnimationFrame.bind(window);
  const frame = (step) => {
    let late = 0;
    const once = () => { if (late) { clearTimeout(late); late = 0; step(); } };
    late = setTimeout(once, 200);
    request(once);
  };
  // How often the server has sent something: colours are in no tree, and a page that is being drawn anew takes no touch.
  // `turned` tells that the client has told the server of another screen, and how much had come by then.
  let received = 0, turned = 0, before = 0;
  const told = (data) => data instanceof ArrayBuffer || ArrayBuffer.isView(data)
    ? new TextDecoder("latin1").decode(data) : String(data);
  window.WebSocket = class extends window.WebSocket {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", () => { received += 1; });
    }
    send(data) {
      if (told(data).includes("resize")) [turned, before] = [turned + 1, received];
      super.send(data);
    }
  };

  const NAME = "flt-semantics-identifier";
  const all = () => [...document.querySelectorAll(`[${NAME}]`)];
  const byName = (id) => all().find((e) => e.getAttribute(NAME) === id) ?? null;
  const own = (e) => [...e.querySelectorAll('[role="button"],[role="checkbox"],input,textarea')]
    .find((inner) => inner.closest(`[${NAME}]`) === e) ?? e;

  // The part that can be seen: what scrolls away under a bar is cut off by the box that scrolls.
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
    return { left, top, width: Math.max(0, right - left), height: Math.max(0, bottom - top), cut };
  };
  const flag = (e, name) => [e, own(e)].some((n) => n.getAttribute(name) === "true");

  // Words in document order: labels of groups, values of fields, text of leaves.
  const words = (e) => {
    const found = [];
    const walk = (n) => {
      if (n.nodeType === Node.TEXT_NODE) found.push(n.data);
      if (n.nodeType !== Node.ELEMENT_NODE) return;
      if (n.getAttribute("aria-label")) found.push(n.getAttribute("aria-label"));
      if (n.value) found.push(n.value);
      n.childNodes.forEach(walk);
    };
    walk(e);
    return found.join("\n").trim();
  };

  const node = (e) => {
    return {
      id: e.getAttribute(NAME), ...seen(e), words: words(e),
      button: ["button", "checkbox"].includes(own(e).getAttribute("role")), disabled: flag(e, "aria-disabled"),
      selected: flag(e, "aria-selected") || flag(e, "aria-checked") || flag(e, "aria-pressed") ||
        flag(e, "aria-current"),
      written: own(e).value ?? null,
      inside: e.parentElement.closest(`[${NAME}]`)?.getAttribute(NAME) ?? "",
    };
  };

  // What was entered into the page's fields, without what groups or names it.
  const entered = () => all().filter((e) => e.getAttribute(NAME).startsWith("field.") &&
    !e.querySelector(`[${NAME}^="field."]`)).map((e) => words(e).replace(/[^\d•X.]/g, "")).join("");

  // A point at which touching reaches the control: not outside the view, not under a bar.
  const point = (id) => {
    const e = byName(id);
    if (!e) return null;
    const r = own(e).getBoundingClientRect();
    for (const [fx, fy] of [[0.5, 0.5], [0.5, 0.2], [0.5, 0.8], [0.1, 0.5], [0.9, 0.5]]) {
      const [x, y] = [r.left + r.width * fx, r.top + r.height * fy];
      const hit = document.elementFromPoint(x, y);
      if (hit && e.contains(hit)) return [x, y];
    }
    return null;
  };

  const covered = () => document.getElementById("loading") !== null; // nobody can see or touch what is told behind that
  const page = () => covered() ? "" : all().map((e) => e.getAttribute(NAME)).find((id) => id.startsWith("page.") &&
    id !== "page.up" && id !== "page.down") ?? "";
  const signature = () => all().map((e) => e.getAttribute(NAME) + "=" + words(e)).join("\n");

  // The condition's first true value, or null after so many milliseconds.
  const until = (condition, argument, milliseconds) => new Promise((resolve) => {
    const end = performance.now() + milliseconds;
    const look = () => {
      const found = condition(argument);
      if (found) resolve(found);
      else if (performance.now() > end) resolve(null);
      else frame(look);
    };
    look();
  });

  // Until nothing was sent and nothing moved for some frames: a page measures itself after it was drawn. A page that
  // does not come to rest within ten seconds is taken as it is.
  const still = async (frames = 6) => {
    const end = performance.now() + 10000;
    const look = () => received + all().map((e) => {
      const r = e.getBoundingClientRect();
      return [e.getAttribute(NAME), r.left, r.top, r.width, r.height];
    }).join();
    for (let same = 0, last = ""; same < frames && performance.now() < end;) {
      await new Promise(frame);
      const now = look();
      same = now === last ? same + 1 : 0;
      last = now;
    }
  };

  return { frame, received: () => received, turned: () => turned, answered: () => received > before, still, all: () => all().map(node), node: (id) => { const e = byName(id); return e && node(e); }, has: byName,
    point, page, signature, entered, until, words: () => words(document.body) };
})();
