// Silence at once: any press and any key stops what the page is saying, before the server has heard of it. If the server
// does not stop it either, since nothing was done by that press, it goes on from where it was.
(() => {
  const GOES_ON = 1500; // milliseconds in which even a busy server has answered
  const { play, pause } = HTMLMediaElement.prototype;
  let sounding = null, hushed = null, timer = 0; // one sound at a time

  const settle = (element) => {
    if (hushed === element) {
      clearTimeout(timer);
      hushed = null;
    }
  };
  HTMLMediaElement.prototype.play = function (...given) {
    if (this instanceof HTMLAudioElement) sounding = this; // a film has no words of ours
    settle(this);
    return play.apply(this, given);
  };
  HTMLMediaElement.prototype.pause = function (...given) {
    settle(this);
    return pause.apply(this, given);
  };
  const hush = () => {
    const element = sounding;
    if (!element || element.paused || element.ended) return;
    clearTimeout(timer);
    hushed = element;
    pause.call(element);
    timer = setTimeout(() => {
      if (hushed !== element) return;
      hushed = null;
      play.call(element).catch(() => {}); // its clip may be gone meanwhile
    }, GOES_ON);
  };
  for (const what of ["pointerdown", "keydown"]) window.addEventListener(what, hush, { capture: true, passive: true });
})();
