// Nothing on our pages moves by itself, yet while a sentence is heard the client's player asks for a frame sixty times a
// second, and each is drawn whole. So frames come at full pace only soon after something was done, sent or resized; in
// between a few a second. What waits is drawn at once when something happens.
const frames = (() => {
  const LIVELY = 300; // milliseconds in which everything that a message or a touch sets going has come to rest
  const REST = 250;
  const STARTING = 2000; // after the first word of the server, while faces and pictures are fetched
  const { requestAnimationFrame: request, cancelAnimationFrame: cancel } = window;
  const waiting = new Map();
  let lively = Infinity, timer = 0, last = 0; // until the first message

  const draw = () => {
    clearTimeout(timer);
    timer = 0;
    const now = [...waiting.values()];
    waiting.clear();
    for (const step of now) request.call(window, step);
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
    if (performance.now() < lively) return request.call(window, step);
    waiting.set(--last, step);
    timer ||= setTimeout(draw, REST);
    return last;
  };
  window.cancelAnimationFrame = (id) => {
    if (!waiting.delete(id)) cancel.call(window, id);
  };
  for (const what of ["pointerdown", "pointerup", "pointermove", "wheel", "keydown", "keyup", "resize", "focusin"]) {
    window.addEventListener(what, stir, { capture: true, passive: true });
  }
  return { message };
})();
