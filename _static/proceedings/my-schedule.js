/* The reader's own schedule: picks by day and time, clashes in words, a calendar file and a link to take along.
   Nothing here leaves the browser: data comes as scripts of this site, and what follows "#" in an address is not sent. */
"use strict";

{
  const { announce, element, isOff, isRef, loadEditions, loadSchedule, refNow, root, store } = proceedings;
  const { now, picks, zone } = proceedings;
  const FILE = "my-schedule.ics";

  const page = document.querySelector(".proceedings-my-schedule");
  const place = page.querySelector(".proceedings-picks");

  let editions = null; // null: they could not be loaded
  let linked = null; // the picks of a link, while they are shown instead of the reader's own
  let undo = null; // {label, refs}: how to take the last change back, and what was there before it
  let rows = new Map(); // element -> the entry that it shows
  let address = null; // the link, where it has to be copied by hand

  // The link

  const MANY = 1000; // more than any program has, and few enough to show

  /** The picks that an address brings along, or null. Anybody may have written it. */
  function readLink(hash) {
    const refs = decode(hash.slice(1)).split(",").filter(isRef).map(refNow);
    return refs.length ? [...new Set(refs)].slice(0, MANY) : null;
  }

  function decode(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  function linkTo(refs) {
    const link = new URL(location.href);
    link.search = "";
    link.hash = refs.join(",");
    return link.href;
  }

  /** Show what the address says: at first, and when the reader opens another link on this very page. */
  function arrive() {
    const found = readLink(location.hash);
    if (!found && location.hash) return render(); // another place on the page, as "Skip to main content"
    linked = undo = address = null;
    if (found && isSame(found, picks.all())) leaveLink(); // what the reader has already is no news
    else linked = found;
    return render();
  }

  function isSame(some, others) {
    return some.length === others.length && some.every((ref) => others.includes(ref));
  }

  function leaveLink() {
    linked = null;
    history.replaceState(null, "", location.pathname + location.search);
  }

  // What is known of the picks

  /** {entries, gone, unread}: what is in the program, what is not, and what could not be looked up. */
  async function lookUp(refs) {
    const result = { entries: [], gone: [], unread: [] };
    for (const ref of refs) {
      try {
        const found = await find(ref);
        if (found) result.entries.push(...entriesOf(found));
        else result.gone.push(ref);
      } catch {
        result.unread.push(ref);
      }
    }
    return result;
  }

  async function find(ref) {
    if (!editions) throw new Error("no editions");
    const edition = editions.find(({ id }) => id === ref.split("/", 1)[0]);
    const schedule = edition && (await loadSchedule(edition.id));
    const talk = schedule?.talks[ref];
    return talk && { ref, edition, schedule, talk };
  }

  /** One entry for each time at which a talk is given, or a single one without a time. */
  function entriesOf(found) {
    return found.talk.slots.length ? found.talk.slots.map((slot) => ({ ...found, slot })) : [{ ...found, slot: null }];
  }

  /** {status, reason} where there is something to say: the talk's own, or that of its session. */
  function standing({ talk, slot }) {
    const said = [talk, slot ?? {}].filter((part) => part.status);
    return said.find((part) => isOff(part.status)) ?? said[0] ?? {};
  }

  /** Whether nobody can be at both. At posters people come and go, so these never clash. */
  function clash(one, other) {
    const free = (entry) => !entry.slot || entry.slot.sideBySide || isOff(standing(entry).status);
    if (one.ref === other.ref || free(one) || free(other)) return false;
    return startOf(one) < endOf(other) && startOf(other) < endOf(one);
  }

  const startOf = ({ slot }) => Date.parse(slot.start);
  const endOf = ({ slot }) => Date.parse(slot.end);

  // The page

  let latest = 0;
  let focusNext = null; // finds what gets the focus where the element that had it is gone

  /** Show everything anew; the focus stays where it was. */
  async function render() {
    const turn = ++latest;
    const refs = linked ?? picks.all();
    const { entries, gone, unread } = await lookUp(refs);
    if (turn !== latest) return; // something changed meanwhile, and is shown already
    const focused = focusOf(document.activeElement);
    rows = new Map();
    place.replaceChildren(
      ...[
        linked && linkNote(refs),
        element("p", { class: "proceedings-my-now", hidden: true }),
        undo && undoLine(),
        refs.length ? ways(refs, entries) : emptyNote(),
        ...(editions ?? []).map((edition) => editionPart(edition, entries)),
        left(gone, "No longer in the program", "They were taken out of the program, or were never in it."),
        left(unread, "Not found now", "The data of the program could not be loaded."),
        storageNote(),
      ].filter(Boolean),
    );
    zone.write(place);
    picks.show(place);
    showNow();
    restoreFocus(focused);
  }

  // Now

  /** Say what is on, in the list and in the line above it. */
  function showNow() {
    const at = Date.now();
    const given = [...rows.values()].filter((entry) => entry.slot && !isOff(standing(entry).status));
    for (const [row, entry] of rows) {
      now.mark(row, row.querySelector(".proceedings-title"), given.includes(entry) && isOn(entry, at));
    }
    showNowLine(nowLine(given, at));
  }

  function showNowLine(parts) {
    const line = place.querySelector(".proceedings-my-now");
    const made = element("p", { class: "proceedings-my-now", hidden: !parts.length }, parts);
    // left alone while it says the same: somebody may be about to follow a link in it
    if (line && !line.isEqualNode(made)) line.replaceWith(made);
  }

  const isOn = (entry, at) => startOf(entry) <= at && at < endOf(entry);

  /** `On now: Title, Room · Next: 11:00 Title, Room`, of editions that run; empty where there is nothing to say. */
  function nowLine(given, at) {
    const ofToday = given.filter(({ edition }) => Date.parse(edition.start) <= at && at < Date.parse(edition.end));
    const on = ofToday.filter((entry) => isOn(entry, at)).sort((one, other) => startOf(other) - startOf(one))[0];
    const next = ofToday.filter((entry) => startOf(entry) > at).sort((one, other) => startOf(one) - startOf(other))[0];
    return [
      on && ["On now: ", whatAndWhere(on)],
      on && next && " · ",
      next && [`Next: ${now.when(next.slot.start, at)} `, whatAndWhere(next)],
    ].filter(Boolean);
  }

  function whatAndWhere({ talk, slot }) {
    return [pageLink(talk.url, talk.title), spotsOf(slot).map((spot) => `, ${spot}`)];
  }

  /** A link, or only the text where the site leaves the page out. */
  function pageLink(address, text, attributes = {}) {
    if (!address) return element("span", attributes, text);
    return element("a", { href: new URL(address, root), ...attributes }, text);
  }

  // Parts of the page

  function editionPart(edition, all) {
    const entries = all.filter((entry) => entry.edition === edition);
    if (!entries.length) return null;
    const untimed = entries.filter(({ slot }) => !slot);
    return element(
      "section",
      {},
      element("h2", {}, pageLink(edition.schedule, edition.title)),
      [...byDay(entries)].map(([day, given]) => part(dayHeading(day, given[0]), given, all, { "data-day": day })),
      untimed.length > 0 && part("Without a time yet", untimed, all),
    );
  }

  function byDay(entries) {
    const timed = entries.filter(({ slot }) => slot);
    timed.sort((one, other) => startOf(one) - startOf(other) || endOf(one) - endOf(other));
    const days = new Map();
    for (const entry of timed) days.set(dayOf(entry), [...(days.get(dayOf(entry)) ?? []), entry]);
    return days;
  }

  /** In the event's zone a night belongs to the day that it ends, as in the program; in any other, to its date. */
  function dayOf({ slot }) {
    return zone.chosen() ? zone.local(slot.start).day : slot.day;
  }

  function dayHeading(day, { edition, slot }) {
    const clocks = { class: "proceedings-zone", "data-zone": edition.timezone, "data-at": slot.start };
    return [zone.longDay(day), " ", element("span", clocks)];
  }

  function part(heading, entries, all, attributes = {}) {
    const items = entries.map((entry) => item(entry, all));
    return element(
      "section",
      attributes,
      element("h3", {}, heading),
      element("ul", { class: "proceedings-my-talks" }, items),
    );
  }

  function item(entry, all) {
    const { talk, slot } = entry;
    const { reason } = standing(entry);
    const clashes = all.filter((other) => clash(entry, other));
    const row = element(
      "li",
      {},
      slot && paragraph("proceedings-times", range(slot)),
      paragraph("proceedings-title", titleOf(entry)),
      reason && paragraph("proceedings-reason", reason),
      talk.people.length > 0 && paragraph("proceedings-people", talk.people.join(", ")),
      slot && placeOf(slot) && paragraph("proceedings-label", placeOf(slot)),
      clashes.map((other) => paragraph("proceedings-clash", `Overlaps with ${other.talk.title}, `, range(other.slot))),
    );
    rows.set(row, entry);
    return row;
  }

  function paragraph(name, ...children) {
    return element("p", { class: name }, ...children);
  }

  function range({ start, end }) {
    return [element("time", { datetime: start }), "–", element("time", { datetime: end })];
  }

  /** Where to go: the room, and the poster board in it. */
  function spotsOf({ where, board }) {
    return [where, board && `Board ${board}`].filter(Boolean);
  }

  function placeOf(slot) {
    return [...spotsOf(slot), slot.title].filter(Boolean).join(" · ");
  }

  function titleOf(entry) {
    const { ref, talk } = entry;
    const { status } = standing(entry);
    const struck = status !== "tentative" && status && `proceedings-status-${status}`;
    const said = status && `${status[0].toUpperCase()}${status.slice(1)}`;
    return [
      pageLink(talk.url, talk.title, { class: struck }),
      " ",
      star(ref, talk.title),
      said && [" ", element("span", { class: "proceedings-status" }, said)],
    ];
  }

  function star(ref, title) {
    return element("button", {
      type: "button",
      class: "proceedings-star",
      "data-talk": ref,
      "data-title": title,
      "aria-label": `In my schedule: ${title}`,
    });
  }

  /** Picks that say nothing but their reference; they stay until their reader removes them. */
  function left(refs, heading, why) {
    if (!refs.length) return null;
    const items = refs.map((ref) => element("li", {}, paragraph("proceedings-title", ref, " ", star(ref, ref))));
    return element(
      "section",
      {},
      element("h2", {}, heading),
      element("p", {}, why),
      element("ul", { class: "proceedings-my-talks" }, items),
    );
  }

  function emptyNote() {
    const newest = editions?.[0];
    const schedule = pageLink(newest?.schedule, "the schedule");
    const star = element("span", { "aria-hidden": "true" }, " (☆)");
    return paragraph(
      "proceedings-empty",
      "Nothing is picked yet. Press the star", star, " behind a talk’s title, in ", schedule,
      ", in a list of talks or on the talk’s own page, and the talk is here.",
    );
  }

  function storageNote() {
    const kept = "Your picks are kept in this browser and nowhere else.";
    const lost = "This browser keeps nothing for this site: your picks are gone when you leave. A link keeps them.";
    return paragraph("proceedings-note", store.lasts ? kept : lost);
  }

  function linkNote(refs) {
    const mine = picks.all();
    const fresh = refs.filter((ref) => !mine.includes(ref));
    const own = mine.length ? `Your own schedule (${talks(mine)}) is as it was.` : "Your own schedule is empty.";
    const add = () => take([...mine, ...fresh], `${talks(fresh)} added.`, "Undo adding");
    const replace = () => take(refs, "Your schedule was replaced.", "Undo replacing");
    return element(
      "section",
      { class: "proceedings-from-link", "aria-label": "From a link" },
      element("p", {}, `You see a schedule of ${talks(refs)} that came with a link. ${own}`),
      element(
        "p",
        {},
        fresh.length > 0 && button("Add to mine", add),
        mine.length > 0 && button("Replace mine", replace),
        button("Show mine", showMine),
      ),
    );
  }

  function talks(refs) {
    return refs.length === 1 ? "1 talk" : `${refs.length} talks`;
  }

  function undoLine() {
    return paragraph("proceedings-undo", button(undo.label, takeBack));
  }

  /** How to take the schedule along. */
  function ways(refs, entries) {
    const events = entries.some(({ slot }) => slot);
    return element(
      "div",
      { class: "proceedings-ways" },
      element(
        "p",
        {},
        events && button("Save as calendar file", () => save(entries)),
        button("Copy link", () => copy(refs)),
      ),
      events && paragraph(
        "proceedings-hint",
        "The file is a copy of today and does not update itself. The site’s own calendars do: ",
        "those of an edition, of a room and of a person, on their pages.",
      ),
      address && element("p", {}, element("label", {}, "Link ", element("input", { readonly: true, value: address }))),
    );
  }

  function button(label, act) {
    const made = element("button", { type: "button", "data-key": label }, label);
    made.addEventListener("click", act);
    return made;
  }

  // What readers do

  /** Make *refs* the reader's own; it can be undone. */
  function take(refs, text, label) {
    undo = { label, refs: picks.all() };
    address = null;
    leaveLink();
    focusNext = () => place.querySelector(".proceedings-undo button");
    announce(text);
    picks.replace(refs);
  }

  function showMine() {
    leaveLink();
    render();
  }

  function takeBack() {
    const { refs } = undo;
    undo = null;
    announce("As it was before.");
    picks.replace(refs);
  }

  /** A star that is pressed here takes its talk away; the document's own listener does it, after this one. */
  function noteRemoval(event) {
    const pressed = event.target.closest("button.proceedings-star");
    if (!pressed || linked) return;
    const index = stars().indexOf(pressed);
    undo = { label: "Undo removing", refs: picks.all() };
    address = null;
    focusNext = () => stars().at(Math.min(index, stars().length - 1));
    announce(`Removed: ${pressed.dataset.title}.`);
  }

  function stars() {
    return [...place.querySelectorAll("button.proceedings-star")];
  }

  /** One calendar of what Python wrote: the events of all picks between the head and foot of the newest edition. */
  function save(entries) {
    const given = entries.filter(({ slot }) => slot).sort((one, other) => startOf(one) - startOf(other));
    const { head, foot } = given.at(-1).schedule.calendar;
    const text = head + given.map(({ slot }) => slot.event).join("") + foot;
    const url = URL.createObjectURL(new Blob([text], { type: "text/calendar;charset=utf-8" }));
    element("a", { href: url, download: FILE }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000); // once the browser has surely read it
    announce(`Saved as ${FILE}.`);
  }

  /** How far a link leads: an address on a disk is nothing to anybody else. */
  function reach() {
    return location.protocol === "file:"
      ? "It opens on this computer only, or where the site has the same address."
      : "It opens these picks in any browser.";
  }

  async function copy(refs) {
    const link = linkTo(refs);
    try {
      await navigator.clipboard.writeText(link);
      announce(`The link is copied. ${reach()}`);
    } catch {
      address = link;
      await render();
      const field = place.querySelector(".proceedings-ways input");
      field.focus();
      field.select();
      announce(`Copy the link from the field. ${reach()}`);
    }
  }

  // Focus, over a page that is made anew

  /** What finds the same element again, if the focus is on one of this page's own. */
  function focusOf(active) {
    if (!place.contains(active)) return null;
    const name = ["data-talk", "data-key", "href"].find((name) => active.hasAttribute(name)) ?? "readonly";
    const selector = `[${name}="${CSS.escape(active.getAttribute(name))}"]`;
    const index = [...place.querySelectorAll(selector)].indexOf(active);
    return () => place.querySelectorAll(selector)[index];
  }

  function restoreFocus(focused) {
    const next = focusNext;
    focusNext = null;
    if (focused || next) (next?.() ?? focused?.() ?? page.querySelector("h1")).focus();
  }

  // Begin

  async function begin() {
    page.querySelector("h1").tabIndex = -1; // where the focus goes when all else is gone
    place.addEventListener("click", noteRemoval);
    editions = await loadEditions().catch(() => null);
    // before anything is shown: what changes from now on has to be seen
    picks.watch(render);
    zone.watch(render);
    now.watch(showNow);
    addEventListener("hashchange", arrive);
    arrive();
  }

  begin();
}
