/* The filter above the lists of everything. It looks through all talks, or all people, also those on other pages of the
   list; what is found is shown in place of the list. It is kept in the address, so it can be reloaded, marked and sent. */
"use strict";

{
  const { announce, element, facets: facetGroups, picks, root, search } = proceedings;
  const AT_ONCE = 20; // rows, a screenful: more take longer to draw than to type another letter
  const AT_REST = 200; // rows that are there when the reader has stopped typing
  const REST_AFTER = 150; // ms
  const QUIET_AFTER = 500; // ms: while somebody types, every letter would be announced
  const UNMARKED = "math, .proceedings-label";
  const WORDS = { talk: "talks", person: "people" };

  /** What a reader wants to see of the list: words and facets, as the form and the address have them. */
  class Wanted {
    constructor(form, changed) {
      this.input = form.elements.q;
      this.details = form.querySelector("details");
      this.groups = this.details && facetGroups(this.details.querySelector(".proceedings-facets"), changed);
    }

    get words() {
      return search.queryIn(this.input.value);
    }

    get facets() {
      return this.groups?.chosen ?? {};
    }

    get isNarrowed() {
      return Object.keys(this.facets).length > 0;
    }

    get isSome() {
      return this.words !== "" || this.isNarrowed;
    }

    /** Offer *facets* of *finder*. True if something wanted does not exist, and is no longer wanted. */
    offer(facets, finder) {
      return this.groups?.show(facets, finder) ?? false;
    }

    clear() {
      this.input.value = "";
      this.groups?.clear();
    }

    readAddress() {
      const asked = new URLSearchParams(location.search);
      this.input.value = search.queryIn(asked.get("q") ?? "");
      this.groups?.read(asked);
      if (this.details && this.isNarrowed) this.details.open = true;
    }

    writeAddress() {
      const address = new URL(location.href);
      address.searchParams.delete("q");
      this.groups?.write(address.searchParams);
      if (this.words) address.searchParams.set("q", this.words);
      if (address.href === location.href) return;
      try {
        history.replaceState(history.state, "", address);
      } catch {
        // a browser that lets no folder change its address still filters
      }
    }
  }

  /** What was found, in place of the list. */
  class Found {
    constructor(filter, list, showAll) {
      this.list = list;
      this.type = filter.dataset.type;
      this.searchPage = new URL(filter.dataset.search, location.href);
      this.showAll = showAll; // what leads back to the whole list
      this.part = element("div", { class: "proceedings-found", hidden: true });
      this.page = filter.parentElement;
      filter.after(this.part);
    }

    /** Whether *target* is on the page and cannot be seen, since something else is shown. */
    covers(target) {
      return !this.part.hidden && !target.getClientRects().length;
    }

    /** Where its rows lead. */
    get links() {
      return [...this.part.querySelectorAll(".proceedings-title a, li > a")];
    }

    /** Show *results*, or with null the list itself. */
    show(results, finder, wanted) {
      clearTimeout(this.resting);
      this.page.classList.toggle("proceedings-filtered", results !== null);
      this.part.hidden = results === null;
      this.part.replaceChildren(...this.draw(results, finder, wanted));
    }

    draw(results, finder, wanted) {
      if (!results) return [];
      return results.length ? this.drawRows(results, finder, wanted.words) : this.drawNothing(wanted);
    }

    /** As many rows as can be seen, and then as many as somebody reads. */
    drawRows(results, finder, words) {
      const { whole, rows } = this.list.empty();
      const add = (end) => {
        const entries = results.slice(rows.children.length, end);
        rows.append(...entries.map((entry) => marked(this.list.row(entry, finder, words), finder, words)));
        picks.show(rows);
      };
      add(AT_ONCE);
      this.resting = setTimeout(add, REST_AFTER, AT_REST);
      return results.length > AT_REST ? [whole, drawMore(results.length, rows, add)] : [whole];
    }

    drawNothing({ words, isNarrowed }) {
      const again = element("button", { type: "button" }, `Show all ${WORDS[this.type]}`);
      again.addEventListener("click", this.showAll);
      const fits = words ? `Nothing ${isNarrowed ? "here " : ""}fits “${words}”.` : "Nothing fits.";
      return [element("p", {}, fits, " ", again, words && [", or ", this.wayOut(words), "."])];
    }

    wayOut(words) {
      this.searchPage.searchParams.set("q", words);
      return element("a", { href: this.searchPage.href }, "search everything");
    }
  }

  function drawMore(number, rows, add) {
    const button = element("button", { type: "button" }, `Show all ${number}`);
    button.addEventListener("click", () => {
      const seen = rows.children.length;
      add(number);
      button.remove();
      rows.children[seen].querySelector("a").focus();
    });
    return button;
  }

  class ListFilter {
    constructor(filter) {
      this.type = filter.dataset.type;
      this.page = filter.parentElement;
      this.form = filter.querySelector("form");
      this.reset = this.form.querySelector("button[type=reset]");
      this.tally = filter.querySelector(".proceedings-tally");
      this.wanted = new Wanted(this.form, () => this.change());
      this.found = new Found(filter, this.type === "talk" ? talkList() : personList(), () => this.begin());
      this.finder = null; // the index, once it is loaded: only when the reader begins to filter
      this.isLoading = false;
      this.announce = search.whenQuiet(QUIET_AFTER, announce);
      this.listen();
      filter.hidden = false;
    }

    // What is found

    async load() {
      if (this.isLoading || this.finder) return;
      this.isLoading = true;
      this.finder = await search.loadFinder();
      this.isLoading = false;
      if (this.finder) this.apply(); // what is wanted now, and not what was when the loading began
      else this.sayFailure();
    }

    apply() {
      this.reset.disabled = !this.wanted.isSome;
      if (this.finder) return this.find();
      this.tally.textContent = this.wanted.isSome ? "Loading …" : "";
      if (this.wanted.isSome) this.load();
    }

    find() {
      const { results, facets } = this.finder.list(this.type, this.wanted.words, this.wanted.facets);
      if (this.wanted.offer(facets, this.finder)) this.change(); // what the address asked for does not exist
      else this.show(this.wanted.isSome ? results : null);
    }

    show(results) {
      this.found.show(results, this.finder, this.wanted);
      this.say(results ? `${results.length} of ${this.all} ${WORDS[this.type]}` : "");
    }

    /** How many entries there are without a filter. */
    get all() {
      this.count ??= this.finder.list(this.type, "").results.length;
      return this.count;
    }

    // What is said

    say(text) {
      this.tally.textContent = text;
      this.announce(text);
    }

    sayFailure() {
      const text = "The filter could not be loaded; it needs the whole site. Below is the list without it.";
      this.say(this.wanted.isSome ? text : "");
    }

    // Events

    change() {
      this.apply();
      this.wanted.writeAddress();
    }

    /** As the address says: when the page opens, and when the reader goes back and forth. */
    follow() {
      this.wanted.readAddress();
      this.apply();
    }

    /** Show everything; the reader can begin anew. */
    begin() {
      this.clear();
      this.wanted.input.focus();
    }

    clear() {
      this.wanted.clear();
      this.change();
    }

    /** A link within the page leads to something that is filtered away: it is what the reader wants now. */
    uncover() {
      const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (!target || !this.found.covers(target)) return;
      this.clear();
      target.scrollIntoView();
    }

    listen() {
      const { input, details } = this.wanted;
      input.addEventListener("input", (event) => {
        if (!event.isComposing) this.change(); // half a character is nothing to look for
      });
      input.addEventListener("compositionend", () => this.change());
      input.addEventListener("focus", () => this.load());
      details?.addEventListener("toggle", () => details.open && this.load());
      this.form.addEventListener("reset", (event) => {
        event.preventDefault();
        this.begin();
      });
      this.form.addEventListener("submit", (event) => event.preventDefault()); // Enter in the field
      this.page.addEventListener("keydown", (event) => search.stepByKeys(event, input, this.found.links));
      addEventListener("popstate", () => this.follow());
      addEventListener("hashchange", () => this.uncover());
      addEventListener("pageshow", () => this.follow()); // browsers fill a form in as it was left, after this script
    }
  }

  // Talks

  /** A table like those of the page. The rows that are on the page have more in them than an entry of the index. */
  function talkList() {
    const table = document.querySelector("table.proceedings-all-talks");
    const isNumbered = table?.classList.contains("proceedings-numbered");
    const rows = new Map();
    for (const row of document.querySelectorAll(".proceedings-all-talks tr[data-talk]")) rows.set(row.dataset.talk, row);
    return {
      empty() {
        const whole = element("table", { class: table.className });
        const body = element("tbody");
        whole.append(element("caption", {}, "Talks that fit"), table.tHead.cloneNode(true), body);
        return { whole, rows: body };
      },
      row(entry, finder, words) {
        const row = rows.get(entry.ref)?.cloneNode(true) ?? talkRow(entry, isNumbered);
        const keyword = search.keywordOf(entry, finder, words);
        if (keyword) row.querySelector("th p").append(" ", element("span", { class: "proceedings-label" }, keyword));
        return row;
      },
    };
  }

  function talkRow(entry, isNumbered) {
    const { ref, title, address, people, kind, year, number, has } = entry;
    const cell = (text) => element("td", { role: "cell" }, text && element("p", {}, text));
    const star = element("button", {
      type: "button",
      class: "proceedings-star",
      "data-talk": ref,
      "aria-label": `In my schedule: ${title}`,
    });
    const link = element("a", { href: new URL(address, root).href }, title);
    const names = people.flatMap((name, index) => [index > 0 && ", ", element("span", {}, name)]);
    const who = people.length > 0 && [" ", element("span", { class: "proceedings-people" }, names)];
    const head = element("p", {}, element("span", { class: "proceedings-title" }, link, star), who);
    return element(
      "tr",
      { class: `proceedings-kind-${kind.id}`, "data-talk": ref, role: "row" },
      isNumbered && cell(number === null ? "" : String(number)),
      element("th", { scope: "row", role: "rowheader" }, head),
      cell(kind.name),
      cell(year),
      cell(has.map((what) => what[0].toUpperCase() + what.slice(1)).join(" ")),
    );
  }

  // People

  /** An index like that of the page, which also says if another name is why somebody is in it. */
  function personList() {
    return {
      empty() {
        const rows = element("ul", { class: "proceedings-list proceedings-index" });
        return { whole: rows, rows };
      },
      row(entry, finder, words) {
        const { sortName, disambiguation, address } = entry;
        const which = disambiguation && [
          " ",
          element("span", { class: "proceedings-disambiguation" }, `(${disambiguation})`),
        ];
        const link = element("a", { href: new URL(address, root).href }, sortName, which);
        return element("li", {}, link, search.otherName(entry, sortName, finder, words));
      },
    };
  }

  // Marks

  /** *row*, with what *words* found in it marked. */
  function marked(row, finder, words) {
    if (!words) return row;
    for (const text of textsIn(row.querySelector("th") ?? row)) {
      const parts = finder.marks(text.data, words);
      if (parts.length) text.replaceWith(...pieces(text.data, parts));
    }
    return row;
  }

  /** The texts in *row* that can have marks in them: a formula cannot, and what says why a row is there has its own. */
  function textsIn(row) {
    const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) {
      const { currentNode } = walker;
      if (currentNode.data.trim().length > 1 && !currentNode.parentElement.closest(UNMARKED)) texts.push(currentNode);
    }
    return texts;
  }

  /** *text* cut at *parts*, each of these a mark. */
  function pieces(text, parts) {
    const made = [];
    let end = 0;
    for (const [from, to] of parts) {
      made.push(text.slice(end, from), element("mark", {}, text.slice(from, to)));
      end = to;
    }
    return [...made, text.slice(end)];
  }

  // A table stays one

  const ROLES = { tr: "row", "th[scope=row]": "rowheader", td: "cell" };

  /** Where styles make lines of rows, some browsers take them for a table no longer. */
  function keepRoles() {
    for (const [selector, role] of Object.entries(ROLES)) {
      for (const part of document.querySelectorAll(`.proceedings-all-talks tbody ${selector}`)) part.role = role;
    }
  }

  const narrow = matchMedia("(max-width: 767.98px)");
  if (narrow.matches) keepRoles();
  narrow.addEventListener("change", keepRoles);

  const filter = document.querySelector(".proceedings-list-filter");
  if (filter) new ListFilter(filter);
}
