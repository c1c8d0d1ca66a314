/* Times in the zone that the reader chose. Pages are written in the event's zone, and that is what they go back to. */
"use strict";

proceedings.zone = (() => {
  const { element, store } = proceedings;
  const KEY = "proceedings:zone"; // of the reader, not of one series
  const EVENT = "";
  const OWN = "own"; // kept as this word, since readers travel
  const CLOCK_TIME = "time[datetime*='T']";
  const ZONE_NAME = ".proceedings-zone[data-at]";
  const WHEN = ".proceedings-when[data-at]"; // a date, and times on it
  const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
  const MONTHS = [
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
  ];

  // what these are called today, where browsers still use the name that they had once
  const RENAMED = {
    "Africa/Asmera": "Africa/Asmara",
    "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
    "America/Godthab": "America/Nuuk",
    "Asia/Calcutta": "Asia/Kolkata",
    "Asia/Katmandu": "Asia/Kathmandu",
    "Asia/Rangoon": "Asia/Yangon",
    "Asia/Saigon": "Asia/Ho_Chi_Minh",
    "Atlantic/Faeroe": "Atlantic/Faroe",
    "Europe/Kiev": "Europe/Kyiv",
    "Pacific/Ponape": "Pacific/Pohnpei",
    "Pacific/Truk": "Pacific/Chuuk",
  };

  const formats = new Map();

  /** A formatter of *zone*; they are slow to make, and pages have a thousand times. */
  function formatOf(zone) {
    if (!formats.has(zone)) {
      const digits = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" };
      formats.set(zone, new Intl.DateTimeFormat("en-GB", { ...digits, timeZone: zone, hourCycle: "h23" }));
    }
    return formats.get(zone);
  }

  function isKnown(zone) {
    try {
      return Boolean(formatOf(zone));
    } catch {
      return false;
    }
  }

  function today(zone) {
    return RENAMED[zone] && isKnown(RENAMED[zone]) ? RENAMED[zone] : zone;
  }

  /** The zone of the reader's device, or "" where the browser does not tell. */
  function own() {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
    return zone && isKnown(zone) ? today(zone) : "";
  }

  /** What the control says: "" for the event's zone, "own", or a zone. */
  function choice() {
    const kept = store.read(KEY) ?? EVENT;
    const zone = kept === OWN ? own() : kept;
    return zone && isKnown(zone) ? kept : EVENT;
  }

  /** The zone in which times are shown, or "" for each event's own. */
  function chosen() {
    return choice() === OWN ? own() : choice();
  }

  /** {day: "2019-12-14", clock: "08:10"} of the ISO time *at*, which is written in its event's zone. */
  function local(at, zone = chosen()) {
    if (!zone) return { day: at.slice(0, 10), clock: at.slice(11, 16) };
    const parts = {};
    for (const { type, value } of formatOf(zone).formatToParts(new Date(at))) parts[type] = value;
    return { day: `${parts.year}-${parts.month}-${parts.day}`, clock: `${parts.hour}:${parts.minute}` };
  }

  function longDay(day) {
    const date = new Date(`${day}T00:00Z`);
    return `${WEEKDAYS[date.getUTCDay()]} ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  }

  /** `Fri 11 Sep`, letter for letter as the pages have it; browsers' own short months differ. */
  function shortDay(day) {
    const [weekday, date, month] = longDay(day).split(" ");
    return `${weekday.slice(0, 3)} ${date} ${month.slice(0, 3)}`;
  }

  /** `Fri 11 Sep 2026`, as the pages have it before times. */
  function dateOf(day) {
    return `${shortDay(day)} ${Number(day.slice(0, 4))}`;
  }

  // each English knows the letters of its own part of the world only
  const ENGLISH = ["en-GB", "en-US", "en-CA", "en-AU", "en-NZ", "en-IN", "en-ZA"];

  /** What the zone is called then: `CET`, or `UTC+05:45` where it has no letters. */
  function shortName(zone, at) {
    for (const language of ENGLISH) {
      const format = new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: "short" });
      const name = format.formatToParts(new Date(at)).find((part) => part.type === "timeZoneName").value;
      if (/^[A-Z]+$/i.test(name)) return name;
    }
    const there = local(at, zone);
    const minutes = (Date.parse(`${there.day}T${there.clock}Z`) - Math.floor(Date.parse(at) / 60000) * 60000) / 60000;
    const two = (number) => String(number).padStart(2, "0");
    const size = Math.abs(minutes);
    return `UTC${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
  }

  function longName(zone, at) {
    const short = shortName(zone, at);
    return zone === short ? short : `${zone.replaceAll("_", " ")} time, ${short}`;
  }

  // Pages

  const originals = new WeakMap();

  /** Show *node* as Python wrote it, or with *children* instead. What is so already stays, lest the browser lay out
      the whole page anew while it opens. */
  function put(node, children) {
    if (!children && !originals.has(node)) return;
    if (!originals.has(node)) originals.set(node, [...node.childNodes]);
    node.replaceChildren(...(children ?? originals.get(node)));
  }

  /** The time on the other side of the dash in a range such as `08:10–08:20`: *side* is "next" or "previous". */
  function acrossDash(time, side) {
    const dash = time[`${side}Sibling`];
    const other = dash?.nodeType === Node.TEXT_NODE && /^\s*–\s*$/.test(dash.data) ? dash[`${side}Sibling`] : null;
    return other?.matches?.(CLOCK_TIME) ? other : null;
  }

  const momentOf = (time) => time.getAttribute("datetime");

  /** The day that readers take for granted at *time*: the date before it, which is shown in *zone* too; else that of
      its surroundings, or the one on which its range begins. */
  function dayAround(time, zone) {
    const when = time.closest(WHEN);
    if (when) return local(when.dataset.at, zone).day;
    return time.closest("[data-day]")?.dataset.day ?? momentOf(acrossDash(time, "previous") ?? time).slice(0, 10);
  }

  function inZone(time, zone) {
    const { day, clock } = local(momentOf(time), zone);
    const [start, end] = [acrossDash(time, "previous"), acrossDash(time, "next")];
    const isOnSameDay = (other) => other && local(momentOf(other), zone).day === day;
    const isSaidBefore = isOnSameDay(start) && day !== dayAround(start, zone);
    if (isSaidBefore || day === dayAround(time, zone)) return [clock];
    const otherDay = element("span", { class: "proceedings-other-day" }, shortDay(day));
    // said once for both ends of a range, it stands before them
    return isOnSameDay(end) ? [otherDay, " ", clock] : [clock, " ", otherDay];
  }

  function named(name, zone) {
    return ("short" in name.dataset ? shortName : longName)(zone, name.dataset.at);
  }

  /** Put the times of the page into the zone that was chosen. */
  function show() {
    const zone = chosen();
    for (const time of document.querySelectorAll(CLOCK_TIME)) put(time, zone ? inZone(time, zone) : null);
    for (const name of document.querySelectorAll(ZONE_NAME)) put(name, zone ? [named(name, zone)] : null);
    for (const date of document.querySelectorAll(`${WHEN} .proceedings-date`)) {
      put(date, zone ? [dateOf(local(date.closest(WHEN).dataset.at, zone).day)] : null);
    }
  }

  /** Fill in the times in *within*, which a script made and Python never wrote. */
  function write(within) {
    const zone = chosen();
    for (const time of within.querySelectorAll(CLOCK_TIME)) time.replaceChildren(...inZone(time, zone));
    for (const name of within.querySelectorAll(ZONE_NAME)) name.replaceChildren(named(name, zone || name.dataset.zone));
  }

  // The control

  function option(value, event) {
    return element("option", { value }, labelOf(value, event));
  }

  function labelOf(value, event) {
    if (value === EVENT) return event ? `the event’s zone: ${spaced(event)}` : "each event’s own zone";
    return value === OWN ? `your zone: ${spaced(own())}` : spaced(value);
  }

  const spaced = (zone) => zone.replaceAll("_", " ");

  /** Region -> the names of its zones. */
  function regions() {
    const names = new Set((Intl.supportedValuesOf?.("timeZone") ?? []).map(today));
    const groups = new Map();
    for (const name of [...names].filter((name) => name.includes("/")).sort()) {
      const region = name.split("/", 1)[0];
      if (!groups.has(region)) groups.set(region, []);
      groups.get(region).push(name);
    }
    return groups;
  }

  /** List all zones, which are hundreds: only when the reader turns to the control. Cities stand alone in their region's
      group: so typing the first letters of one finds it. */
  function fill(control) {
    const event = eventOf(control);
    const groups = [...regions()].map(([region, names]) => {
      const cities = names.map((name) => element("option", { value: name }, spaced(name.slice(region.length + 1))));
      return element("optgroup", { label: region }, cities);
    });
    const near = own() ? [EVENT, OWN, "UTC"] : [EVENT, "UTC"];
    control.replaceChildren(...near.map((value) => option(value, event)), ...groups);
    select(control);
  }

  function select(control) {
    const wanted = choice();
    control.value = wanted;
    if (control.value === wanted) return;
    control.append(option(wanted, eventOf(control))); // not listed yet, or never, as US/Pacific
    control.value = wanted;
  }

  const toolsOf = (control) => control.closest(".proceedings-tools");
  const eventOf = (control) => toolsOf(control).dataset.timezone;

  function start(control) {
    const turnedTo = ["pointerdown", "focus"];
    const list = () => {
      for (const event of turnedTo) control.removeEventListener(event, list);
      fill(control);
    };
    for (const event of turnedTo) control.addEventListener(event, list);
    control.append(option(EVENT, eventOf(control)));
    control.addEventListener("change", () => choose(control.value));
    toolsOf(control).hidden = false;
  }

  const controls = [...document.querySelectorAll(".proceedings-zone-control select")];
  const watchers = [];

  function update() {
    controls.forEach(select);
    show();
    for (const watcher of watchers) watcher();
  }

  function choose(value) {
    store.write(KEY, value === EVENT ? null : value);
    const zone = chosen();
    const at = document.querySelector(ZONE_NAME)?.dataset.at ?? new Date().toISOString();
    proceedings.announce(`Times are now in ${zone ? longName(zone, at) : "the event’s own zone"}.`);
  }

  controls.forEach(start);
  store.watch(KEY, update);
  update();

  return {
    chosen,
    local,
    longDay,
    shortDay,
    write,
    /** Call *watcher* after another zone was chosen. */
    watch: (watcher) => watchers.push(watcher),
  };
})();
