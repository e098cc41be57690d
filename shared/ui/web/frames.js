// Nothing on our pages moves by itself, yet a film or another control that runs may have the client ask for a frame
// sixty times a second, and each is drawn whole. So frames come at full pace only soon after something was done, sent or
// resized; in between a few a second. What waits is drawn at once when something happens.
const frames = (() => {
  const LIVELY = 300; // milliseconds in which everything that a message or a touch sets going has come to rest
  const REST = 250;
  const STARTING = 2000; // after the first word of the server, while faces and pictures are fetched
  const { requestAnimationFrame: request, cancelAnimationFrame: cancel } = window;
  const LATE = 500; // a browser that draws nothing for so long must not hold up what the page has to tell
  const waiting = new Map(), late = new Map();
  let lively = Infinity, timer = 0, last = 0; // until the first message

  const soon = (step) => {
    const id = request.call(window, (time) => {
      clearTimeout(late.get(id));
      late.delete(id);
      step(time);
    });
    late.set(id, setTimeout(() => {
      late.delete(id);
      cancel.call(window, id);
      step(performance.now());
    }, LATE));
    return id;
  };
  const draw = () => {
    clearTimeout(timer);
    timer = 0;
    const now = [...waiting.values()];
    waiting.clear();
    now.forEach(soon);
  };
  const stir = () => {
    lively = Math.max(lively, performance.now() + LIVELY);
    if (waiting.size) draw();
  };
  const message = () => {
    if (lively === Infinity) lively = performance.now() + STARTING;
    stir();
  };
  window.requestAnimationFrame = (step) => {
    if (performance.now() < lively) return soon(step);
    waiting.set(--last, step);
    timer ||= setTimeout(draw, REST);
    return last;
  };
  window.cancelAnimationFrame = (id) => {
    if (waiting.delete(id)) return;
    clearTimeout(late.get(id));
    late.delete(id);
    cancel.call(window, id);
  };
  for (const what of ["pointerdown", "pointerup", "pointermove", "wheel", "keydown", "keyup", "resize", "focusin"]) {
    window.addEventListener(what, stir, { capture: true, passive: true });
  }
  return { message };
})();
