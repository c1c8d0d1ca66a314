/* The engine of the search: what a query finds in the small index, in which order, and the full text behind it. It knows
   nothing of pages. It and what it needs are loaded when a reader first searches.

   Why not MiniSearch or FlexSearch (`make bench-search`): either builds an index of its own before it can answer a first
   letter, of each name once for each paper. Here a word leads to people, and people lead to their talks. Nor do they
   know what is the field's own: initials that do not matter, `oe` for `ö`, acronyms, numbers of papers, DOIs, Chinese
   names by any part. */
"use strict";

proceedings.finder = (() => {
  const { Entries, fold, load, words } = proceedings;

  const PLURAL = 0.9; // how good a match is that is not exact
  const PREFIX = 0.4; // and more, the more of the word is there

  /** Where fewer entries than `few` have a word, what is almost right is found, too; a word's beginning that is not as
      long as `shortest` finds nothing: what begins with one letter is a third of everything. */
  const OF_SEARCH = { few: 20, shortest: 2 };
  const OF_LIST = { few: 1, shortest: 1 };

  const PART = 0.8; // of a name without spaces
  const TYPO = 0.3;
  const INITIALS = 0.35;
  const IN_TEXT = 1;
  const LABELS = new Set("paper poster talk number no nr".split(" ")); // before a number

  // Queries

  function queryOf(text) {
    const folded = words.split(fold(text)).map(words.named);
    const otherwise = words.split(words.spelled(text));
    const tokens = folded.map((word, i) => ({
      word,
      forms: otherwise.length === folded.length && otherwise[i] !== word ? [word, otherwise[i]] : [word],
      optional:
        (word.length === 1 && !words.isUnspaced(word) && !words.isNumber(word)) || // an initial
        words.STOP_WORDS.has(word) ||
        (LABELS.has(word) && words.isNumber(folded[i + 1] ?? "")),
    }));
    if (tokens.every(({ optional }) => optional)) for (const token of tokens) token.optional = false;
    return { text, tokens, plain: folded.join(" "), names: words.nameKeys(text), identifier: identifierIn(text) };
  }

  /** The DOI, arXiv number or ORCID that *text* is, as the index has them. */
  function identifierIn(text) {
    const bare = text
      .trim()
      .toLowerCase()
      .replace(/^https?:\/\//, "")
      .replace(/^(?:(?:dx\.)?doi\.org\/|doi:\s*|arxiv\.org\/(?:abs|pdf)\/|arxiv:\s*|orcid\.org\/)/, "");
    return /^(?:10\.\d{4,9}\/\S+|\d{4}\.\d{4,5}|[\w.-]+\/\d{7}|[\d-]{18}[\dx])/.test(bare) ? bare : "";
  }

  // Matches

  /** Scores of *size* entries: the best that each was given. A Map takes ten times as long for a single letter. */
  class Scores {
    constructor(size) {
      this.values = new Float32Array(size);
      this.found = [];
    }

    raise(entry, score) {
      const before = this.values[entry];
      if (before >= score) return;
      if (!before) this.found.push(entry);
      this.values[entry] = score;
    }

    raiseAll({ found, values }) {
      for (const entry of found) this.raise(entry, values[entry]);
    }

    get(entry) {
      return this.values[entry];
    }

    has(entry) {
      return this.values[entry] > 0;
    }
  }

  class Finder {
    constructor(raw) {
      this.entries = new Entries(raw);
      this.text = new FullText(raw.version, this.entries);
    }

    noScores() {
      return new Scores(this.entries.count);
    }

    /** What each word of *query* finds: scores by entry. */
    matchAll({ tokens }, how) {
      const found = tokens.map((token) => this.matchToken(token, how));
      tokens.slice(1).forEach((token, i) => {
        const joined = this.noScores();
        const word = tokens[i].word + token.word;
        this.raise(joined, word, 0.95);
        if (i === tokens.length - 2 && word.length > 3) this.raisePrefixes(joined, word, 1);
        this.leadToTalks(joined);
        for (const scores of [found[i], found[i + 1]]) scores.raiseAll(joined);
      });
      return found;
    }

    matchToken({ forms, word }, { few, shortest }) {
      const scores = this.noScores();
      for (const form of forms) {
        this.raise(scores, form, 1);
        this.raise(scores, words.otherNumber(form), PLURAL);
        this.raisePrefixes(scores, form, shortest);
        if (words.isUnspaced(form)) this.raiseParts(scores, form);
      }
      if (!scores.found.length && /^[a-z]{3,6}$/.test(word)) this.raiseInitials(scores, word);
      if (scores.found.length < few) for (const form of forms) this.raiseAlmost(scores, form);
      this.leadToTalks(scores);
      scores.raiseAll(this.text.scores(word));
      return scores;
    }

    raise(scores, word, quality) {
      const places = this.entries.where.get(word) ?? [];
      for (let i = 0; i < places.length; i += 2) scores.raise(places[i], places[i + 1] * quality);
    }

    raisePrefixes(scores, form, shortest) {
      if (form.length < shortest && !words.isUnspaced(form)) return;
      for (const word of beginningWith(this.entries.words, form)) {
        // 8 is no beginning of 86, but of 8bit
        if (!words.isNumber(word)) this.raise(scores, word, PREFIX + (0.3 * form.length) / word.length);
      }
    }

    raiseParts(scores, form) {
      for (const word of this.entries.unspaced) if (word.includes(form)) this.raise(scores, word, PART);
    }

    raiseInitials(scores, word) {
      this.entries.lines.slice(0, this.entries.firstPerson).forEach((line, talk) => {
        const at = line.replace(/(\S)\S* ?/gu, "$1").indexOf(word);
        if (at >= 0) scores.raise(talk, INITIALS * (at ? 5 : 10));
      });
    }

    raiseAlmost(scores, form) {
      if (form.length < 5 || words.isNumber(form)) return;
      for (const word of this.entries.words) {
        if (word.length < form.length - 1 || word === form || words.STOP_WORDS.has(word)) continue;
        if (words.isAlmost(form, word, true)) this.raise(scores, word, TYPO);
        else if (form.length > 5 && words.isAlmost(form, word, false)) this.raise(scores, word, TYPO * 0.7);
      }
    }

    leadToTalks(scores) {
      for (const entry of [...scores.found]) {
        const way = this.entries.talksOf.get(entry);
        const score = scores.get(entry);
        // an affiliation finds a person, and not all that they wrote
        if (way && score > 2) for (const talk of way.talks) scores.raise(talk, score * way.share);
      }
    }

    // Results

    /** What *query* finds: the entries that have all its words; where nothing has, those that have most of them. And
        for each word the scores that it gave. */
    match(query, how) {
      const found = this.matchAll(query, how);
      const needed = found.filter((_, i) => !query.tokens[i].optional);
      const [rarest, ...others] = [...needed].sort((one, other) => one.found.length - other.found.length);
      let candidates = rarest.found.filter((entry) => others.every((scores) => scores.has(entry)));
      if (!candidates.length && needed.length > 1) candidates = withMost(needed);
      candidates = candidates.filter((entry) => this.entries.at(entry)?.absent === false);
      if (this.text.known.size) this.markInText(candidates, needed);
      return { candidates, found };
    }

    /** [entry, score] of what *query* finds. */
    score(query) {
      const { candidates, found } = this.match(query, OF_SEARCH);
      return candidates.map((entry) => [entry, sum(found, entry) + this.bonus(query, found, entry)]);
    }

    markInText(candidates, needed) {
      for (const entry of candidates)
        this.entries.at(entry).inText = needed.some((scores) => scores.get(entry) <= IN_TEXT);
    }

    /** What says that an entry as a whole was meant: its exact title, a name in any order, words next to each other. */
    bonus({ tokens, plain, names }, found, entry) {
      if (this.entries.at(entry).type === "person") {
        return names.length && this.entries.namesAt(entry).some((name) => names.includes(name)) ? 900 : 0;
      }
      const line = this.entries.lines[entry];
      if (line === plain) return this.entries.at(entry).what === "keyword" ? 2 : 1000; // who asks for a subject wants talks
      const together = ` ${line} `.includes(` ${plain} `) ? 4 : line.includes(plain) ? 2 : 0;
      // of the title: 8 is more than a name gives the talks of its bearer
      const share = found.filter((scores) => scores.get(entry) >= 8).length / (line.split(" ").length || 1);
      return (line.startsWith(plain) ? 3 : 0) + (tokens.length > 1 ? together : 0) + 4 * Math.min(share, 1);
    }

    /** The results of *query* among what fits *facets*, the best first; without a query all talks that fit. */
    find(query, facets = {}) {
      const asked = queryOf(query);
      if (asked.identifier) {
        const found = [...this.entries.identifiers].filter(([identifier]) => identifier.startsWith(asked.identifier));
        if (found.length)
          return this.result(
            found.map(([, entry]) => entry),
            facets,
            true,
          );
      }
      if (!asked.tokens.length) return this.result(isEmpty(facets) ? [] : this.standing("talk"), facets, true);
      return this.result(byWorth(this.score(asked), this.entries), facets, true);
    }

    /** The same, of talks or people only, in the order of their list. What is almost right is found if nothing else is. */
    list(type, query, facets = {}) {
      const asked = queryOf(query);
      const standing = this.standing(type);
      const found = asked.tokens.length ? new Set(this.match(asked, OF_LIST).candidates) : undefined;
      return this.result(found ? standing.filter((entry) => found.has(entry)) : standing, facets, false);
    }

    standing(type) {
      const all = type === "talk" ? this.entries.talks() : this.entries.people();
      return all.filter((number) => !this.entries.at(number).absent && !this.entries.at(number).isGone);
    }

    result(found, facets, withTypes) {
      const groups = withTypes ? GROUPS : GROUPS.filter(({ name }) => name !== "type");
      const { fitting, counts } = narrow(
        found.map((entry) => this.entries.at(entry)),
        facets,
        groups,
      );
      return {
        results: fitting,
        counts: Object.fromEntries(counts.get("type") ?? []),
        facets: groups
          .map((group) => this.facet(group, counts.get(group.name), facets[group.name] ?? []))
          .filter(Boolean),
      };
    }

    /** A group as it is offered: what has results, and what is chosen though it has none; nothing without either. */
    facet({ name, legend, order }, counts, chosen) {
      const known = order(this.entries.raw).filter(([value]) => counts.has(value) || chosen.includes(value));
      const choices = known.map(([value, label]) => ({ value, label, count: counts.get(value) ?? 0 }));
      return choices.length ? { name, legend, choices } : undefined;
    }

    // Text

    marks(text, query) {
      if (this.marked?.text !== query) this.marked = queryOf(query); // each of many texts is asked for the same
      return words.marks(text, this.marked);
    }

    read(query) {
      return this.text.read(queryOf(query).tokens.map(({ word }) => word));
    }

    excerpt(entry, query) {
      return this.text.excerpt(entry, queryOf(query));
    }
  }

  function beginningWith(sorted, form) {
    const start = lowest(sorted, form);
    let end = start;
    while (end < sorted.length && sorted[end].startsWith(form)) end++;
    return sorted.slice(start, end);
  }

  /** Where in *sorted* the first is that is not before *form*. */
  function lowest(sorted, form) {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle] < form) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  const ORDER = ["talk", "person", "session", "page"];

  /** The entries of [entry, score] in the order of results: as good as each other, talks come first, then who has many,
      invited talks, the new. */
  function byWorth(found, entries) {
    const ranked = found.map(([number, score]) => {
      const { type, talks = 0, rank } = entries.at(number);
      const after = (ORDER.indexOf(type) * 1000 + 999 - Math.min(talks, 999)) * 100 + rank;
      return { number, score, after };
    });
    ranked.sort((one, other) => other.score - one.score || one.after - other.after || one.number - other.number);
    return ranked.map(({ number }) => number);
  }

  const sum = (found, entry) => found.reduce((total, scores) => total + scores.get(entry), 0);

  /** The entries that most of *needed* have found: half of the words or more. */
  function withMost(needed) {
    const counts = new Map();
    for (const { found } of needed) for (const entry of found) counts.set(entry, (counts.get(entry) ?? 0) + 1);
    const most = Math.max(0, ...counts.values());
    return most * 2 >= needed.length ? [...counts.keys()].filter((entry) => counts.get(entry) === most) : [];
  }

  // Facets

  const TYPES = { talk: "Talks", person: "People", session: "Sessions", page: "Pages" };
  const GROUPS = [
    {
      name: "year",
      legend: "Year",
      values: ({ years }) => years,
      order: ({ editions }) => editions.map(([id]) => [id, id]),
    },
    { name: "kind", legend: "Kind", values: ({ kindId }) => kindId, order: ({ kinds }) => kinds },
    { name: "track", legend: "Track", values: ({ trackId }) => trackId, order: ({ tracks }) => tracks },
    {
      name: "has",
      legend: "Material",
      all: true, // who asks for video and slides wants both
      values: ({ has }) => has,
      order: ({ recorded }) => recorded.map((kind) => [kind, `Has ${kind}`]),
    },
    { name: "type", legend: "Type", values: ({ type }) => type, order: () => Object.entries(TYPES) },
  ];

  const isEmpty = (facets) => GROUPS.every(({ name }) => !facets[name]?.length);

  /** What of *entries* fits *facets*; and for each of *groups* how many would have each value, were that chosen. */
  function narrow(entries, facets, groups) {
    const counts = new Map(groups.map(({ name }) => [name, new Map()]));
    const wanted = groups.filter(({ name }) => facets[name]?.length);
    const fitting = [];
    for (const entry of entries) {
      const failed = wanted.filter((group) => !fits(group, group.values(entry) ?? [], facets[group.name]));
      if (!failed.length) fitting.push(entry);
      // what fails in one group only is what another choice in that group would bring
      if (failed.length < 2)
        for (const group of groups) if (isCounted(group, failed)) count(counts.get(group.name), group.values(entry));
    }
    return { fitting, counts };
  }

  function fits({ all }, own, wanted) {
    return all
      ? wanted.every((value) => own.includes(value))
      : wanted.some((value) => own === value || (Array.isArray(own) && own.includes(value)));
  }

  /** Where all choices are wanted at once, another one narrows further; elsewhere it is one more. */
  function isCounted(group, [failed]) {
    return failed === undefined || (failed === group && !group.all);
  }

  function count(counts, values) {
    for (const value of Array.isArray(values) ? values : [values])
      if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
  }

  // The full text

  const READS = ["_static/language_data.js", "search/words.js"]; // the language of Sphinx's index, and which pieces there are

  const NOTHING = new Scores(0);

  class FullText {
    constructor(version, entries) {
      this.version = version;
      this.entries = entries;
      this.known = new Map(); // word -> scores
    }

    scores(word) {
      return this.known.get(word) ?? NOTHING;
    }

    /** Load what says where *asked* stand in the text of pages; whether any of that is new. */
    async read(asked) {
      const isRead = (word) => (word.length > 2 || words.isUnspaced(word)) && !words.isNumber(word);
      const fresh = asked.filter((word) => isRead(word) && !this.known.has(word));
      if (!fresh.length) return false;
      await this.loadLanguage();
      for (const word of fresh) this.known.set(word, await this.look(word));
      return true;
    }

    async loadLanguage() {
      const loaded = typeof globalThis.Stemmer === "function" && typeof globalThis.splitQuery === "function";
      await Promise.all((loaded ? READS.slice(1) : READS).map(load));
      this.stemmer ??= new globalThis.Stemmer();
    }

    async look(word) {
      const { about, pieces } = data;
      const scores = new Scores(this.entries.count);
      if (about.version !== this.version) return scores; // another build's, from the browser's cache
      for (const part of globalThis.splitQuery(word)) {
        const stem = this.stemmer.stemWord(part);
        const name = pieceOf(stem, about.letters);
        if (!about.pieces.includes(name)) continue;
        await load(`search/words-${name}.js`);
        const piece = pieces.get(name);
        if (piece?.version === this.version) this.collect(scores, piece, stem);
      }
      return scores;
    }

    collect(scores, { found, stems }, stem) {
      for (const other of beginningWith(stems, stem)) {
        let entry = 0;
        for (const step of found[other]) scores.raise((entry += step), other === stem ? IN_TEXT : IN_TEXT * PREFIX);
      }
    }

    /** What the abstract of a talk says around what *query* asks for, or nothing. */
    async excerpt({ type, year, id, position }, query) {
      const { perText, texts } = this.entries.raw;
      const piece = Math.floor(position / perText);
      if (type !== "talk" || !texts[year]?.includes(piece)) return "";
      await load(`search/text-${encodeURIComponent(year)}-${piece}.js`);
      const text = withoutMarkup(data.texts.get(year)?.[id] ?? "");
      const [mark] = words.marks(text, query);
      return mark ? around(text, ...mark) : "";
    }
  }

  /** The piece that *stem* is in; the same as `piece_of` in proceedings/search/pieces.py. */
  function pieceOf(stem, letters) {
    const first = stem.codePointAt(0);
    return first > 127 ? `x${(first >> 8).toString(16)}` : stem.slice(0, letters).replace(/[^a-z0-9]/gi, "_");
  }

  /** Markdown as a line of text: words are all that an excerpt is for. */
  function withoutMarkup(markdown) {
    return markdown
      .replace(/\{[\w:-]+\}`([^`<]*?)\s*(?:<[^>`]*>)?`/g, "$1")
      .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
      .replace(/(^|\s)#+\s/g, "$1")
      .replace(/[*`_]{1,3}(\S(?:.*?\S)?)[*`_]{1,3}/g, "$1")
      .replace(/\$([^$]+)\$/g, (_, formula) => formula.replace(/\\(?:math\w+|text|,|;)/g, "").replace(/[\\{}]/g, ""))
      .replace(/\s+/g, " ");
  }

  function around(text, start, end) {
    const from = start < 80 ? 0 : text.indexOf(" ", start - 70) + 1;
    const to = text.length < end + 110 ? text.length : text.lastIndexOf(" ", end + 100);
    return `${from ? "…" : ""}${text.slice(from, Math.max(to, end))}${to < text.length ? "…" : ""}`;
  }

  // Data scripts call these

  const data = { about: { version: "", pieces: [], letters: 1 }, pieces: new Map(), texts: new Map() };

  proceedings.searchWords = (about) => (data.about = about);
  proceedings.searchPiece = (version, name, found) =>
    data.pieces.set(name, { version, found, stems: Object.keys(found).sort() });
  proceedings.searchTexts = (edition, texts) => data.texts.set(edition, { ...data.texts.get(edition), ...texts });

  return { Finder };
})();
