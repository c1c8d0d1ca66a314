/* The page of all results: what the address asks for, narrowed by facets, and a way to see more of it. */
"use strict";

{
  const { element, facets: makeFacets, search } = proceedings;
  const AT_ONCE = 25;
  const PAUSE = 250; // ms: nobody waits for the full text while typing
  const SAY_AFTER = 700;
  const COARSE = matchMedia("(pointer: coarse)"); // with a keyboard on the screen, which covers what was found
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
  const facets = makeFacets(part("facets"), chosen);
  const title = document.title;

  let limit = AT_ONCE;
  let turn = 0; // what comes late is not shown
  let isSettled = false; // the reader came for what is shown, and may want to come back to it
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

  const isAsked = (query) => query !== "" || isNarrowed();

  function draw(found, finder, query) {
    const asked = isAsked(query);
    drawList(asked ? found : { results: [] }, finder, query);
    if (!asked) drawNote("", search.invitation());
    else if (!found.results.length) drawNothing(found, finder, query);
    else drawFound(found);
    document.title = query ? `${query} – ${title}` : title;
    clear.hidden = !isNarrowed();
    part("chosen").textContent = isNarrowed() ? ` (${Object.values(facets.chosen).flat().length} chosen)` : "";
    narrow.hidden = !part("facets").children.length;
  }

  function drawNote(tally, content, spoken = tally) {
    nothing.replaceChildren(...content);
    part("tally").textContent = tally;
    announce(spoken);
  }

  function drawFound(found) {
    const reserve = search.reserve(found);
    drawNote(search.tally(found), reserve ? [element("p", {}, reserve)] : [], search.spoken(found));
  }

  /** Nothing was found; but if that is for the filters alone, they are what to say and to take off. */
  function drawNothing(found, finder, query) {
    const others = isNarrowed() ? finder.find(query).results.length : 0;
    if (query && !others) return drawNote(search.tally(found), search.nothingFound(query));
    drawNote("No result with these filters", search.nothingFits(query, others, clearFacets));
  }

  const announce = search.whenQuiet(SAY_AFTER, (text) => {
    part("announced").textContent = text;
  });

  function sayFailure() {
    list.replaceChildren();
    more.hidden = narrow.hidden = true;
    drawNote("", search.couldNotLoad(), "The search could not be loaded.");
  }

  // What is found

  /** What the finder has. With nothing asked for yet, the facets of all talks are a way to begin. */
  function ask(finder, query) {
    const all = () => (query || isNarrowed() ? finder.find(query, facets.chosen) : finder.list("talk", ""));
    const found = all();
    if (!facets.show(found.facets, finder)) return found;
    writeAddress(false); // what it asks for does not exist
    return ask(finder, query);
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

  function settle() {
    isSettled = isAsked(search.queryIn(input.value));
  }

  function chosen() {
    renew(true);
    settle();
  }

  function follow() {
    readAddress();
    settle();
    find();
  }

  function clearFacets() {
    facets.clear();
    chosen();
    input.focus();
  }

  function showMore() {
    const shown = list.children.length;
    limit += AT_ONCE;
    writeAddress(false);
    find().then(() => list.children[shown]?.querySelector("a").focus());
  }

  input.addEventListener("input", () => {
    renew(isSettled);
    isSettled = false; // the next letters are of the same search
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    renew(true);
    settle();
    if (COARSE.matches) input.blur();
  });

  page.addEventListener("keydown", (event) => search.stepByKeys(event, input, [...list.querySelectorAll("a")]));

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
  if (!isSettled || !COARSE.matches) input.focus({ preventScroll: true }); // who comes back sees what they left
}
