/* The page of all results: what the address asks for, narrowed by facets, and a way to see more of it. */
"use strict";

{
  const { element, facets: makeFacets, search } = proceedings;
  const AT_ONCE = 25;
  const PAUSE = 250; // ms: nobody waits for the full text while typing
  const SAY_AFTER = 700;
  const WIDE = matchMedia("(min-width: 60rem)");

  const page = document.querySelector(".proceedings-search-page");
  const part = (name) => page.querySelector(`.proceedings-${name}`);
  const form = page.querySelector("form");
  const input = form.elements.q;
  const list = part("results");
  const more = part("more");
  const nothing = part("nothing");
  const narrow = part("narrow");
  const clear = part("clear");
  const facets = makeFacets(part("facets"), () => renew(true));
  const title = document.title;

  let limit = AT_ONCE;
  let turn = 0; // what comes late is not shown
  let excerpts = new Map(); // address -> what the abstract says around the words of the query

  // The address

  function readAddress() {
    const asked = new URLSearchParams(location.search);
    input.value = search.queryIn(asked.get("q") ?? "");
    facets.read(asked);
    limit = history.state?.limit ?? AT_ONCE;
  }

  function address() {
    const address = new URL(location.href);
    const query = search.queryIn(input.value);
    if (query) address.searchParams.set("q", query);
    else address.searchParams.delete("q");
    facets.write(address.searchParams);
    address.hash = "";
    return address;
  }

  /** Have the address say what is shown: as a step that leads back, or instead of what it said. */
  function writeAddress(asStep) {
    const next = address();
    try {
      if (asStep && next.href !== location.href) history.pushState({ limit }, "", next);
      else history.replaceState({ limit }, "", next);
    } catch {
      // a browser may refuse, after many letters in a short time for one; the search goes on
    }
  }

  // What is shown

  const TYPES = { person: "Person", session: "Session" }; // the others say themselves what they are

  function drawEntry(entry, finder, query) {
    const link = element("a", { href: search.addressOf(entry) }, search.titleOf(entry, finder, query));
    const excerpt = excerpts.get(entry.address);
    return element(
      "li",
      { class: `proceedings-result proceedings-of-${entry.type}` },
      element("p", { class: `proceedings-title${search.statusOf(entry)}` }, link),
      search.lines(entry, finder, query, TYPES[entry.type]),
      excerpt && element("p", { class: "proceedings-excerpt" }, search.marked(finder, excerpt, query)),
    );
  }

  /** The link in the list that the reader is at, if there is one. */
  const heldLink = () => (list.contains(document.activeElement) ? document.activeElement.href : undefined);

  function drawList({ results }, finder, query) {
    const held = heldLink();
    list.replaceChildren(...results.slice(0, limit).map((entry) => drawEntry(entry, finder, query)));
    if (held) [...list.querySelectorAll("a")].find(({ href }) => href === held)?.focus({ preventScroll: true });
    more.hidden = results.length <= limit;
    more.textContent = `Show more (${limit} of ${results.length.toLocaleString("en")} shown)`;
  }

  const isNarrowed = () => Object.keys(facets.chosen).length > 0;

  function draw(found, finder, query) {
    const asked = query !== "" || isNarrowed();
    const none = asked && !found.results.length;
    drawList(asked ? found : { results: [] }, finder, query);
    nothing.replaceChildren(...(none ? search.nothingFound(query) : asked ? [] : search.invitation()));
    say(asked ? search.tally(found) : "");
    document.title = query ? `${query} – ${title}` : title;
    clear.hidden = !isNarrowed();
    part("chosen").textContent = isNarrowed() ? ` (${Object.values(facets.chosen).flat().length} chosen)` : "";
    narrow.hidden = !part("facets").children.length;
  }

  function say(text) {
    part("tally").textContent = text;
    announce(text);
  }

  const announce = search.whenQuiet(SAY_AFTER, (text) => {
    part("announced").textContent = text;
  });

  function sayFailure() {
    list.replaceChildren();
    more.hidden = narrow.hidden = true;
    nothing.replaceChildren(...search.couldNotLoad());
    say("");
    announce("The search could not be loaded.");
  }

  // What is found

  /** What the finder has. With nothing asked for yet, the facets of all talks are a way to begin. */
  function ask(finder, query) {
    const all = () => (query || isNarrowed() ? finder.find(query, facets.chosen) : finder.list("talk", ""));
    const found = all();
    return facets.show(found.facets) ? ask(finder, query) : found;
  }

  async function find() {
    const mine = ++turn;
    const query = search.queryIn(input.value);
    if (query !== excerpts.query) excerpts = Object.assign(new Map(), { query });
    const finder = await search.loadFinder();
    if (mine !== turn) return;
    if (!finder) return sayFailure();
    draw(ask(finder, query), finder, query);
    readOn(finder, query, mine);
  }

  /** The full text too, where the reader waits. Without it there is what there is. */
  const readOn = search.whenQuiet(PAUSE, async (finder, query, mine) => {
    if (!query || mine !== turn) return;
    const more = await finder.read(query).catch(() => false);
    if (mine !== turn) return;
    const found = steady(ask(finder, query));
    const told = await readExcerpts(found, finder, query);
    if ((more || told) && mine === turn) draw(found, finder, query);
  });

  /** *found* without a change of order in what the reader is reading. */
  function steady(found) {
    if (!heldLink()) return found;
    const before = [...list.querySelectorAll("a")].map(({ href }) => href);
    const place = (entry) => (before.indexOf(search.addressOf(entry)) + before.length + 1) % (before.length + 1);
    return { ...found, results: [...found.results].sort((one, other) => place(one) - place(other)) };
  }

  /** Load what abstracts say, of those that are in sight and were found by their abstract. Whether there is any. */
  async function readExcerpts({ results }, finder, query) {
    const read = excerpts;
    const missing = results.slice(0, limit).filter(({ inText, address }) => inText && !read.has(address));
    const load = (entry) => finder.excerpt(entry, query).catch(() => ""); // a result is one without it
    await Promise.all(missing.map(async (entry) => read.set(entry.address, await load(entry))));
    return missing.length > 0;
  }

  // Events

  function renew(asStep) {
    limit = AT_ONCE;
    writeAddress(asStep);
    find();
  }

  function follow() {
    readAddress();
    find();
  }

  function clearFacets() {
    facets.clear();
    renew(true);
    input.focus();
  }

  function showMore() {
    const shown = list.children.length;
    limit += AT_ONCE;
    writeAddress(false);
    find().then(() => list.children[shown]?.querySelector("a").focus());
  }

  input.addEventListener("input", () => renew(false));

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    renew(true);
    if (matchMedia("(pointer: coarse)").matches) input.blur(); // the keyboard on the screen covers what was found
  });

  clear.addEventListener("click", clearFacets);
  more.addEventListener("click", showMore);
  addEventListener("popstate", follow);

  // Where there is room the facets stand beside the list and are always open.
  const unfold = () => {
    narrow.open = WIDE.matches;
  };
  WIDE.addEventListener("change", unfold);

  follow();
  unfold();
  if (!input.value && !isNarrowed()) input.focus();
}
