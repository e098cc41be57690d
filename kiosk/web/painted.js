// Notices a screen that paints no more, and loads the page anew: the session goes on where it was. When the client
// loses the WebGL context that it draws with, as when the browser's process for graphics ends, it goes on telling its
// pages and taking touches, but paints none of them ever again, even where the browser gives the context back (Flet
// 1.0.5). Only pictures are counted: pages that look alike are painted too.
(() => {
  const LOST = "webglcontextlost";
  const ANSWER = 1000; // milliseconds in which a client that mends itself would have painted
  const LOOK = 1000;
  const PAGES = 3; // pages that were told one after the other, and not one picture among them,
  const LONG = 10000; // in no less than so many milliseconds: a busy machine paints late, but not so late
  const [PAUSE, LONGEST] = [60000, 3600000]; // between one loading anew and the next, twice as long each time
  const KEPT = "painted"; // when that was, and how long it rests now: kept while the window is open
  const PAGE = '[flt-semantics-identifier^="page."]:not([flt-semantics-identifier="page.up"], [flt-semantics-identifier="page.down"])';

  let painted = 0, loading = false;
  const paint = ImageBitmapRenderingContext.prototype.transferFromImageBitmap;
  ImageBitmapRenderingContext.prototype.transferFromImageBitmap = function (...given) {
    painted += 1;
    return paint.apply(this, given);
  };

  const rests = () => {
    const { at, pause } = JSON.parse(sessionStorage.getItem(KEPT) ?? '{ "at": 0, "pause": 0 }');
    const ago = Date.now() - at;
    return ago < 0 || ago > 2 * LONGEST ? [false, PAUSE] : [ago < pause, Math.min(2 * pause, LONGEST)];
  };
  const reload = async (why) => {
    const [resting, pause] = rests();
    if (resting || loading) return;
    loading = true;
    const told = await fetch(`unpainted/${why}`, { method: "POST" }).catch(() => null);
    loading = false;
    if (!told?.ok) return; // without its server a page would not come back
    sessionStorage.setItem(KEPT, JSON.stringify({ at: Date.now(), pause }));
    location.reload();
  };

  let lost = false, page = "", seen = 0, since = 0, unseen = 0;
  const look = () => {
    const now = performance.now(), fresh = painted !== seen;
    if (fresh) [seen, unseen, lost] = [painted, 0, false];
    const told = document.querySelector(PAGE)?.getAttribute("flt-semantics-identifier");
    if (told && told !== page) {
      page = told;
      if (!fresh && ++unseen === 1) since = now;
    }
    if (document.hidden) return; // nobody looks
    if (lost) reload("lost"); // also before the first picture
    else if (painted && unseen >= PAGES && now - since > LONG) reload("pages"); // not where a browser paints otherwise
  };
  setInterval(look, LOOK);

  const lose = () => {
    const before = painted;
    setTimeout(() => {
      look();
      lost = painted === before;
    }, ANSWER);
  };
  const get = OffscreenCanvas.prototype.getContext;
  OffscreenCanvas.prototype.getContext = function (...given) {
    this.addEventListener(LOST, lose); // once, however often it is asked for; one for flat drawing never says so
    return get.apply(this, given);
  };
})();
