import { anywhere, encoded, label, movable } from "./lib/addresses.js";
import site from "./src/_data/site.json" with { type: "json" };

const OWN = ["/posts/", "/tags/", "/files/", "/style.css"];
const isIn = (folder) => (item) => item.inputPath.startsWith(`./src/${folder}/`);
const instant = (date) => (date instanceof Date ? date.toISOString() : String(date ?? ""));
const time = (item) => (item.data.date ? Date.parse(instant(item.data.date)) : -Infinity);
const newest = (a, b) => time(b) - time(a) || (a.url < b.url ? -1 : 1); // those without a date last
const postsOf = (api) => api.getAll().filter(isIn("posts")).sort(newest);

export default function (config) {
  // Drafts are shown by `npm start` only.
  config.addPreprocessor("drafts", "md", (data) =>
    data.draft && process.env.ELEVENTY_RUN_MODE === "build" ? false : undefined);

  // What lies beside a document goes where that one goes, but for new versions of edited files.
  const isOffered = (path) => /\.\w+\.new(-\d+)?$/.test(path);
  const isRead = (path) => /(^|[\\/])index\.md$|\.11tydata\.json$/.test(path);
  const beside = { filter: (path) => !isRead(path) && !isOffered(path) };
  config.addPassthroughCopy({ "src/posts": "posts" }, beside);
  config.addPassthroughCopy({ "src/pages": "/" }, beside);
  config.addPassthroughCopy({ "src/home": "/" }, beside);
  config.addPassthroughCopy({ "src/files": "files" }, { filter: (path) => !isOffered(path) });
  config.addPassthroughCopy("src/style.css");
  config.ignores.add("src/files/**"); // nothing in there is a template
  config.ignores.delete("**/node_modules/**"); // none lies in src/, where a page may be called so

  // CommonMark as it was exported: code may be indented, an alternative text keeps all its signs.
  config.amendLibrary("md", (md) => {
    md.enable("code");
    md.core.ruler.push("whole-alt", (state) => state.tokens.forEach(wholeAlt));
  });

  config.addCollection("blogPosts", postsOf);
  config.addCollection("blogPages", (api) =>
    api.getAll().filter(isIn("pages")).sort((a, b) => (a.data.title < b.data.title ? -1 : 1)));
  config.addCollection("blogTags", (api) => listed(postsOf(api)));
  config.addCollection("oldAddresses", moved);

  // A tag may be called like a part of every object, such as "constructor".
  Object.setPrototypeOf(config.getCollections(), null);

  config.addFilter("instant", instant);
  config.addFilter("day", (date) => instant(date).slice(0, 10));
  config.addFilter("feedDate", (date) => new Date(instant(date)).toUTCString());
  config.addFilter("encoded", encoded);
  config.addFilter("tagAddress", (tag) => encoded(`/tags/${label(tag)}/`));
  config.addFilter("anywhere", (html, path) => anywhere(html, path, site.url));
  config.addFilter("legal", (text) => (text ?? "").replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, ""));
  config.addFilter("few", (posts) => posts.slice(0, 10));
  config.addFilter("shows", (html, image) => html.includes(`src="${image}"`));

  return {
    dir: { input: "src" },
    templateFormats: ["md", "njk"],
    markdownTemplateEngine: false, // what looks like a template in a text is text
  };
}

function wholeAlt(token) {
  for (const child of token.children ?? []) {
    if (child.type === "text_special") child.type = "text";
    if (child.type === "image") wholeAlt(child);
  }
}

/** The lists of tags: those whose names make the same address have one list. */
function listed(posts) {
  const lists = new Map();
  for (const post of posts) {
    for (const [key, name] of new Map((post.data.tags ?? []).map((tag) => [label(tag), tag]))) {
      if (!lists.has(key)) lists.set(key, { name, path: `/tags/${key}/`, posts: [] });
      lists.get(key).posts.push(post);
    }
  }
  return [...lists.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Pages in the place of old addresses, which send their visitors on. */
function moved(api) {
  const pages = api.getAll().filter((item) => item.url);
  const lists = listed(postsOf(api));
  const named = pages.flatMap(({ data, url }) => (data.aliases ?? []).map((old) => ({ old, to: url })));
  const served = [...pages.map(({ url }) => url), ...lists.map(({ path }) => path), ...OWN, ...site.feeds];
  return movable([...named, ...site.moved], served);
}
