// Knows when a page stands, by counting from its first moment on what is under way in it.
window.calm = (() => {
  const NAME = "flt-semantics-identifier";
  // How often something came, went and was painted: what is told and what is painted are of one moment when none moves.
  // The client hands each frame to a worker, which paints it a while after it was told: no page stands before that. It
  // hands the next one over before the last is painted, so they are counted.
  const ASKED = ["renderPictures", "resizeSurface"], DONE = ["onRenderComplete", "onResizeComplete"];
  let received = 0, sent = 0, painted = 0, painting = 0, handed = 0;
  const known = new WeakSet(), post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (...given) {
    if (!known.has(this)) {
      known.add(this);
      this.addEventListener("message", ({ data }) => { if (DONE.includes(data?.l)) painting -= 1; });
    }
    if (ASKED.includes(given[0]?.l)) { painting += 1; handed += 1; }
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
    if (painted && !handed) throw new Error("the client hands its frames over in other words than these");
    const end = performance.now() + MOST;
    const look = () => [received, sent, painted, innerWidth, innerHeight,
      ...[...document.querySelectorAll(`[${NAME}]`)].map((e) => {
        const r = e.getBoundingClientRect();
        return [e.getAttribute(NAME), r.left, r.top, r.width, r.height];
      })].join();
    for (let same = 0, last = ""; same < frames && performance.now() < end;) {
      await new Promise(semantics.frame);
      const now = look();
      const waits = received < heard || asked.size || painting > 0;
      same = now === last && !waits ? same + 1 : 0;
      last = now;
    }
    return [received, sent];
  };
  return { still };
})();
