// Reads a picture's pixels: grounds, what stands on them and how strongly, and what changed between two pictures.
window.pixels = (() => {
  const linear = [...Array(256).keys()].map((v) => v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
  const light = (c) => 0.2126 * linear[c >> 16] + 0.7152 * linear[(c >> 8) & 255] + 0.0722 * linear[c & 255];
  const ratio = (a, b) => { const [x, y] = [light(a), light(b)]; return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05); };
  const hex = (c) => "#" + c.toString(16).padStart(6, "0").toUpperCase();
  const FAINT = 1.15;  // weaker than that is no mark at all
  const MARKED = 1.5;  // where grounds meet that belong to each other, words are stronger than that
  const BUSY = 6;  // a row of words changes at least so often
  const CORNER = 6;  // dp
  const LEAST = 8;  // dp; what is smaller is a line or a dot

  const colour = (v) => ((v & 255) << 16) | (v & 0xFF00) | ((v >> 16) & 255);  // as it lies in memory, and as it is named

  // The picture is what the client painted, read where it stands: nothing is packed, sent or unpacked.
  let dark = null;
  const canvas = (n = document.body) => {
    if (n.tagName === "CANVAS") return n;
    for (const child of [...(n.shadowRoot?.children ?? []), ...n.children]) {
      const found = canvas(child);
      if (found) return found;
    }
    return null;
  };
  const read = (left = 0, top = 0, wide = Infinity, high = Infinity) => {
    const from = canvas();
    const [width, height] = [Math.min(wide, from.width - left), Math.min(high, from.height - top)];
    if (!dark || dark.canvas.width < width || dark.canvas.height < height) {
      dark = new OffscreenCanvas(Math.max(width, dark?.canvas.width ?? 0), Math.max(height, dark?.canvas.height ?? 0))
        .getContext("2d", { willReadFrequently: true });
    }
    dark.drawImage(from, left, top, width, height, 0, 0, width, height);
    const raw = new Uint32Array(dark.getImageData(0, 0, width, height).data.buffer);
    return { width, height, raw, at: (x, y) => colour(raw[y * width + x]) };
  };
  const corner = () => hex(read(0, 0, 1, 1).at(0, 0));
  // A screen that has just turned: what is painted may still be of the one before.
  const fits = () => {
    const { width, height } = canvas();
    return width === Math.round(innerWidth * devicePixelRatio) && height === Math.round(innerHeight * devicePixelRatio);
  };
  const row = (left, y, wide) => [...new Set(read(left, y, wide, 1).raw.subarray(0, wide))].map((v) => hex(colour(v)));

  // How often a row of dots changes by as much as words do.
  const changes = (left, y, wide) => {
    const { raw } = read(left, y, wide, 1);
    let turns = 0;
    for (let n = 1; n < wide; n++) if (raw[n] !== raw[n - 1] && ratio(colour(raw[n - 1]), colour(raw[n])) >= MARKED) turns++;
    return turns;
  };

  const sample = (image, [l, t, w, h], inset, apart, faint = FAINT) => {
    const [x0, y0] = [Math.max(0, Math.ceil(l + inset)), Math.max(0, Math.ceil(t + inset))];
    const [x1, y1] = [Math.min(image.width, Math.floor(l + w - inset)), Math.min(image.height, Math.floor(t + h - inset))];
    if (x1 - x0 < 2 || y1 - y0 < 2) return null;
    const { raw, width } = image, counts = new Map();
    for (let y = y0; y < y1; y++) for (let n = y * width + x0, from = n, end = y * width + x1; n < end; n++) {
      const v = raw[n];
      if (n + 1 < end && raw[n + 1] === v) continue;
      counts.set(v, (counts.get(v) ?? 0) + n + 1 - from);
      from = n + 1;
    }
    const most = [...counts].reduce((a, b) => b[1] > a[1] ? b : a)[0], ground = colour(most);
    const corner = inset > 0 ? CORNER : 0;  // within a thick border the ground has round corners of its own
    const strength = new Map([...counts.keys()].map((v) => [v, ratio(colour(v), ground)]));
    // Where a row of the box begins and ends, and each run of one colour in it that is a mark.
    const ends = (y) => (y < y0 + corner || y >= y1 - corner ? [x0 + corner, x1 - corner] : [x0, x1]);
    const runs = (y, from, to, told) => {
      const [first, last] = ends(y), end = y * width + Math.min(last, to);
      for (let n = y * width + Math.max(first, from); n < end;) {
        const v = raw[n], begin = n;
        do n++; while (n < end && raw[n] === v);
        if (v !== most && strength.get(v) >= faint) told(begin - y * width, n - y * width, v);
      }
    };
    // A column of the box: how far up and down it is marked.
    const [top, bottom] = [new Int32Array(x1 - x0).fill(-1), new Int32Array(x1 - x0)];
    for (let y = y0; y < y1; y++) runs(y, x0, x1, (from, to) => {
      for (let i = from - x0; i < to - x0; i++) { if (top[i] < 0) top[i] = y; bottom[i] = y; }
    });
    const strongest = [...strength.keys()].sort((a, b) => strength.get(b) - strength.get(a));
    const part = ({ from, to, first, last }) => {
      const marks = new Map();
      let all = 0;
      for (let y = first; y <= last; y++) runs(y, x0 + from, x0 + to + 1, (left, right, v) => {
        marks.set(v, (marks.get(v) ?? 0) + right - left);
        all += right - left;
      });
      let left = Math.min(all - 1, Math.max(2, Math.floor(all * 0.02)));  // a few dots are not the strength of a word
      const best = strongest.find((v) => (left -= marks.get(v) ?? 0) < 0);
      return { left: x0 + from, width: to - from + 1, height: last - first + 1, best: strength.get(best) };
    };
    const parts = [];
    for (let i = 0, open = null, gap = 0; i <= top.length; i++) {
      if (i < top.length && top[i] >= 0) {
        open ??= { from: i, first: top[i], last: bottom[i] };
        open.to = i; open.first = Math.min(open.first, top[i]); open.last = Math.max(open.last, bottom[i]); gap = 0;
      } else if (open && (++gap > apart || i === top.length)) {
        parts.push(part(open));
        open = null;
      }
    }
    const inked = (x, y) => (strength.get(raw[y * width + x]) ?? 1) >= 3;
    const round = 8;  // the corners are round
    const edge = [["left", [...Array(Math.max(0, y1 - y0 - 2 * round)).keys()].map((n) => [x0, y0 + round + n])],
      ["right", [...Array(Math.max(0, y1 - y0 - 2 * round)).keys()].map((n) => [x1 - 1, y0 + round + n])],
      ["top", [...Array(Math.max(0, x1 - x0 - 2 * round)).keys()].map((n) => [x0 + round + n, y0])],
      ["bottom", [...Array(Math.max(0, x1 - x0 - 2 * round)).keys()].map((n) => [x0 + round + n, y1 - 1])]];
    const touches = edge.filter(([, points]) => points.some(([x, y]) => inked(x, y))).map(([name]) => name).join(" ");
    const middle = Math.min(image.height - 1, Math.max(0, Math.round(t + h / 2)));
    const across = [];
    for (let x = Math.round(l) - 4; x < Math.round(l) + 12; x++) if (x >= 0 && x < image.width) across.push(hex(image.at(x, middle)));
    return { ground: hex(ground), parts, across, touches };
  };

  // Of a line of words, what lies above or below that which reaches into it from the side: a button that begins lower.
  const between = (holes, first, last) => holes.reduce(([top, bottom], [, b, , d]) => {
    const [above, below] = [b - 2 - top, bottom - b - d - 2];
    return above >= below ? [top, Math.min(bottom, b - 2)] : [Math.max(top, b + d + 2), bottom];
  }, [first, last]);

  // Words that stand freely in a box, with the holes left out: line by line, each with the ground that it stands on.
  const free = (image, [l, t, w, h], holes, apart) => {
    const [x0, y0] = [Math.max(0, Math.ceil(l)), Math.max(0, Math.ceil(t))];
    const [x1, y1] = [Math.min(image.width, Math.floor(l + w)), Math.min(image.height, Math.floor(t + h))];
    const { raw, width } = image;
    // Of a row, what lies beside the holes; it is the same for all rows between the upper and lower edges of holes.
    const edges = [...new Set(holes.flatMap(([, b, , d]) => [Math.ceil(b - 1), Math.floor(b + d + 1) + 1]))].sort((a, b) => a - b);
    let spans = [], until = -Infinity;
    const beside = (y) => {
      if (y < until) return spans;
      until = edges.find((edge) => edge > y) ?? Infinity;
      const here = holes.filter(([, b, , d]) => y >= b - 1 && y <= b + d + 1).sort(([a], [b]) => a - b);
      spans = [];
      let from = x0 + 1;
      for (const [a, , c] of here) {
        const left = Math.min(Math.ceil(a - 1), x1);
        if (left > from) spans.push([from, left]);
        from = Math.max(from, Math.floor(a + c + 1) + 1);
      }
      if (from < x1) spans.push([from, x1]);
      return spans;
    };
    const busy = (y) => {
      let turns = 0;
      for (const [from, to] of beside(y)) for (let n = y * width + from, end = y * width + to; n < end; n++) {
        if (raw[n] !== raw[n - 1] && ratio(colour(raw[n - 1]), colour(raw[n])) >= MARKED && ++turns >= BUSY) return true;
      }
      return false;
    };
    const parts = [];
    let first = -1, ground = "";
    for (let y = y0; y <= y1; y++) {
      if (y < y1 && busy(y)) { if (first < 0) first = y; continue; }
      if (first >= 0 && y - first >= LEAST) {
        const hidden = holes.filter(([a, b, c, d]) => b < y && b + d > first && a < x1 && a + c > x0);
        const edges = [x0, ...hidden.flatMap(([a, , c]) => [Math.max(x0, a - 2), Math.min(x1, a + c + 2)]), x1].sort((a, b) => a - b);
        for (let n = 0; n < edges.length - 1; n++) {
          const middle = (edges[n] + edges[n + 1]) / 2;
          const [top, bottom] = between(hidden.filter(([a, , c]) => middle >= a - 1 && middle <= a + c + 1), first, y);
          if (edges[n + 1] - edges[n] < LEAST || bottom - top < LEAST) continue;
          const found = sample(image, [edges[n], top, edges[n + 1] - edges[n], bottom - top], 0, apart, MARKED);
          if (found === null) continue;
          ground ||= found.ground;
          parts.push(...found.parts.filter((part) => part.width >= LEAST && part.height >= LEAST));
        }
      }
      first = -1;
    }
    return { ground, parts, across: [], touches: "" };
  };

  const samples = (boxes, inset, apart) => {
    const image = read();
    const sides = new Set();
    for (let y = 0; y < image.height; y++) for (const x of [0, image.width - 1]) sides.add(image.at(x, y));
    return { samples: boxes.map(([box, own, holes]) => holes ? free(image, box, holes, apart) : sample(image, box, own ?? inset, apart)), sides: [...sides].map(hex) };
  };

  // Where the ring came: for each side, how many dp changed on a line into the box, and how many of them by so much.
  let before = null;
  const keep = () => { before = read(); };
  const ring = ([l, t, w, h], reach, asked) => {
    const [left, top] = [Math.max(0, Math.floor(l) - reach - 1), Math.max(0, Math.floor(t) - reach - 1)];
    const after = read(left, top, Math.floor(l + w) + reach + 2 - left, Math.floor(t + h) + reach + 2 - top);
    const [cx, cy] = [Math.round(l + w / 2), Math.round(t + h / 2)];
    const lines = [[l, cy, 1, 0], [l + w, cy, -1, 0], [cx, t, 0, 1], [cx, t + h, 0, -1]];
    const apart = (c, d) => Math.max(...[16, 8, 0].map((bits) => Math.abs(((c >> bits) & 255) - ((d >> bits) & 255))));
    return lines.map(([x, y, dx, dy]) => {
      let wide = 0, strong = 0;
      for (let n = -reach; n < reach; n++) {
        const [px, py] = [Math.round(x + dx * n - (dx < 0 ? 1 : 0)), Math.round(y + dy * n - (dy < 0 ? 1 : 0))];
        const [ax, ay] = [px - left, py - top];
        if (px < 0 || py < 0 || px >= before.width || py >= before.height) continue;
        if (ax < 0 || ay < 0 || ax >= after.width || ay >= after.height) continue;
        const [was, is] = [before.at(px, py), after.at(ax, ay)];
        if (apart(was, is) > 24) wide++;
        if (ratio(was, is) >= asked) strong++;
      }
      return [wide, strong];
    });
  };
  return { corner, fits, row, changes, samples, keep, ring };
})();
