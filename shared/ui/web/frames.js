// Nothing on our pages moves by itself, yet a film or another control that runs may have the client ask for a frame
// sixty times a second, and each is drawn whole: so does every button that was touched, for a ripple that nobody sees. So
// frames come at full pace only while something is dragged, scrolled or typed. A message's first ones come at once, and
// the next, and those after a touch, at a gait at which the processor is free for who makes the page; afterwards a few a
// second. What waits is drawn at once when something is sent.
const frames = (() => {
  const LIVELY = 300; // milliseconds in which everything that a message or a touch sets going has come to rest
  const AT_ONCE = 2; // what a message changes, and what is measured anew by that
  const GAIT = 60;
  const REST = 250;
  const FLING = 2000; // a finger that lets go in the midst of moving leaves the page moving for so long at most
  const LETS_GO = 100;
  const GREETING = 1; // the first message holds nothing to draw
  const STARTING = 2000; // after the next, the first page, while faces and pictures are fetched
  const { requestAnimationFrame: request, cancelAnimationFrame: cancel } = window;
  const LATE = 500; // a browser that draws nothing for so long must not hold up what the page has to tell
  const waiting = new Map(), late = new Map();
  let lively = -Infinity, running = -Infinity, free = AT_ONCE, timer = 0, last = 0;
  let moved = -Infinity, messages = 0;

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
    free = 0;
  };
  const flow = () => {
    stir();
    free = AT_ONCE;
    if (waiting.size) {
      free -= 1;
      draw();
    }
  };
  const run = (longer = LIVELY) => {
    running = Math.max(running, performance.now() + longer);
    flow();
  };
  const message = () => {
    messages += 1;
    if (messages === GREETING) return;
    if (messages === GREETING + 1) run(STARTING);
    else flow();
  };
  window.requestAnimationFrame = (step) => {
    const now = performance.now();
    if (now < running) return soon(step);
    if (free > 0) {
      free -= 1;
      return soon(step);
    }
    waiting.set(--last, step);
    timer ||= setTimeout(draw, now < lively ? GAIT : REST);
    return last;
  };
  window.cancelAnimationFrame = (id) => {
    if (waiting.delete(id)) return;
    clearTimeout(late.get(id));
    late.delete(id);
    cancel.call(window, id);
  };
  const hear = (what, then) => window.addEventListener(what, then, { capture: true, passive: true });
  for (const what of ["wheel", "keydown", "keyup", "input", "resize"]) hear(what, () => run());
  hear("pointerdown", stir);
  hear("focusin", ({ target }) => (/^(INPUT|TEXTAREA)$/.test(target.tagName) ? run() : stir()));
  hear("pointermove", (event) => {
    if (!event.buttons) return stir();
    moved = performance.now();
    return run();
  });
  hear("pointerup", () => { if (performance.now() - moved < LETS_GO) run(FLING); });
  return { message };
})();
