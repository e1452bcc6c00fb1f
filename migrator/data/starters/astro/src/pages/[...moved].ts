// Pages in the place of old addresses, which send their visitors on.
import { moved } from "../lib/content";
import site from "../site.json";

export async function getStaticPaths() {
  return (await moved()).map(({ file, to }) => ({ params: { moved: file.slice(1) }, props: { to } }));
}

const SIGNS: Record<string, string> = { "&": "&amp;", "<": "&lt;", '"': "&quot;" };
const html = (text: string) => text.replace(/[&<"]/g, (sign) => SIGNS[sign]);

export function GET({ props }: { props: { to: string } }) {
  const [to, whole] = [html(props.to), html(site.url + props.to)];
  const page = `<!doctype html>
<html lang="${html(site.language)}">
<head>
<meta charset="utf-8">
<title>${html(site.title)}</title>
<link rel="canonical" href="${whole}">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url=${to}">
</head>
<body><a href="${to}">${whole}</a></body>
</html>
`;
  return new Response(page, { headers: { "Content-Type": "text/html; charset=utf-8" } });
}
