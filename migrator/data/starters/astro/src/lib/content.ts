import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { getCollection, type CollectionEntry } from "astro:content";
import site from "../site.json";
import { label, movable } from "./addresses.js";

export type Entry = CollectionEntry<"blog"> | CollectionEntry<"pages"> | CollectionEntry<"home">;
export type TagList = { key: string; name: string; posts: Entry[] };
export type Message = {
  author: string; date: string; title: string; text: string; depth: number; links: string[];
};

const OWN = ["/", "/blog/", "/tags/", "/files/", "/style.css"];
const isShown = ({ data }: Entry) => !data.draft || import.meta.env.DEV;
const time = ({ data }: Entry) => (data.pubDate ? Date.parse(data.pubDate) : -Infinity);
const ordered = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** All posts that are no drafts, the newest first; those without a date are the last. */
export async function posts() {
  const found = await getCollection("blog", isShown);
  return found.sort((a, b) => (time(a) === time(b) ? ordered(a.id, b.id) : time(b) - time(a)));
}

/** Which of the lists hold anything. */
export async function filled() {
  const found = await getCollection("blog", isShown);
  return { hasPosts: found.length > 0, hasTags: found.some(({ data }) => data.tags.length > 0) };
}

/** All pages that are no drafts, by title. */
export async function pages() {
  const found = await getCollection("pages", isShown);
  return found.sort((a, b) => ordered(a.data.title, b.data.title));
}

/** The path of an entry on the site. */
export function pathOf(entry: Entry) {
  return entry.collection === "home" ? "/" : entry.collection === "pages" ? `/${entry.id}/` : `/blog/${entry.id}/`;
}

/** The lists of tags: those whose names make the same address have one list. */
export async function tagLists() {
  const lists = new Map<string, TagList>();
  for (const post of await posts()) {
    for (const [key, name] of new Map(post.data.tags.map((tag) => [label(tag), tag]))) {
      if (!lists.has(key)) lists.set(key, { key, name, posts: [] });
      lists.get(key)!.posts.push(post);
    }
  }
  return [...lists.values()].sort((a, b) => ordered(a.key, b.key));
}

/** The messages below a page: `comments.json` beside its document, if its text has them not. */
export function messages(entry: Entry): Message[] {
  const path = join(dirname(entry.filePath ?? ""), "comments.json");
  const told = existsSync(path) ? JSON.parse(readFileSync(path, "utf-8")) : { comments: [] };
  return told.in_text ? [] : told.comments;
}

/** Old addresses, each with the file that answers it and where that sends its visitors. */
export async function moved() {
  const entries: Entry[] = [...(await getCollection("home")), ...(await posts()), ...(await pages())];
  const lists = (await tagLists()).map(({ key }) => `/tags/${key}/`);
  const named = entries.flatMap((entry) => entry.data.aliases.map((old) => ({ old, to: pathOf(entry) })));
  return movable([...named, ...site.moved], [...OWN, ...entries.map(pathOf), ...lists, ...site.feeds]);
}
