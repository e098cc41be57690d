"""What a page sounds, as its own elements tell it: when a clip begins to be heard and when it stops."""

from __future__ import annotations

from typing import Final

HEAR: Final = """(() => {
  const marks = window.marks = [];
  const mark = (what) => marks.push([what, performance.now()]);
  const known = new WeakSet();
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function (...given) {
    if (!known.has(this)) {
      known.add(this);
      for (const what of ["playing", "pause", "ended"]) this.addEventListener(what, () => mark(what));
    }
    return play.apply(this, given);
  };
  window.sounding = () => marks.length > 0 && marks.at(-1)[0] === "playing";
})()"""
"""Notes when any sound of the page begins and ends."""
