// Everything that assistive technology is told of the page, in document order, with the part of each that can be seen.
window.probe = (() => {
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
        chosen: CHOSEN.some((n) => e.getAttribute(n) === "true"), stated: CHOSEN.some((n) => e.hasAttribute(n)),
        focusable: focusable(e), disabled: e.getAttribute("aria-disabled") === "true" || !!field?.disabled,
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
  return { body, focused, where };
})();
