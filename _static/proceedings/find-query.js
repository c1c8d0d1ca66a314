/* What a reader typed, as words that are looked for. */
"use strict";

{
  const { fold, words } = proceedings;

  const LABELS = new Set("number no nr paper poster talk".split(" ")); // before a number
  const FILLERS = new Set("about al et paper papers talk talks".split(" "));
  const LONGEST = 60; // words

  /** What is asked for: `tokens`, each with the `forms` that its word can have in the index; `optional` ones may be
      missing, as stop words and initials may. `plain` has all words as one line. */
  proceedings.queryOf = (text, { stopWords, editions }) => {
    const years = new Set(editions.map(([id]) => id));
    const folded = words.split(fold(text)).map(words.named).slice(0, LONGEST);
    const lower = text.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
    const spelled = words.split(words.spelled(text));
    const numbered = (i) => words.isNumber(folded[i + 1] ?? "") && !years.has(folded[i + 1]);
    const tokens = folded.map((word, i) => {
      const initial = word.length === 1 && /[a-z]/.test(word);
      const isFiller = words.STOP_WORDS.has(word) || stopWords.includes(word) || FILLERS.has(word);
      return {
        word,
        forms: spelled.length === folded.length && spelled[i] !== word ? [word, spelled[i]] : [word],
        asWritten: lower.length >= folded.length ? lower[i] : word,
        initial,
        optional: initial || isFiller || (LABELS.has(word) && numbered(i)),
      };
    });
    return { text, tokens: settled(tokens), plain: folded.join(" "), names: words.nameKeys(text) };
  };

  /** Each word once; and where all may be missing, none may. */
  function settled(tokens) {
    const once = tokens.filter(({ word }, i) => tokens.findIndex((other) => other.word === word) === i);
    const needed = once.some(({ optional }) => !optional);
    return needed ? once : once.map((token) => ({ ...token, optional: false, initial: false }));
  }

  /** The DOI, arXiv number or ORCID that *text* is, as the index has them; or nothing. */
  proceedings.identifierIn = (text) => {
    const bare = text
      .trim()
      .toLowerCase()
      .replace(/^https?:\/\//, "")
      .replace(/^(?:(?:dx\.)?doi\.org\/|doi:\s*|arxiv\.org\/(?:abs|pdf)\/|arxiv:\s*|orcid\.org\/)/, "");
    return /^(?:10\.\d{4,9}(?:\/\S*)?$|\d{4}\.\d{4,5}(?:v\d+)?$|[a-z.-]+\/\d{7}$|(?:\d{4}-){3}\d{3}[\dx]$)/.test(bare)
      ? bare.replace(/^(\d{4}\.\d{4,5})v\d+$/, "$1")
      : "";
  };
}
