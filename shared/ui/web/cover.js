// What stands on the glass before the app (#loading) stays until its first page is painted. The client tells a page before
// it paints it, and paints a page of its own first: a wheel that turns and a word of English. With the faster renderer a
// worker paints, one picture after the other and later than the client told; whoever has none paints before it tells.
(() => {
  const PAGE = '[flt-semantics-identifier^="page."]';
  const CANVAS = "transferCanvas", ASKED = "renderPictures", DONE = "onRenderComplete"; // between the client and its worker
  const ITS_OWN = 1; // the first picture, whatever was told when it is asked for
  const IDLE = 100; // milliseconds without a picture: the page's was asked for just before it was told
  const LATE = 10000; // after a page was told: a client that is not understood must not stay covered for ever
  let worker = null, asked = 0, done = 0, wanted = Infinity, idle = 0, late = 0;

  const lift = () => {
    for (const timer of [idle, late]) clearTimeout(timer);
    document.getElementById("loading")?.remove();
    wanted = Infinity;
  };
  const look = () => {
    clearTimeout(idle);
    if (done >= wanted) lift();
    else if (wanted < Infinity && asked && done === asked) idle = setTimeout(lift, IDLE);
  };
  const heard = ({ data }) => {
    if (data?.l !== DONE) return;
    done += 1;
    look();
  };
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (...given) {
    const what = given[0]?.l;
    if (what === CANVAS && !worker) {
      worker = this;
      worker.addEventListener("message", heard);
    }
    if (what === ASKED) {
      asked += 1;
      look();
    }
    return post.apply(this, given);
  };
  new MutationObserver((_, observer) => {
    if (!document.querySelector(PAGE)) return;
    observer.disconnect();
    late = setTimeout(lift, LATE);
    if (!worker) return requestAnimationFrame(() => requestAnimationFrame(lift));
    wanted = Math.max(asked, ITS_OWN) + 1;
    return look();
  }).observe(document, { attributeFilter: ["flt-semantics-identifier"], childList: true, subtree: true });
})();
