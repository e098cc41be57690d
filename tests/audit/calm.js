// Knows when a page stands, by counting from its first moment on what is under way in it.
window.calm = (() => {
  const NAME = "flt-semantics-identifier";
  // How often something came, went and was painted: what is told and what is painted are of one moment when none moves.
  // The client tells and paints a frame in one and the same task (`client.start_of`).
  let received = 0, sent = 0, painted = 0;
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
      const waits = received < heard || asked.size;
      same = now === last && !waits ? same + 1 : 0;
      last = now;
    }
    return [received, sent];
  };
  return { still };
})();
