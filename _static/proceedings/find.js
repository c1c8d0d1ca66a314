/* The engine of the search: what a query finds in the small index, in which order, and the full text behind it. It knows
   nothing of pages. It and what it needs are loaded when a reader first searches.

   Why not MiniSearch or FlexSearch (`make bench-search`): either builds an index of its own before it can answer a first
   letter, of each name once for each paper. Here a word leads to people, and people lead to their talks. Nor do they
   know what is the field's own: initials that do not matter, `oe` for `ö`, acronyms, numbers of papers, DOIs, Chinese
   names by any part. */
"use strict";

proceedings.finder = (() => {
  const { Entries, FullText, Scores, identifierIn, queryOf, words } = proceedings;

  const PLURAL = 0.9; // how good a match is that is not exact
  const PREFIX = 0.4; // and more, the more of the word is there

  /** Where fewer entries than `few` have a word, what is almost right is found, too; a word's beginning that is not as
      long as `shortest` finds nothing: what begins with one letter is a third of everything. */
  const OF_SEARCH = { few: 20, shortest: 2 };
  const OF_LIST = { few: 1, shortest: 1 };

  const PART = 0.8; // of a name without spaces
  const TYPO = 0.3;
  const JOINED = 0.95;
  const INITIALS = 0.35;
  const OF_INITIAL = 2;

  class Finder {
    constructor(raw) {
      this.entries = new Entries(raw);
      this.text = new FullText(this.entries);
    }

    noScores() {
      return new Scores(this.entries.count);
    }

    ask(text) {
      return queryOf(text, this.entries.raw);
    }

    /** What each word of *query* finds: scores by entry. */
    matchAll({ tokens }, how) {
      const found = tokens.map((token) => (token.initial ? this.matchInitial(token) : this.matchToken(token, how)));
      tokens.slice(1).forEach((token, i) => {
        const joined = this.matchJoined(tokens[i], token, i === tokens.length - 2);
        for (const scores of [found[i], found[i + 1]]) scores.raiseAll(joined);
      });
      return found;
    }

    matchToken({ forms, word }, { few, shortest }) {
      const scores = this.noScores();
      for (const form of forms) {
        this.raise(scores, form, 1);
        this.entries.eachCalled(form, (entry, weight) => scores.raise(entry, weight));
        this.raise(scores, words.otherNumber(form), PLURAL);
        this.raisePrefixes(scores, form, shortest);
        if (words.isUnspaced(form)) this.raiseParts(scores, form);
      }
      const isRare = scores.found.length < few;
      if (isRare && /^[a-z]{3,6}$/.test(word)) this.raiseInitials(scores, word);
      if (isRare) for (const form of forms) this.raiseAlmost(scores, form);
      this.lead(scores);
      scores.raiseAll(this.text.scores(word));
      return scores;
    }

    /** One letter beside other words is an initial: it says which of two of a name, and nothing of titles. */
    matchInitial({ word }) {
      const scores = this.noScores();
      for (const other of beginningWith(this.entries.words, word)) {
        this.entries.eachNamed(other, (person) => scores.raise(person, OF_INITIAL));
      }
      return scores;
    }

    /** What two words find as one: `auto encoder`, `n body`. A letter is joined only where a hyphen or a point was. */
    matchJoined(one, other, isLast) {
      const scores = this.noScores();
      const word = one.word + other.word;
      const withLetter = one.word.length === 1 || other.word.length === 1;
      this.entries.eachWith(word, (entry, weight, isWritten) => {
        if (!withLetter || !isWritten) scores.raise(entry, weight * JOINED);
      });
      if (isLast && !withLetter && word.length > 3) this.raisePrefixes(scores, word, 1);
      this.lead(scores);
      return scores;
    }

    raise(scores, word, quality) {
      this.entries.eachWith(word, (entry, weight) => scores.raise(entry, weight * quality));
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

    lead(scores) {
      for (const entry of [...scores.found]) {
        const way = this.entries.leads.get(entry);
        const score = scores.get(entry);
        // who is found by where they are does not lead to what they wrote
        if (way && score > 2) for (const other of way.to) scores.raise(other, score * way.share);
      }
    }

    // Results

    /** What *query* finds: the entries that have all its words, and those whose whole title is in it; where there are
        none, those that have most of what it says. For each word the scores that it gave; and whether these are all. */
    match(query, how) {
      const found = this.matchAll(query, how);
      const needed = found.filter((_, i) => !query.tokens[i].optional);
      const [rarest, ...others] = [...needed].sort((one, other) => one.found.length - other.found.length);
      const whole = new Set(this.titlesIn(query));
      const all = rarest.found.filter((entry) => others.every((scores) => scores.has(entry)));
      const isPartial = !all.length && !whole.size && needed.length > 1;
      const some = isPartial ? withMost(needed, this.entries.count) : all;
      const there = [...new Set([...whole, ...some])].filter((entry) => this.entries.at(entry)?.absent === false);
      const candidates = this.withoutWholePages(there, needed);
      if (this.text.known.size) this.markInText(candidates, needed);
      return { candidates, found, whole, isPartial };
    }

    /** *candidates* without pages that were found by their text, where a section of them says more closely where. */
    withoutWholePages(candidates, needed) {
      const told = new Set(candidates.map((entry) => this.entries.at(entry).of?.at));
      const isInText = (entry) => needed.every((scores) => scores.get(entry) <= FullText.WEIGHT);
      return candidates.filter((entry) => !told.has(entry) || !isInText(entry));
    }

    /** The talks whose titles a long query has in it, as a citation has. */
    titlesIn({ plain, tokens }) {
      if (tokens.length < 4) return [];
      const within = (line) => line?.includes(" ") && ` ${plain} `.includes(` ${line} `);
      return this.entries.talks().filter((talk) => within(this.entries.lines[talk]));
    }

    /** [entry, score] of what *query* finds. */
    score(query) {
      const { candidates, found, whole, isPartial } = this.match(query, OF_SEARCH);
      const weights = isPartial ? found.map((scores) => rarity(scores, this.entries.count)) : [];
      const rare = (entry) => weights.reduce((total, weight, i) => total + (found[i].has(entry) ? weight : 0), 0);
      const worth = (entry) => sum(found, entry) + this.bonus(query, found, entry) + (whole.has(entry) ? 500 : 0);
      return { isPartial, scored: candidates.map((entry) => [entry, worth(entry) + 10 * rare(entry)]) };
    }

    markInText(candidates, needed) {
      for (const entry of candidates)
        this.entries.at(entry).inText = needed.some((scores) => scores.get(entry) <= FullText.WEIGHT);
    }

    /** What says that an entry as a whole was meant: its exact title, a name in any order, words next to each other. */
    bonus({ tokens, plain, names }, found, entry) {
      if (this.entries.at(entry).type === "person") {
        return names.length && this.entries.namesAt(entry).some((name) => names.includes(name)) ? 900 : 0;
      }
      const line = this.entries.lines[entry] ?? ""; // a title may have no words
      if (line === plain) return this.entries.at(entry).what === "keyword" ? 2 : 1000; // who asks for a subject wants talks
      const together = ` ${line} `.includes(` ${plain} `) ? 4 : line.includes(plain) ? 2 : 0;
      // of the title: 8 is more than a name gives the talks of its bearer
      const share = found.filter((scores) => scores.get(entry) >= 8).length / (line.split(" ").length || 1);
      return (line.startsWith(plain) ? 3 : 0) + (tokens.length > 1 ? together : 0) + 4 * Math.min(share, 1);
    }

    /** The results of *query* among what fits *facets*, the best first; without a query all that fits, talks unless
        another type is asked for. `isPartial` says that no result has all words. */
    find(query, facets = {}) {
      const asked = this.ask(query);
      const identifier = identifierIn(query);
      if (identifier) return this.result(this.identified(identifier), facets, true);
      if (!asked.tokens.length) return this.result(isEmpty(facets) ? [] : this.all(facets.type), facets, true);
      const { scored, isPartial } = this.score(asked);
      return { ...this.result(byWorth(scored, this.entries), facets, true), isPartial };
    }

    /** What has an identifier: that very one, or one that begins so. */
    identified(wanted) {
      const found = [...this.entries.identifiers].filter(([identifier]) => identifier.startsWith(wanted));
      return found.sort(([one], [other]) => one.length - other.length).map(([, entry]) => entry);
    }

    /** The same, of talks or people only, in the order of their list. What is almost right is found if nothing else is. */
    list(type, query, facets = {}) {
      const asked = this.ask(query);
      const standing = this.standing(type);
      const found = asked.tokens.length ? new Set(this.match(asked, OF_LIST).candidates) : undefined;
      return this.result(found ? standing.filter((entry) => found.has(entry)) : standing, facets, false);
    }

    all(types = []) {
      return types.length ? types.flatMap((type) => this.standing(type)) : this.standing("talk");
    }

    standing(type) {
      const all =
        type === "talk" ? this.entries.talks() : type === "person" ? this.entries.people() : this.entries.rest();
      const stands = (entry) => entry?.type === type && !entry.absent && !entry.isGone;
      return all.filter((number) => stands(this.entries.at(number)));
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
      if (this.marked?.text !== query) this.marked = this.ask(query); // each of many texts is asked for the same
      return words.marks(text, this.marked);
    }

    read(query) {
      return this.text.read(this.ask(query).tokens);
    }

    excerpt(entry, query) {
      return this.text.excerpt(entry, this.ask(query));
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

  /** How much it says to have a word of *scores*: the rarer, the more. */
  const rarity = ({ found }, count) => Math.log(1 + count / (found.length || 0.5));

  /** The entries that have the words of *needed* that say most: half of all that they say, or nothing is found. */
  function withMost(needed, count) {
    const said = new Map();
    for (const scores of needed) {
      const weight = rarity(scores, count);
      for (const entry of scores.found) said.set(entry, (said.get(entry) ?? 0) + weight);
    }
    const most = Math.max(0, ...new Set(said.values()));
    const all = needed.reduce((total, scores) => total + rarity(scores, count), 0);
    return most * 2.2 < all ? [] : [...said.keys()].filter((entry) => said.get(entry) > most * 0.75);
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

  return { Finder };
})();
