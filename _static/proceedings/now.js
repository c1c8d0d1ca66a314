/* While the event runs: what is on is marked in words, and one click away. */
"use strict";

proceedings.now = (() => {
  const { element, isOff, loadEditions, root, zone } = proceedings;
  const NOW = "#now"; // means: whatever is on when the page is opened
  const MINUTE = 60_000;

  /** The sessions of this page's schedules, and the talks in them that have times of their own. */
  function entries() {
    const sessions = [...document.querySelectorAll(".proceedings-schedule .proceedings-session[data-start]")];
    return sessions.flatMap((session) => {
      const talks = [...session.querySelectorAll(".proceedings-talks > li[data-start]")];
      // at a poster session all are on at once, which the session says already
      return [session, ...talks.filter((talk) => !isAt(talk, session.dataset))];
    });
  }

  function isAt(entry, { start, end }) {
    return entry.dataset.start === start && entry.dataset.end === end;
  }

  const startOf = (entry) => Date.parse(entry.dataset.start);
  const endOf = (entry) => Date.parse(entry.dataset.end);
  const isSession = (entry) => "session" in entry.dataset;
  const isShown = (entry) => !entry.closest("[hidden]");

  /** The entry's own title, not that of a talk in it. */
  function titleOf(entry) {
    return [...entry.querySelectorAll(".proceedings-title")].find(
      (title) => title.closest("[data-session], li[data-talk]") === entry,
    );
  }

  /** Whether it takes place; what is cancelled stays in the program, and is never on. */
  function takesPlace(entry) {
    const session = entry.closest(".proceedings-session");
    return ![entry, session].some((part) => isOff(part.dataset.status));
  }

  /** Say at *entry*, behind its *title*, whether it is on. */
  function mark(entry, title, on) {
    const marked = entry.getAttribute("aria-current") === "true";
    if (on === marked) return;
    if (on) {
      entry.setAttribute("aria-current", "true");
      title?.append(element("span", { class: "proceedings-on-now" }, "On now"));
    } else {
      entry.removeAttribute("aria-current");
      title?.querySelector(".proceedings-on-now")?.remove();
    }
  }

  /** Where "On now" leads: {entry, text}, or null before and after the program of this page. */
  function destination(now) {
    const sessions = entries().filter((entry) => isSession(entry) && takesPlace(entry) && isShown(entry));
    const on = sessions.filter((session) => startOf(session) <= now && now < endOf(session));
    // what began last is what has just become interesting; an exhibition may be on all day
    const latest = Math.max(...on.map(startOf));
    if (on.length) return { entry: on.find((session) => startOf(session) === latest), text: "On now" };
    const later = sessions.filter((session) => startOf(session) > now).sort((one, other) => startOf(one) - startOf(other));
    const hasBegun = sessions.some((session) => startOf(session) <= now);
    return hasBegun && later.length ? { entry: later[0], text: `Next: ${whenAndWhat(later[0], now)}` } : null;
  }

  /** `11:00`, or `Sun 15 Mar, 11:00` where the ISO time *start* is not today. */
  function when(start, now) {
    const { day, clock } = zone.local(start);
    const today = zone.local(inZoneOf(start, now)).day;
    return `${day === today ? "" : `${zone.shortDay(day)}, `}${clock}`;
  }

  function whenAndWhat(entry, now) {
    const title = titleOf(entry).cloneNode(true);
    title.querySelectorAll("button, .proceedings-status, .headerlink").forEach((extra) => extra.remove());
    return `${when(entry.dataset.start, now)} ${title.textContent.replace(/\s+/g, " ").trim()}`;
  }

  /** *now* as an ISO time with the offset that the ISO time *start* has. */
  function inZoneOf(start, now) {
    const offset = /([+-])(\d\d):(\d\d)$/.exec(start);
    const minutes = offset ? Number(`${offset[1]}1`) * (Number(offset[2]) * 60 + Number(offset[3])) : 0;
    return new Date(now + minutes * MINUTE).toISOString().replace("Z", offset?.[0] ?? "Z");
  }

  /** Show *entry*; at once also where it is not laid out yet (schedule.css): it would move while the page does. */
  function go(entry) {
    const isLaidOut = entry.checkVisibility?.({ contentVisibilityAuto: true });
    const calm = !isLaidOut || matchMedia("(prefers-reduced-motion: reduce)").matches;
    entry.tabIndex = -1;
    entry.focus({ preventScroll: true });
    entry.scrollIntoView({ block: "center", inline: "nearest", behavior: calm ? "auto" : "smooth" });
  }

  // The tools above a schedule

  const place = document.querySelector(".proceedings-now");
  const link = place?.querySelector("a");
  const watchers = [];

  function update() {
    const now = Date.now();
    for (const entry of entries()) {
      mark(entry, titleOf(entry), startOf(entry) <= now && now < endOf(entry) && takesPlace(entry));
    }
    if (place) {
      const found = destination(now);
      place.hidden = !found;
      if (found) link.textContent = found.text;
    }
    showHeaderLinks(now);
    for (const watcher of watchers) watcher();
  }

  function goNow() {
    const found = destination(Date.now());
    if (found) go(found.entry);
  }

  link?.addEventListener("click", (event) => {
    event.preventDefault();
    goNow();
  });

  // The header of every page

  let editions = [];

  function showHeaderLinks(now) {
    const running = editions.find(({ start, end, schedule }) => schedule && start && Date.parse(start) <= now && now < Date.parse(end));
    for (const header of document.querySelectorAll(".proceedings-now-link")) {
      header.hidden = !running;
      if (running) header.href = new URL(running.schedule + NOW, root);
    }
  }

  /** The header's link leads here, also from this very page. */
  function arrive() {
    if (location.hash === NOW) goNow();
  }

  function everyMinute() {
    update();
    setTimeout(everyMinute, MINUTE - (Date.now() % MINUTE));
  }

  everyMinute();
  arrive();
  addEventListener("hashchange", arrive);
  document.addEventListener("click", (event) => {
    if (location.hash === NOW && event.target.closest?.(".proceedings-now-link")?.href === location.href) goNow();
  });
  document.addEventListener("visibilitychange", () => document.hidden || update()); // timers sleep in hidden tabs
  document.addEventListener("proceedings:filtered", update);
  zone.watch(update);
  // a page that was saved alone has no data; then it has no link either
  loadEditions().then((list) => {
    editions = list;
    update();
  }, () => {});

  return {
    mark,
    when,
    /** Call *watcher* every minute, and whenever it may have been longer. */
    watch: (watcher) => watchers.push(watcher),
  };
})();
