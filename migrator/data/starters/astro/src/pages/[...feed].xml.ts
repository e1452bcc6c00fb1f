// The feed, at its own address and at those of the old site, where readers' programs ask for it.
import { anywhere, encoded } from "../lib/addresses.js";
import { pathOf, posts, type Entry } from "../lib/content";
import site from "../site.json";

export const getStaticPaths = () =>
  site.feeds.map((path) => ({ params: { feed: path.slice(1).replace(/\.xml$/, "") } }));

const ILLEGAL = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const SIGNS: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const xml = (text: string) => text.replace(ILLEGAL, "").replace(/[&<>]/g, (sign) => SIGNS[sign]);
const element = (name: string, text?: string) => (text ? `<${name}>${xml(text)}</${name}>\n` : "");

function item(entry: Entry) {
  const path = pathOf(entry);
  const { title, guid, originalUrl, pubDate, tags, description } = entry.data;
  const old = guid ?? originalUrl; // so that a reader's program knows the post again
  const link = site.url + encoded(path);
  return `<item>
<title>${xml(title)}</title>
<link>${xml(link)}</link>
<guid isPermaLink="${!old}">${xml(old ?? link)}</guid>
${element("pubDate", pubDate && new Date(pubDate).toUTCString())}${tags.map((tag) => element("category", tag)).join("")}${element("description", description)}${element("content:encoded", anywhere(entry.rendered?.html ?? "", path, site.url))}</item>
`;
}

export async function GET() {
  const items = (await posts()).map(item).join("");
  const text = `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel>
<title>${xml(site.title)}</title>
<link>${xml(site.url)}/</link>
<description>${xml(site.title)}</description>
<language>${xml(site.language)}</language>
${items}</channel>
</rss>
`;
  return new Response(text, { headers: { "Content-Type": "application/xml; charset=utf-8" } });
}
