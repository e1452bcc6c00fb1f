import { satteri } from "@astrojs/markdown-satteri";
import { defineConfig } from "astro/config";
import site from "./src/site.json" with { type: "json" };

export default defineConfig({
  site: site.url || undefined,
  compressHTML: false,
  markdown: {
    // The text as it was exported: no curled quotes, no notes made of brackets, no coloured code.
    processor: satteri({ features: { smartPunctuation: false, gfm: { footnotes: false } } }),
    syntaxHighlight: false,
  },
});
