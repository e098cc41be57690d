// What only a page can do, for Python in its worker: speak, and take a code that a link brought. Each is asked for by a
// line of JSON; what has a number is answered under it, once. Nothing of it is kept or logged.
"use strict";

const senses = (() => {
  const VOICES_MS = 1000; // phones list their voices a while after they are asked
  let post = () => {};
  const tell = (what, given) => post(JSON.stringify({ what, ...given }));

  // speaking

  const speech = window.speechSynthesis;
  let spoken = null; // kept from the collector, else its end is never told

  // Only voices on the phone itself: the others send the words to a server.
  const voices = () => (speech ? speech.getVoices() : [])
    .filter((voice) => voice.localService)
    .map((voice) => ({ uri: voice.voiceURI, lang: voice.lang }));

  const listed = () => new Promise((resolve) => {
    if (!speech || voices().length) { resolve(voices()); return; }
    setTimeout(() => resolve(voices()), VOICES_MS);
    speech.addEventListener("voiceschanged", () => resolve(voices()), { once: true });
  });

  const say = ({ words, voice, lang, rate, volume }) => new Promise((resolve, reject) => {
    if (!speech) { reject(new Error("no speech")); return; }
    const utterance = new SpeechSynthesisUtterance(words);
    utterance.voice = speech.getVoices().find((one) => one.voiceURI === voice) || null;
    Object.assign(utterance, { lang, rate, volume });
    utterance.onend = () => resolve({});
    utterance.onerror = (event) => reject(new Error(event.error || "speech"));
    spoken = utterance;
    speech.speak(utterance);
    speech.resume(); // a page that was in the background may be left paused
  });

  const hush = () => {
    spoken = null;
    if (speech) speech.cancel();
  };

  if (speech) {
    speech.addEventListener?.("voiceschanged", () => tell("voices", { voices: voices() }));
    // Some browsers speak only after the first touch, and only if something was spoken within it.
    window.addEventListener("pointerup", () => speech.speak(new SpeechSynthesisUtterance("")), { once: true });
    window.addEventListener("pagehide", hush);
  }

  // a code in the link by which the page was opened: behind #, so that no server was told; gone from the address at once

  const brought = decodeURIComponent(window.location.hash.slice(1));
  if (brought) window.history.replaceState(null, "", window.location.pathname);

  const able = {
    brought: async () => ({ code: brought }),
    voices: async () => ({ voices: await listed() }),
    say,
    hush: async () => { hush(); return {}; },
  };

  async function asked(words) {
    const { what, number, ...given } = JSON.parse(words);
    let answer;
    try {
      answer = what in able ? await able[what](given) : { error: "unknown" };
    } catch (error) {
      answer = { error: error.message || error.name };
    }
    if (number) tell("reply", { number, ...answer });
  }

  return { asked, join: (line) => { post = line; } };
})();
