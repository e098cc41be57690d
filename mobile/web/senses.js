// What only a page can do, for Python in its worker: speak, see, hand over, go back, be woken, and
// take a code from a link. Each is asked for by a line of JSON; what has a number is answered under it, once. Nothing of it is kept or logged.
"use strict";

const senses = (() => {
  const MEASURED_MS = 500; // a page that was drawn tells Python how high it is, and is drawn once more
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
    turn += 1;
    if (sounding) sounding();
  };

  // speaking by clips that were made beforehand, where the phone has no voice: packs of small sounds, by their numbers

  let turn = 0; // what is being said; a later one ends it
  let sounding = null; // ends the clip that is heard now
  const packs = new Map();

  async function fetched(url) {
    let answer;
    try {
      answer = await fetch(url);
    } catch {
      throw new Error("unreachable");
    }
    if (!answer.ok) throw new Error("unreachable");
    const bytes = await answer.arrayBuffer();
    const view = new DataView(bytes);
    let at = 4 + 4 * view.getUint32(0);
    return Array.from({ length: view.getUint32(0) }, (_, n) => {
      const [first, length] = [at, view.getUint32(4 + 4 * n)];
      at += length;
      return bytes.slice(first, first + length);
    });
  }

  const pack = (url) => {
    if (!packs.has(url)) packs.set(url, fetched(url).catch((error) => { packs.delete(url); throw error; }));
    return packs.get(url);
  };

  const sound = (bytes, rate, volume) => new Promise((resolve, reject) => {
    const audio = new Audio(URL.createObjectURL(new Blob([bytes], { type: "audio/ogg; codecs=opus" })));
    const over = (then, given) => {
      sounding = null;
      audio.pause();
      URL.revokeObjectURL(audio.src);
      then(given);
    };
    sounding = () => over(reject, new Error("interrupted"));
    Object.assign(audio, { playbackRate: rate, volume });
    audio.onended = () => over(resolve);
    audio.onerror = () => over(reject, new Error("no sound"));
    audio.play().catch((error) => { if (sounding) over(reject, error); });
  });

  async function clips({ clips: wanted, rate, volume }) {
    turn += 1;
    const mine = turn;
    const sounds = await Promise.all(wanted.map(async ([url, n]) => (await pack(url))[n]));
    for (const bytes of sounds) {
      if (turn !== mine) throw new Error("interrupted");
      await sound(bytes, rate, volume);
    }
    return {};
  }

  // Of these languages (name: addresses), those of which something is kept on the phone.
  async function keptOf({ packs: asked }) {
    const found = [];
    for (const [lang, urls] of Object.entries(asked)) {
      const there = await Promise.all(urls.map((url) => caches.match(url)));
      if (there.some(Boolean)) found.push(lang);
    }
    return { kept: found };
  }

  // One after the other, so that what is said next need not wait for all.
  async function keep({ packs: urls }) {
    for (const url of urls) {
      if (await caches.match(url)) continue;
      const answer = await fetch(url).catch(() => null);
      if (!answer || !answer.ok) throw new Error("unreachable");
      await answer.arrayBuffer(); // to its end
    }
    return {};
  }

  if (speech) {
    speech.addEventListener?.("voiceschanged", () => tell("voices", { voices: voices() }));
    // Some browsers speak only after the first touch, and only if something was spoken within it.
    window.addEventListener("pointerup", () => speech.speak(new SpeechSynthesisUtterance("")), { once: true });
  }
  window.addEventListener("pagehide", () => hush());

  // the text size that the person has set for the whole phone: 1 is what phones have by themselves

  // Asked of what follows it: the browser's own font size, and on an iPhone the body text of its system.
  const MEDIUM = 16;
  const APPLE = 17;
  const probe = (font) => {
    const one = document.createElement("span");
    one.textContent = "0";
    one.setAttribute("aria-hidden", "true");
    one.style.cssText = `position:absolute;visibility:hidden;font:${font};-webkit-text-size-adjust:auto`;
    document.body.append(one);
    return one;
  };
  let probes = null;

  function textSize() {
    if (!probes) {
      probes = [[probe("medium sans-serif"), MEDIUM]];
      if (window.CSS?.supports("font", "-apple-system-body")) probes.push([probe("-apple-system-body"), APPLE]);
      const watch = window.ResizeObserver && new ResizeObserver(() => tell("text", { scale: textSize() }));
      for (const [one] of probes) watch?.observe(one);
    }
    const scales = probes.map(([one, usual]) => parseFloat(window.getComputedStyle(one).fontSize) / usual);
    return Math.max(...scales.filter(Number.isFinite), 0) || 1;
  }

  // a code in the link by which the page was opened: behind #, so that no server was told; gone from the address at once

  const brought = decodeURIComponent(window.location.hash.slice(1));
  if (brought) window.history.replaceState(null, "", window.location.pathname);

  // seeing: one picture, taken at the person's touch by the phone's own camera, never a stream

  const LONGEST = 1800; // pixels of the longer edge: print of 3 mm on an A4 page can be read
  const SMALLEST = 900;

  const photographed = () => new Promise((resolve, reject) => {
    const input = document.createElement("input");
    Object.assign(input, { type: "file", accept: "image/*", capture: "environment" });
    input.addEventListener("change", () => (input.files[0] ? resolve(input.files[0]) : reject(new Error("none"))));
    input.addEventListener("cancel", () => reject(new Error("cancelled")));
    input.click();
  });

  const drawn = (image, longest) => {
    const scale = Math.min(1, longest / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(image.width * scale));
    canvas.height = Math.max(1, Math.round(image.height * scale));
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas;
  };

  const blobOf = (canvas, type, quality) => new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("canvas"))), type, quality);
  });

  // Drawn anew, so that place and device in the file stay behind; coarser first, then smaller, until it fits.
  async function shrunk(image, most) {
    for (let longest = LONGEST; longest >= SMALLEST; longest *= 0.8) {
      const canvas = drawn(image, longest);
      for (const quality of [0.8, 0.65, 0.5]) {
        const blob = await blobOf(canvas, "image/jpeg", quality);
        if (blob.size <= most) return blob;
      }
    }
    throw new Error("too large");
  }

  const base64 = (blob) => new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(new Error("read"));
    reader.readAsDataURL(blob);
  });

  const seen = async () => createImageBitmap(await photographed());

  const reads = async () => "BarcodeDetector" in window
    && (await window.BarcodeDetector.getSupportedFormats()).includes("qr_code");

  async function scan() {
    const [found] = await new window.BarcodeDetector({ formats: ["qr_code"] }).detect(await seen());
    return { code: found ? found.rawValue : "" };
  }

  // handing over: a slip as a picture, in the phone's own letters

  const [WIDE, EDGE, TITLE, LINE] = [720, 40, 40, 30];

  function wrapped(pen, text, room) {
    const rows = [];
    for (const paragraph of text.split("\n")) {
      let row = "";
      for (const piece of paragraph.match(/[\u2e80-\uffff]|[^\s\u2e80-\uffff]+\s*|\s+/g) || [""]) {
        if (row && pen.measureText(row + piece).width > room) { rows.push(row); row = ""; }
        row += piece;
      }
      rows.push(row);
    }
    return rows;
  }

  function picture({ title, lines, codes, rtl }) {
    const canvas = document.createElement("canvas");
    const pen = canvas.getContext("2d");
    const face = (size, weight) => `${weight} ${size}px sans-serif`;
    const rows = [];
    for (const [text, size, weight] of [[title, TITLE, 700], ...lines.map((line) => [line, LINE, 400])]) {
      pen.font = face(size, weight);
      for (const row of wrapped(pen, text, WIDE - 2 * EDGE)) rows.push([row, size, weight]);
    }
    const side = WIDE - 2 * EDGE;
    canvas.width = WIDE;
    canvas.height = 2 * EDGE + rows.reduce((sum, [, size]) => sum + size * 1.5, 0) + codes.length * (side + EDGE);
    pen.fillStyle = "#FFFFFF";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.fillStyle = "#000000";
    pen.textBaseline = "top";
    pen.direction = rtl ? "rtl" : "ltr";
    let at = EDGE;
    for (const [row, size, weight] of rows) {
      pen.font = face(size, weight);
      pen.fillText(row, rtl ? WIDE - EDGE : EDGE, at);
      at += size * 1.5;
    }
    for (const code of codes) {
      const unit = Math.floor(side / code.length); // whole pixels, so that every scanner reads it
      const left = Math.round((WIDE - unit * code.length) / 2);
      code.forEach((cells, y) => [...cells].forEach((cell, x) => {
        if (cell === "1") pen.fillRect(left + x * unit, at + y * unit, unit, unit);
      }));
      at += side + EDGE;
    }
    return canvas;
  }

  async function slip(given) {
    const file = new File([await blobOf(picture(given), "image/png")], "nuanchuang.png", { type: "image/png" });
    if (navigator.canShare && navigator.canShare({ files: [file] })) {
      try {
        await navigator.share({ files: [file] });
        return { shared: true };
      } catch (error) {
        if (error.name === "AbortError") throw error; // the person thought better of it
      }
    }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = file.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    return { shared: false };
  }

  const call = ({ to }) => {
    const link = document.createElement("a");
    link.href = `tel:${to}`;
    link.click();
  };

  // back: one entry of ours lies over the client's own; when it is taken off, Python goes back, and asks for another

  const OURS = "nuanchuang";
  const hold = () => {
    const state = window.history.state;
    if (!state || !state[OURS]) window.history.pushState({ ...state, [OURS]: true }, "");
  };
  let held = false;
  window.addEventListener("popstate", (event) => {
    if (!held || (event.state && event.state[OURS])) return;
    event.stopImmediatePropagation();
    held = false;
    tell("back");
  }, true);

  // Once what was sent is drawn, measured and at rest: what Python loads then takes nothing from it.
  const rest = async () => {
    for (const _ of [1, 2]) await new Promise((resolve) => window.requestAnimationFrame(resolve));
    await new Promise((resolve) => setTimeout(resolve, MEASURED_MS));
    if (window.requestIdleCallback) await new Promise((resolve) => window.requestIdleCallback(resolve, { timeout: MEASURED_MS }));
    return {};
  };

  const able = {
    photo: async ({ most }) => ({ jpeg: await base64(await shrunk(await seen(), most)) }),
    reads: async () => ({ reads: await reads() }),
    scan,
    slip,
    call: async (given) => { call(given); return {}; },
    hold: async () => { held = true; hold(); return {}; },
    text: async () => ({ scale: textSize() }),
    brought: async () => ({ code: brought }),
    rest,
    voices: async () => ({ voices: await listed() }),
    say,
    clips,
    kept: keptOf,
    keep,
    anew: async () => { window.location.reload(); return {}; },
    hush: async () => { hush(); return {}; },
    waits: async () => {
      const kept = await navigator.serviceWorker.ready;
      await kept.sync?.register("send");
      return {};
    },
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
