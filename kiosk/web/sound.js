// The voice of the page: one element plays the clip that the server names. What was heard, or silenced, is let go of.
(() => {
  const KEPT = 1000; // milliseconds: whoever listens to the element hears of the silence first
  const element = new Audio();
  let timer = 0;
  const release = () => {
    element.removeAttribute("src");
    element.load();
  };
  const silence = () => {
    element.pause();
    timer = setTimeout(release, KEPT);
  };
  element.addEventListener("ended", silence);
  for (const what of ["playing", "pause", "ended", "emptied"]) { // the ear of the page hears nothing meanwhile
    element.addEventListener(what, () => dispatchEvent(new CustomEvent("sounding", { detail: what === "playing" })));
  }
  new EventSource("sound").addEventListener("message", ({ data }) => {
    const { play, volume } = JSON.parse(data);
    clearTimeout(timer);
    if (!play) return silence();
    element.src = `clips/${play}`;
    element.volume = volume;
    element.play().catch(() => {}); // silenced before it began, or its clip is gone
  });
})();
