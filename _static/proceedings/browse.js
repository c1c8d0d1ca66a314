/* The filter above the lists of everything. It looks through all talks, or all people, also those on other pages of the
   list; what is found is shown in place of the list. It is kept in the address, so it can be reloaded, marked and sent. */
"use strict";

{
  const { announce, element, facets: facetGroups, loadSearch, picks, root } = proceedings;
  const AT_ONCE = 20; // rows, a screenful: more take longer to draw than to type another letter
  const AT_REST = 200; // rows that are there when the reader has stopped typing
  const REST_AFTER = 150; // ms
  const QUIET_AFTER = 500; // ms: while somebody types, every letter would be announced
  const WORDS = { talk: "talks", person: "people" };

  const filter = document.querySelector(".proceedings-list-filter");
  if (filter) start(filter, filter.dataset.type);

  function start(filter, type) {
    const page = filter.parentElement;
    const form = filter.querySelector("form");
    const input = form.elements.q;
    const reset = form.querySelector("button[type=reset]");
    const details = form.querySelector("details");
    const tally = filter.querySelector(".proceedings-tally");
    const found = element("div", { class: "proceedings-found", hidden: true });
    const list = type === "talk" ? talkList() : personList((name, words) => finder.marks(name, words).length > 0);
    const groups = details && facetGroups(details.querySelector(".proceedings-facets"), change);
    let finder; // the index, once it is loaded: only when the reader begins to filter
    let loading;
    let all = 0; // how many entries there are without a filter
    let timer;
    let resting;
    filter.hidden = false;
    filter.after(found);

    // The address

    function readAddress() {
      const wanted = new URLSearchParams(location.search);
      input.value = wanted.get("q") ?? "";
      groups?.read(wanted);
      if (details && isNarrowed()) details.open = true;
    }

    function writeAddress() {
      const address = new URL(location.href);
      address.searchParams.delete("q");
      groups?.write(address.searchParams);
      if (query()) address.searchParams.set("q", query());
      if (address.href === location.href) return;
      try {
        history.replaceState(history.state, "", address);
      } catch {
        // a browser that lets no folder change its address still filters
      }
    }

    // What is wanted

    function query() {
      return input.value.trim();
    }

    function isNarrowed() {
      return Object.values(groups?.chosen ?? {}).some((values) => values.length);
    }

    function isOn() {
      return query() !== "" || isNarrowed();
    }

    function load() {
      loading ??= loadSearch().then(begin, fail);

      function begin(loaded) {
        finder = loaded;
        all = finder.list(type, "").results.length;
        apply(); // what is wanted now, and not what was when the loading began
      }

      function fail() {
        loading = undefined;
        say(isOn() ? `The filter could not be loaded; it needs the whole site. Below is the list without it.` : "");
      }
    }

    // What is shown

    function apply() {
      reset.disabled = !isOn();
      if (!finder) {
        tally.textContent = isOn() ? "Loading …" : "";
        if (isOn()) load();
        return;
      }
      const { results, facets } = finder.list(type, query(), groups?.chosen);
      if (groups?.show(facets)) apply(); // what the address asked for does not exist
      else show(isOn() ? results : null);
    }

    /** Show *results* in place of the list, or the list itself. */
    function show(results) {
      clearTimeout(resting);
      page.classList.toggle("proceedings-filtered", results !== null);
      found.hidden = results === null;
      found.replaceChildren(...(results?.length ? shown(results) : results ? nothing() : []));
      say(results ? `${results.length} of ${all} ${WORDS[type]}` : "");
    }

    function shown(results) {
      const { whole, rows } = list.empty();
      const words = query();
      const add = (end) => {
        const entries = results.slice(rows.children.length, end);
        rows.append(...entries.map((entry) => marked(list.row(entry, words), words)));
        picks.show(rows);
      };
      add(AT_ONCE);
      resting = setTimeout(add, REST_AFTER, AT_REST);
      return results.length > AT_REST ? [whole, showAll(results.length, rows, add)] : [whole];
    }

    function showAll(number, rows, add) {
      const button = element("button", { type: "button" }, `Show all ${number}`);
      button.addEventListener("click", () => {
        const seen = rows.children.length;
        add(number);
        button.remove();
        rows.children[seen].querySelector("a").focus();
      });
      return button;
    }

    function nothing() {
      const words = query();
      const search = new URL(`search.html?${new URLSearchParams({ q: words })}`, root);
      const everywhere = element("a", { href: search.href }, "search everything");
      const again = element("button", { type: "button" }, `Show all ${WORDS[type]}`);
      again.addEventListener("click", () => reset.click());
      const fits = words ? `Nothing ${isNarrowed() ? "here " : ""}fits “${words}”.` : "Nothing fits.";
      return [element("p", {}, fits, " ", again, words && [", or ", everywhere, "."])];
    }

    /** *row*, with what *words* found in it marked. */
    function marked(row, words) {
      if (!words) return row;
      for (const text of textsIn(row.querySelector("th") ?? row)) {
        const parts = finder.marks(text.data, words);
        if (parts.length) text.replaceWith(...pieces(text.data, parts));
      }
      return row;
    }

    function say(text) {
      tally.textContent = text;
      clearTimeout(timer);
      timer = setTimeout(() => announce(text), QUIET_AFTER);
    }

    // Events

    function change() {
      apply();
      writeAddress();
    }

    /** As the address says: when the page opens, and when the reader goes back and forth. */
    function follow() {
      readAddress();
      apply();
    }

    /** A link within the page leads to something that is filtered away: it is what the reader wants now. */
    function uncover() {
      const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (!target || found.hidden || target.getClientRects().length) return;
      clear();
      target.scrollIntoView();
    }

    function clear() {
      input.value = "";
      groups?.clear();
      change();
    }

    input.addEventListener("input", (event) => {
      if (!event.isComposing) change(); // half a character is nothing to look for
    });
    input.addEventListener("compositionend", change);
    input.addEventListener("focus", load);
    details?.addEventListener("toggle", () => details.open && load());
    form.addEventListener("reset", (event) => {
      event.preventDefault();
      clear();
      input.focus();
    });
    form.addEventListener("submit", (event) => event.preventDefault()); // Enter in the field
    addEventListener("popstate", follow);
    addEventListener("hashchange", uncover);
    addEventListener("pageshow", follow); // browsers fill forms in as they were left, after this script
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
      row: (entry) => rows.get(entry.ref)?.cloneNode(true) ?? talkRow(entry, isNumbered),
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

  /** An index like that of the page; *isFound* says whether a former name is why somebody is in it. */
  function personList(isFound) {
    return {
      empty() {
        const rows = element("ul", { class: "proceedings-list proceedings-index" });
        return { whole: rows, rows };
      },
      row({ sortName, disambiguation, aliases, address }, words) {
        const which = disambiguation && [
          " ",
          element("span", { class: "proceedings-disambiguation" }, `(${disambiguation})`),
        ];
        const link = element("a", { href: new URL(address, root).href }, sortName, which);
        const also = words && aliases.find((alias) => isFound(alias, words));
        return element("li", {}, link, also && element("span", { class: "proceedings-label" }, ` also ${also}`));
      },
    };
  }

  // Marks

  /** The texts in *row* that can have marks in them: a formula cannot. */
  function textsIn(row) {
    const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) {
      const { currentNode } = walker;
      if (currentNode.data.trim().length > 1 && !currentNode.parentElement.closest("math")) texts.push(currentNode);
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
}
