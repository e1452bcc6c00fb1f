// Addresses: of a tag's list, of a file inside a feed, and of what only sends its visitors on.

const NAMED = { "#": "sharp", "+": "plus", "&": "and", ".": "dot", "@": "at" };
const DEVICE = /^(con|prn|aux|nul|(com|lpt)[1-9])$/;
const NO_NAME = process.platform === "win32" ? /[<>:"|?*\\\p{Cc}]|[ .]$/u : /[\\\p{Cc}]/u;

/** A tag as one segment of an address: "C#" is "c-sharp", "Můj blog" is "můj-blog". */
export function label(name) {
  const signs = [...String(name).normalize("NFC").toLowerCase()].map(named).join("");
  const text = [...trimmed(signs.replace(/-+/g, "-"))].slice(0, 60).join("");
  const found = trimmed(text) || "tag";
  return DEVICE.test(found) ? `${found}-tag` : found;
}

function named(sign) {
  if (/[\p{L}\p{N}\p{M}_-]/u.test(sign)) return sign;
  if (/[\p{Z}\p{Cc}]/u.test(sign)) return "-";
  return `-${NAMED[sign] ?? sign.codePointAt(0).toString(16)}-`;
}

const trimmed = (text) => text.replace(/^-+|-+$/g, "");

/** A path as it is written in a link. */
export const encoded = (path) => path.split("/").map(encodeURIComponent).join("/");

/** The same HTML with addresses that are right wherever it is read. */
export function anywhere(html, path, site) {
  const base = new URL(encoded(path), site || "http://here.invalid");
  return html.replace(/(<[^>]*?\s(?:src|href|poster)=")([^"]*)/g, (all, before, address) => {
    const url = URL.canParse(address, base) ? new URL(address, base).href : address;
    return before + (site ? url : url.replace("http://here.invalid", ""));
  });
}

/** The file of the built site that answers a path. */
export function fileOf(path) {
  return path.endsWith("/") ? `${path}index.html` : /\.html?$/i.test(path) ? path : `${path}/index.html`;
}

/**
 * Old addresses, each with the file that is to answer it: only such as a file can have, and none
 * that is in the way of another. `moves` are pairs of an old path and a new one.
 */
export function movable(moves, served) {
  const taken = new Set();
  const folders = new Set();
  const take = (file) => {
    taken.add(file);
    above(file).forEach((folder) => folders.add(folder));
  };
  served.map(fileOf).forEach(take);
  return moves.flatMap(({ old, to }) => {
    const file = fileOf(old);
    const isFree = !taken.has(file) && !folders.has(file) && !above(file).some((f) => taken.has(f));
    if (!isFree || !isName(file)) return [];
    take(file);
    return [{ file, to: encoded(to) }];
  });
}

function above(file) {
  const parts = file.split("/");
  return parts.map((_, at) => parts.slice(0, at).join("/")).filter(Boolean);
}

function isName(file) {
  const parts = file.slice(1).split("/");
  return file.startsWith("/") && parts.every((part) =>
    part && part !== "." && part !== ".." && Buffer.byteLength(part) <= 240 && !NO_NAME.test(part));
}
