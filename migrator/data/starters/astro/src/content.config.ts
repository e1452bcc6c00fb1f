import { defineCollection } from "astro:content";
import { glob } from "astro/loaders";
import { z } from "astro/zod";

// A date in quotes keeps its offset, and so its day; one without quotes is an instant.
const isDate = (text: string) => !Number.isNaN(Date.parse(text));
const date = z.union([z.string().refine(isDate), z.date().transform((day) => day.toISOString())]);

const schema = z.object({
  title: z.string(),
  slug: z.string().optional(),
  pubDate: date.optional(),
  updatedDate: date.optional(),
  draft: z.boolean().default(false),
  description: z.string().optional(),
  author: z.string().optional(),
  lang: z.string().optional(),
  heroImage: z.string().optional(), // an address, as of the files in public/
  categories: z.array(z.string()).default([]),
  tags: z.array(z.string()).default([]),
  originalUrl: z.string().optional(),
  guid: z.string().optional(),
  aliases: z.array(z.string()).default([]),
});

const below = (folder: string, pattern = "*/index.md") =>
  defineCollection({
    loader: glob({
      base: `./src/content/${folder}`,
      pattern,
      generateId: ({ entry, data }) => String(data.slug ?? entry.replace(/\/index\.md$/, "")),
    }),
    schema,
  });

export const collections = {
  blog: below("blog"),
  pages: below("pages"),
  home: below("home", "index.md"),
};
