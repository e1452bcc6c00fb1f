"use strict";
// Makes the preview quicker to use. Without it everything can be read and reached all the same.

const find = (selector) => document.querySelector(selector);
const help = find("dialog.help");
const search = find("#search");
const year = find("#year");
const cards = [...document.querySelectorAll(".card")];
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const texts = cards.map((card) => fold(`${card.textContent} ${card.dataset.more} ${card.dataset.year}`));
const kept = `preview ${new URL(find("a[data-key=o]")?.href ?? "", location.href).pathname}`;
let here = -1;

const kinds = {
  all: () => true,
  look: (card) => "look" in card.dataset,
  posts: (card) => card.dataset.kind === "posts",
  pages: (card) => card.dataset.kind === "pages",
};

function filter() {
  const wanted = fold(search.value).split(/\s+/).filter(Boolean);
  const kind = kinds[find("input[name=filter]:checked").value];
  let found = 0;
  cards.forEach((card, at) => {
    const fits = kind(card) && (!year.value || card.dataset.year === year.value)
      && wanted.every((word) => texts[at].includes(word));
    card.hidden = !fits;
    found += fits;
  });
  for (const group of document.querySelectorAll(".group")) {
    group.hidden = !group.querySelector(".card:not([hidden])");
  }
  const status = find(".found");
  status.textContent = found ? `${status.dataset.found} ${found}` : status.dataset.nothing;
  find(".nothing").hidden = found > 0;
  for (const bar of document.querySelectorAll(".timeline a")) {
    if (bar.dataset.year === year.value) bar.setAttribute("aria-current", "true");
    else bar.removeAttribute("aria-current");
  }
  go(null);
  remember();
}

// What is filtered stands in the address, and waits for the way back from a page.
function remember() {
  const told = new URLSearchParams();
  if (search.value) told.set("q", search.value);
  if (find("input[name=filter]:checked").value !== "all") {
    told.set("show", find("input[name=filter]:checked").value);
  }
  if (year.value) told.set("year", year.value);
  const state = String(told) && `#${told}`;
  try { sessionStorage.setItem(kept, state); } catch { /* it is in the address all the same */ }
  if (state || location.hash.includes("=")) {
    try { history.replaceState(null, "", state || location.pathname); } catch { /* no address */ }
  }
}

function remembered() {
  try { return sessionStorage.getItem(kept) ?? ""; } catch { return ""; }
}

function restore() {
  const comes = performance.getEntriesByType("navigation")[0]?.type !== "navigate";
  const state = location.hash.includes("=") ? location.hash
    : comes || location.hash === "#search" ? remembered() : "";
  const told = new URLSearchParams(state.slice(1));
  search.value = told.get("q") ?? "";
  const kind = find(`#filter-${CSS.escape(told.get("show") ?? "")}`) ?? find("#filter-all");
  kind.checked = true;
  year.value = [...year.options].some((each) => each.value === told.get("year")) ? told.get("year") : "";
  if (location.hash === "#search") search.select();
}

function go(card) {
  cards.forEach((each) => each.classList.remove("here"));
  here = card ? cards.indexOf(card) : -1;
  if (!card) return;
  card.classList.add("here");
  card.querySelector("a").focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
}

function step(way) {
  const shown = cards.filter((card) => !card.hidden);
  const at = Math.min(Math.max(shown.indexOf(cards[here]) + way, 0), shown.length - 1);
  go(shown[at]);
}

function look() {
  const doubtful = cards.filter((card) => !card.hidden && "look" in card.dataset);
  go(doubtful.find((card) => cards.indexOf(card) > here) || doubtful[0]);
}

function follow(key) {
  const link = find(`a[data-key="${key}"]`);
  if (link) link.click();
}

function view(number) {
  const choice = document.querySelectorAll("input[name=view]")[number - 1];
  if (choice) choice.checked = true;
}

function typed(event) {
  const box = event.target;
  const writes = box.matches("input[type=search], select, textarea");
  if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
  if (writes) {
    if (event.key === "Escape") { search.value = ""; search.blur(); filter(); }
    return;
  }
  const keys = {
    "?": () => help.showModal(),
    "/": () => search ? search.focus() : location.assign(new URL("#search", find("a[data-key=o]").href)),
    j: () => cards.length ? step(1) : follow("j"),
    k: () => cards.length ? step(-1) : follow("k"),
    n: () => cards.length ? look() : follow("n"),
    o: () => follow("o"),
    1: () => view(1), 2: () => view(2), 3: () => view(3),
  };
  const done = keys[event.key];
  if (done) { event.preventDefault(); done(); }
}

document.addEventListener("keydown", typed);
for (const button of document.querySelectorAll(".help-button")) {
  button.hidden = false;
  button.addEventListener("click", () => help.showModal());
}
help.querySelector("button").addEventListener("click", () => help.close());

if (search) {
  const tools = find(".tools");
  tools.hidden = false;
  tools.addEventListener("submit", (event) => event.preventDefault());
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") { event.preventDefault(); go(null); step(1); }
  });
  tools.addEventListener("input", filter);
  for (const bar of document.querySelectorAll(".timeline a")) {
    bar.addEventListener("click", (event) => {
      event.preventDefault();
      year.value = year.value === bar.dataset.year ? "" : bar.dataset.year;
      filter();
    });
  }
  restore();
  filter();
} else {
  find("a[data-key=o]").hash = remembered();
}
