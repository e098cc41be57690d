// The files of an uncompressed archive without a comment, as the build makes them (`mobile/archives.py`), laid below a
// folder where Python looks for them. They stay where they are in memory: this is done at each start from an image.
const [ENTRY, LOCAL, END] = [46, 30, 22]; // bytes of a zip's records before their names; of its end
const CODE = ".pyc";

export function lay(FS, folder, archive) {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const names = new TextDecoder();
  const made = new Set();
  const end = archive.length - END;
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left; left -= 1) {
    const [length, more, comment] = [28, 30, 32].map((place) => view.getUint16(at + place, true));
    const [size, header] = [24, 42].map((place) => view.getUint32(at + place, true));
    const path = `${folder}/${names.decode(archive.subarray(at + ENTRY, at + ENTRY + length))}`;
    at += ENTRY + length + more + comment;
    if (path.endsWith(CODE)) continue;
    const above = path.slice(0, path.lastIndexOf("/"));
    if (!made.has(above)) FS.mkdirTree(above);
    made.add(above);
    const begin = header + LOCAL + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
    FS.writeFile(path, archive.subarray(begin, begin + size), { canOwn: true });
  }
}
