/* Search as readers see it: results below the box in which they type, on every page, and the page of all results.
   What is found, and in which order, is find.js's affair; it is loaded when a reader first searches. */
"use strict";

proceedings.search = (() => {
  const { element, loadSearch, root } = proceedings;
  const TYPES = {
    talk: ["talk", "talks"],
    person: ["person", "people"],
    session: ["session", "sessions"],
    page: ["page", "pages"],
  };
  const LEGENDS = { talk: "Talks", person: "People", session: "Sessions", page: "Pages" };
  const NOTHING_FITS = "Nothing fits these filters.";
  const LONGEST = 200; // letters of a query: an address can hold any number
  const PEOPLE = 3;

  // Queries

  const queryIn = (text) => text.slice(0, LONGEST).replace(/\s+/g, " ").trim();

  const many = (count, [one, more]) => `${count.toLocaleString("en")} ${count === 1 ? one : more}`;

  /** How much was found, in words: `12 results: 9 talks, 3 people`. */
  function tally({ results }) {
    const counts = Object.keys(TYPES).map((type) => [type, results.filter((entry) => entry.type === type).length]);
    const parts = counts.filter(([, count]) => count).map(([type, count]) => many(count, TYPES[type]));
    if (parts.length < 2) return parts[0] ?? "Nothing found";
    return `${many(results.length, ["result", "results"])}: ${parts.join(", ")}`;
  }

  /** What to say of *found* where no result has all words; of others nothing. */
  function reserve({ results, isPartial }) {
    return isPartial && results.length ? "No result has all these words; these have some of them." : "";
  }

  /** What who cannot see the results hears of them. */
  const spoken = (found) => [tally(found), reserve(found)].filter(Boolean).join(". ");

  // Entries

  /** *text* as an element; what the query matches in it is marked. Its letters may run in any direction. */
  function marked(finder, text, query) {
    const parts = [];
    let end = 0;
    for (const [from, to] of query ? finder.marks(text, query) : []) {
      parts.push(text.slice(end, from), element("mark", {}, text.slice(from, to)));
      end = to;
    }
    return element("bdi", {}, ...parts, text.slice(end));
  }

  /** A few of *people*, those first that were asked for, and how many there are beside. */
  function peopleOf(finder, people, query) {
    const asked = query ? people.filter((name) => finder.marks(name, query).length) : [];
    const shown = new Set([...new Set([...asked, ...people])].slice(0, PEOPLE));
    const names = people.filter((name) => shown.has(name)).map((name) => marked(finder, name, query));
    const left = people.length - names.length;
    return between(left > 0 ? [...names, `${left} more`] : names, ", ", left > 0 ? " and " : ", ");
  }

  function between(parts, separator, last = separator) {
    return parts.flatMap((part, i) => (i ? [i === parts.length - 1 ? last : separator, part] : [part]));
  }

  const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

  function kindOf({ kind }) {
    return kind && element("span", { class: `proceedings-kind proceedings-kind-${kind.id}` }, capital(kind.name));
  }

  /** The keyword by which the query found a talk, where neither title nor people say why it is there. */
  function keywordOf({ title, people, keywords }, finder, query) {
    const isFound = (text) => finder.marks(text, query).length > 0;
    if (!query || [title, ...people].some(isFound)) return null;
    const keyword = keywords.find(isFound);
    return keyword && ["Keyword: ", marked(finder, keyword, query)];
  }

  /** Short facts about an entry, each of them nodes or text. A kind says already that it is one of talks. */
  const FACTS = {
    talk: (entry, finder, query) => [
      kindOf(entry),
      entry.year,
      entry.number != null && `no.\u00a0${entry.number}`,
      entry.status && element("span", { class: "proceedings-status" }, capital(entry.status)),
      keywordOf(entry, finder, query),
    ],
    person: ({ affiliation, talks }, finder, query) => [
      affiliation && marked(finder, affiliation, query),
      talks > 0 && many(talks, TYPES.talk),
    ],
    session: (entry) => [kindOf(entry), entry.when, entry.year],
    page: ({ what, title, year, of }) => [
      of ? of.title : what !== "page" && capital(what),
      year !== title && year,
    ],
  };

  /** The other name of a person under which the query found them, where it marks nothing of the name that is *shown*. */
  function otherName({ aliases = [] }, shown, finder, query) {
    if (!query || finder.marks(shown, query).length) return null;
    const name = aliases.find((alias) => finder.marks(alias, query).length);
    return name && [" ", element("span", { class: "proceedings-label" }, "also ", marked(finder, name, query))];
  }

  function titleOf(entry, finder, query) {
    return [
      marked(finder, entry.title, query),
      entry.disambiguation && ` (${entry.disambiguation})`,
      entry.type === "person" && otherName(entry, entry.title, finder, query),
    ];
  }

  const addressOf = (entry) => new URL(entry.address, root).href;

  const statusOf = ({ status }) => (status ? ` proceedings-status-${status}` : "");

  /** The facts of *entry* as lines: people, then all else; *type* is what it is, where that needs saying. */
  function lines(entry, finder, query, type) {
    const people = entry.people?.length ? peopleOf(finder, entry.people, query) : null;
    const facts = between([type, ...FACTS[entry.type](entry, finder, query)].filter(Boolean), " · ");
    return [
      people && element("span", { class: "proceedings-people" }, people),
      " ",
      facts.length > 0 && element("span", { class: "proceedings-label" }, facts),
    ];
  }

  // Ways out

  /** Links to the lists of everything, which the page brings along where the site has them. */
  function ways(before) {
    const template = document.getElementById("proceedings-search-ways");
    return template ? [before, template.content.cloneNode(true)] : [];
  }

  /** Nothing fits *query* and the filters that are on; *others* is how many results there are without these, and *clear*
      takes them off. */
  function nothingFits(query, others, clear) {
    const button = element("button", { type: "button", class: "proceedings-clear" }, "Clear filters");
    button.addEventListener("click", clear);
    const count = `${others.toLocaleString("en")} without them.`;
    const what = query ? ["No result for “", marked(null, query), "” with these filters; ", count] : NOTHING_FITS;
    return [element("p", {}, what), element("p", {}, button)];
  }

  const nothingFound = (query) => [
    element("p", {}, "Nothing found for “", marked(null, query), "”."),
    element("p", {}, "Fewer words, or the beginning of one, may find more. ", ways("Or see ")),
  ];

  const invitation = () => [
    element("p", {}, "A title, a name, a topic, a year, the number of a paper; the beginning of a word is enough."),
    element("p", {}, ways("Or see ")),
  ];

  const couldNotLoad = () => [
    element("p", {}, "The search could not be loaded."),
    element("p", {}, ways("Everything is in the lists: ")),
  ];

  // What is found

  /** The finder, or null where it cannot be loaded. What else goes wrong is for the console, and nothing to tell. */
  const loadFinder = () => loadSearch().catch(() => null);

  // Keys

  const isPlain = (event) => !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;

  function toBox(input) {
    input.focus();
    input.setSelectionRange(input.value.length, input.value.length);
  }

  /** On a page the down arrow leads from *input* to the results below it, whose *links* the arrows go along; up from the
      first, and Escape, lead back. */
  function stepByKeys(event, input, links) {
    const at = links.indexOf(document.activeElement);
    if (!isPlain(event) || event.shiftKey || (at < 0 && event.target !== input)) return;
    const link = { ArrowDown: links[at + 1], ArrowUp: links[at - 1] }[event.key];
    if (link) link.focus();
    else if (at >= 0 && (event.key === "Escape" || event.key === "ArrowUp")) toBox(input);
    else return;
    event.preventDefault();
  }

  // Time

  /** Calls *act* when for *delay* milliseconds nothing else has been asked for. */
  function whenQuiet(delay, act) {
    let timer;
    return (...args) => {
      clearTimeout(timer);
      timer = setTimeout(act, delay, ...args);
    };
  }

  return {
    LEGENDS,
    addressOf,
    couldNotLoad,
    invitation,
    isPlain,
    keywordOf,
    lines,
    loadFinder,
    marked,
    nothingFits,
    nothingFound,
    otherName,
    queryIn,
    reserve,
    spoken,
    statusOf,
    stepByKeys,
    tally,
    titleOf,
    toBox,
    whenQuiet,
  };
})();

/* Results as one types, below every box that leads to the page of all results. */
for (const form of document.querySelectorAll("#pst-search-dialog form.bd-search, form.proceedings-search[action]")) {
  const { element, search } = proceedings;
  const MANY = { talk: 5, person: 3, session: 2, page: 2 }; // of each type, where there are several
  const ALONE = 8;
  const PAUSE = 250; // ms: nobody waits for the full text while typing
  const SAY_AFTER = 700;
  const SLOW = 400;
  const HINT = "Results come while you type; the down arrow leads to them.";

  const input = form.elements.q;
  const dialog = form.closest("dialog");
  const idOf = (part) => `proceedings-${part}${dialog ? "-dialog" : ""}`;
  const panel = element("div", {
    id: idOf("suggestions"),
    class: "proceedings-suggestions",
    role: "group",
    "aria-label": "Results",
    hidden: true,
  });
  const status = element("p", { class: "proceedings-unseen", role: "status" });
  const hint = element("p", { id: idOf("hint"), hidden: true }, HINT);
  form.append(panel, status, hint);
  // no combobox: its options could not be links, which readers open in tabs and follow by the Tab key
  input.setAttribute("aria-controls", panel.id);
  input.setAttribute("aria-describedby", hint.id);

  let turn = 0; // what comes late is not shown

  // What is shown

  function show(...content) {
    panel.replaceChildren(...content);
    panel.hidden = false;
  }

  function close() {
    turn++;
    panel.hidden = true;
    panel.replaceChildren();
    say("");
  }

  const say = search.whenQuiet(SAY_AFTER, (text) => {
    status.textContent = text;
  });

  /** The results of each type, that of the best first. */
  function groupsOf({ results }) {
    const types = [...new Set(results.map(({ type }) => type))];
    return types.map((type) => [
      type,
      results.filter((entry) => entry.type === type).slice(0, types.length > 1 ? MANY[type] : ALONE),
    ]);
  }

  function drawEntry(entry, finder, query) {
    const title = search.titleOf(entry, finder, query);
    const link = element(
      "a",
      { href: search.addressOf(entry) },
      element("span", { class: `proceedings-title${search.statusOf(entry)}` }, title),
      search.lines(entry, finder, query),
    );
    return element("li", {}, link);
  }

  function drawGroup([type, entries], finder, query) {
    const id = idOf(`found-${type}`);
    return [
      element("p", { class: "proceedings-group", id }, search.LEGENDS[type]),
      element("ul", { "aria-labelledby": id }, entries.map((entry) => drawEntry(entry, finder, query))),
    ];
  }

  const note = (...content) => element("div", { class: "proceedings-nothing" }, content);

  const all = element("a"); // one for all searches: while it has the focus, more may be found
  const wayToAll = element("p", { class: "proceedings-all" }, all);

  function drawAll(query, count) {
    const address = new URL(form.action);
    address.searchParams.set("q", query);
    all.href = address.href;
    all.textContent = count > 1 ? `All ${count.toLocaleString("en")} results` : "All results";
    return wayToAll;
  }

  function draw(finder, query) {
    const found = finder.find(query);
    const count = found.results.length;
    say(search.spoken(found));
    if (panel.contains(document.activeElement)) {
      drawAll(query, count); // the reader is choosing among what there is
    } else if (count) {
      const reserve = search.reserve(found);
      const groups = groupsOf(found).flatMap((group) => drawGroup(group, finder, query));
      show(...(reserve ? [note(element("p", {}, reserve))] : []), ...groups, drawAll(query, count));
    } else {
      show(note(search.nothingFound(query)));
    }
  }

  // What is found

  async function find() {
    const query = search.queryIn(input.value);
    if (!query) return close();
    const mine = ++turn;
    const waiting = setTimeout(() => mine === turn && show(note("Searching…")), SLOW);
    const finder = await search.loadFinder();
    clearTimeout(waiting);
    if (mine !== turn) return;
    if (!finder) return sayFailure();
    draw(finder, query);
    readOn(finder, query, mine);
  }

  function sayFailure() {
    show(note(search.couldNotLoad()));
    say("The search could not be loaded.");
  }

  /** The full text too, where the reader waits. Without it there is what there is. */
  const readOn = search.whenQuiet(PAUSE, async (finder, query, mine) => {
    const more = mine === turn && (await finder.read(query).catch(() => false));
    if (more && mine === turn) draw(finder, query);
  });

  // Keys

  const linkInPanel = (key, links, at) =>
    ({ ArrowDown: links[at + 1], ArrowUp: links[at - 1], Home: links[0], End: links.at(-1) })[key];

  const isTyped = ({ key }) => key.length === 1 || key === "Backspace";

  const toBox = () => search.toBox(input);

  function keyInPanel(event, links, at) {
    const link = linkInPanel(event.key, links, at);
    if (link) link.focus();
    else if (event.key === "ArrowUp" || (event.key === "Escape" && dialog)) toBox();
    else if (event.key === "Escape") leave();
    else if (isTyped(event)) return toBox(); // and the letter goes there
    else return;
    event.preventDefault();
  }

  function keyInBox(event, links) {
    if (event.key === "ArrowDown" && links.length) links[0].focus();
    else if (event.key === "Escape" && !dialog) close();
    else return;
    event.preventDefault(); // an Escape more clears the box, as browsers do
  }

  function leave() {
    toBox();
    close();
  }

  form.addEventListener("keydown", (event) => {
    if (!search.isPlain(event) || panel.hidden) return;
    const links = [...panel.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (at >= 0) keyInPanel(event, links, at);
    else if (event.target === input && !event.shiftKey) keyInBox(event, links);
  });

  // All else that happens

  input.addEventListener("input", find);

  form.addEventListener("focusin", ({ target, relatedTarget }) => {
    search.loadFinder(); // so that it is there with the first letter; if not, that will say so
    if (target !== input || form.contains(relatedTarget)) return;
    if (dialog) input.select(); // what was searched before is there, and makes way for something else
    if (panel.hidden) find();
  });

  // A part of this very page may have been chosen.
  panel.addEventListener("click", ({ target, ctrlKey, metaKey, shiftKey }) => {
    const link = target.closest("a");
    if (!link || ctrlKey || metaKey || shiftKey) return;
    if (link.pathname !== location.pathname || link.search !== location.search) return;
    close();
    dialog?.close();
  });

  if (!dialog) {
    for (const away of ["pointerdown", "focusin"]) {
      document.addEventListener(away, ({ target }) => !panel.hidden && !form.contains(target) && close());
    }
  }
}
