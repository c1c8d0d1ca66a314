/* Filters of a schedule and of the lists below it: by kind, track, room and person. They are kept in the address, so a
   filtered page can be reloaded, marked and sent to somebody. */
"use strict";

{
  const { announce, element, fold } = proceedings;
  const BOXES = ["kind", "track", "room"];
  const PERSON = "person";
  const SESSIONS = ".proceedings-schedule .proceedings-session";
  const TALKS = ".proceedings-talks > li[data-talk]";
  const PAPERS = ".proceedings-papers > li[data-talk]";
  const QUIET_AFTER = 500; // ms: while somebody types, every letter would be announced

  const filters = document.querySelector(".proceedings-filters");
  const tools = filters?.closest(".proceedings-tools");
  if (filters) start(filters);

  function start(details) {
    const form = details.querySelector("form");
    const person = form.elements[PERSON]; // there is none where the talks of sessions are on another page
    const tally = element("span", { class: "proceedings-tally" });
    details.querySelector("summary").append(tally);
    const hidden = new Set(); // what the filters hid, and nothing else
    let timer;

    // The address

    function readAddress() {
      const wanted = new URLSearchParams(location.search);
      linkDays(wanted);
      for (const box of form.querySelectorAll("input[type=checkbox]")) {
        box.checked = wanted.getAll(box.name).includes(box.value);
      }
      if (person) person.value = wanted.get(PERSON) ?? "";
      if (isOn(chosen())) details.open = true;
    }

    function writeAddress(filters) {
      const address = new URL(location.href);
      for (const name of person ? [...BOXES, PERSON] : BOXES) address.searchParams.delete(name);
      for (const name of BOXES) for (const value of filters[name]) address.searchParams.append(name, value);
      if (filters.person) address.searchParams.set(PERSON, person.value.trim());
      linkDays(address.searchParams);
      try {
        history.replaceState(history.state, "", address);
      } catch {
        // a browser that lets no folder change its address still filters
      }
    }

    /** The other days open with the same filters, also with one that has no box here: this day has nothing for it. */
    function linkDays(wanted) {
      const query = new URLSearchParams([...wanted].filter(([name]) => name === PERSON || BOXES.includes(name)));
      for (const link of document.querySelectorAll(".proceedings-day-menu a")) link.search = query;
    }

    // What is wanted

    function chosen() {
      const checked = (name) => form.querySelectorAll(`input[type=checkbox][name=${name}]:checked`);
      const boxes = BOXES.map((name) => [name, new Set([...checked(name)].map((box) => box.value))]);
      return { ...Object.fromEntries(boxes), person: fold(person?.value ?? "") };
    }

    function isOn(filters) {
      return filters.person !== "" || BOXES.some((name) => filters[name].size > 0);
    }

    // What is left

    function hide(part, away) {
      if (away && !part.hidden) {
        part.hidden = true;
        hidden.add(part);
      } else if (!away && hidden.delete(part)) {
        part.hidden = false;
      }
    }

    function apply() {
      const filters = chosen();
      const entries = new Map(); // a talk in two places, or a session over two columns, is one entry
      const count = (ref, left) => entries.set(ref, entries.get(ref) || left);
      for (const session of document.querySelectorAll(SESSIONS)) filterSession(session, filters, count);
      for (const paper of document.querySelectorAll(PAPERS)) {
        // not given in any room, a paper is in none of those that were asked for
        const left = fits(filters, { ...factsOf(paper), everywhere: false });
        hide(paper, !left);
        count(paper.dataset.talk, left);
      }
      hideEmpty();
      for (const table of document.querySelectorAll(".proceedings-parallel")) {
        table.classList.toggle("proceedings-as-list", isOn(filters));
      }
      document.dispatchEvent(new CustomEvent("proceedings:filtered"));
      return { filters, all: entries.size, left: [...entries.values()].filter(Boolean).length };
    }

    /** A session stays for one of its talks, or for itself; then with all its talks, if none is wanted by itself. */
    function filterSession(session, filters, count) {
      const own = factsOf(session);
      const talks = [...session.querySelectorAll(TALKS)];
      const wanted = talks.filter((talk) => fits(filters, talkFacts(talk, own)));
      const whole = fits(filters, own);
      hide(session, !whole && !wanted.length);
      for (const talk of talks) {
        const left = wanted.length ? wanted.includes(talk) : whole;
        hide(talk, !left);
        count(talk.dataset.talk, left);
      }
      if (!talks.length) count(session.dataset.talk ?? session.dataset.session, whole);
    }

    /** From the inside out: cells, rows, tables, sections that have entries and nothing left of them. */
    function hideEmpty() {
      const parts = [
        [".proceedings-schedule td:has(.proceedings-session)", ".proceedings-session"],
        [".proceedings-schedule tbody tr:has(.proceedings-session)", ".proceedings-session"],
        ["table.proceedings-schedule", ".proceedings-session"],
        ["section:has(.proceedings-session, .proceedings-papers)", ".proceedings-session, .proceedings-papers > li"],
      ];
      for (const [outer, inner] of parts) {
        for (const part of document.querySelectorAll(outer)) {
          const left = [...part.querySelectorAll(inner)].some((entry) => !entry.hidden);
          hide(part, !left && !part.contains(tools));
        }
      }
    }

    // Events

    function say({ filters, all, left }) {
      const text = `${left} of ${all} entries shown`;
      tally.textContent = isOn(filters) ? ` (${left} of ${all})` : "";
      clearTimeout(timer);
      timer = setTimeout(() => announce(left ? text : `Nothing fits these filters: ${text}`), QUIET_AFTER);
    }

    function change() {
      const result = apply();
      writeAddress(result.filters);
      say(result);
    }

    /** As the address says: when the page opens, and when the reader goes back and forth. */
    function follow() {
      readAddress();
      if (isOn(chosen()) || hidden.size) say(apply());
    }

    /** A link within the page leads to something that is filtered away: it is what the reader wants now. */
    function uncover() {
      const target = location.hash && document.getElementById(decode(location.hash.slice(1)));
      if (target?.closest("[hidden]") && isOn(chosen())) {
        form.reset();
        target.scrollIntoView();
      }
    }

    form.addEventListener("input", change);
    form.addEventListener("reset", () => {
      for (const box of form.querySelectorAll("input[type=checkbox]")) box.checked = false;
      if (person) person.value = "";
      change();
    });
    form.addEventListener("submit", (event) => event.preventDefault()); // Enter in the field
    addEventListener("popstate", follow);
    addEventListener("hashchange", uncover);
    follow();
    addEventListener("pageshow", follow); // browsers fill forms in as they were left, after this script
  }

  function decode(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  function words(list) {
    return (list ?? "").split(" ").filter(Boolean);
  }

  /** What a filter looks at. A session without a room is in all rooms, breaks and meals too: who looks at one room
      still wants to know of the plenary and of lunch. */
  function factsOf(entry) {
    const people = [...entry.querySelectorAll(".proceedings-people")].filter(
      (names) => names.closest("li[data-talk], .proceedings-session") === entry,
    );
    return {
      kind: entry.dataset.kind,
      track: entry.dataset.track,
      rooms: words(entry.dataset.rooms),
      people: people.map((names) => fold(names.textContent)).join("\n"),
      everywhere: true,
    };
  }

  /** A talk is where its session is, belongs to its track, and is given under its chairs. */
  function talkFacts(talk, session) {
    const own = factsOf(talk);
    return {
      ...own,
      track: own.track || session.track,
      rooms: own.rooms.length ? own.rooms : session.rooms,
      people: `${own.people}\n${session.people}`,
    };
  }

  function fits(filters, { kind, track, rooms, people, everywhere }) {
    return (
      (!filters.kind.size || filters.kind.has(kind)) &&
      (!filters.track.size || filters.track.has(track)) &&
      (!filters.room.size || rooms.some((room) => filters.room.has(room)) || (everywhere && !rooms.length)) &&
      people.includes(filters.person)
    );
  }
}
