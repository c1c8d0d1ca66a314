/* Words as the search compares them: folded, spelled in other ways, in the singular and the plural, and almost right. */
"use strict";

proceedings.words = (() => {
  const { fold } = proceedings;

  const WORD = /[\p{L}\p{N}\p{M}]+/gu;
  const COMPOUND = /[\p{L}\p{N}\p{M}]+(?:[-‐‑–.'’/][\p{L}\p{N}\p{M}]+)+/gu;
  const ASCII_COMPOUND = /[a-z0-9]+(?:[-.'/][a-z0-9]+)+/g;
  const JOINT = /\S[-.'/]\S/;
  const NONE = [];
  const EDGES = /^ | $/gm;
  const UNSPACED = /[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\u{20000}-\u{3ffff}]/u;
  const SPELLED = { ä: "ae", ö: "oe", ü: "ue", å: "aa", ø: "oe" }; // how they are typed where no key has them
  const GREEK = new Map(
    `α alpha β beta γ gamma δ delta ε epsilon ϵ epsilon ζ zeta η eta θ theta ι iota κ kappa λ lambda μ mu ν nu ξ xi
     π pi ρ rho σ sigma ς sigma τ tau υ upsilon φ phi ϕ phi χ chi ψ psi ω omega`
      .match(/\S+ [a-z]+/g)
      .map((pair) => pair.split(" ")),
  );
  const STOP_WORDS = new Set(
    "a an and as at based by for from in is of on or the through to toward towards using via with".split(" "),
  );

  const isAscii = (text) => !/[^\x00-\x7f]/.test(text);
  const isUnspaced = (word) => UNSPACED.test(word);
  const isNumber = (word) => /^\d+$/.test(word);

  /** The words of *folded* text. */
  function split(folded) {
    return (isAscii(folded) ? folded.match(/[a-z0-9]+/g) : folded.match(WORD)) ?? [];
  }

  const named = (word) => GREEK.get(word) ?? word;

  /** *text* as folded words, for comparing whole titles and names: `$\beta$-VAE` and `β-VAE` -> beta, vae. */
  const plain = (text) => split(fold(text)).map(named);

  /** *text*, not folded yet, as it is typed without German and Nordic letters: `Schölkopf` -> schoelkopf; or nothing. */
  function spelled(text) {
    if (isAscii(text)) return "";
    const composed = text.normalize("NFC").toLowerCase();
    const other = composed.replace(/[äöüåø]/g, (letter) => SPELLED[letter]);
    return other === composed ? "" : fold(other);
  }

  /** For each line of *text* that has words calls *use* with its number, the words as they are written and as others may
      write them, and with the words as one line. */
  function eachLine(text, use) {
    // letters beyond ASCII make regular expressions slow, and few lines have any
    const lines = text.split("\n");
    const plainly = lines
      .map((line) => (isAscii(line) ? line : ""))
      .join("\n")
      .toLowerCase();
    const folded = plainly.split("\n");
    const spaced = plainly
      .replace(/[^a-z0-9\n]+/g, " ")
      .replace(EDGES, "")
      .split("\n");
    lines.forEach((line, i) => {
      if (spaced[i]) use(i, spaced[i].split(" "), JOINT.test(folded[i]) ? compounds(folded[i]) : NONE, spaced[i]);
      else if (line) useLine(i, line, use);
    });
  }

  function useLine(i, line, use) {
    const folded = fold(line);
    const written = split(folded);
    use(i, written, [...compounds(folded), ...otherWords(line, written)], written.map(named).join(" "));
  }

  /** The same words as they are typed without Greek, German and Nordic letters. */
  function otherWords(line, written) {
    return [...written.map(named).filter((name, i) => name !== written[i]), ...split(spelled(line))];
  }

  /** What is written with hyphens, points or apostrophes, as one word: `auto-encoder`, `M.D.`, `O'Brien`. */
  function compounds(folded) {
    return (folded.match(isAscii(folded) ? ASCII_COMPOUND : COMPOUND) ?? NONE).map((compound) =>
      split(compound).join(""),
    );
  }

  /** *word* in the plural, if it is a singular, or the other way round; or nothing. */
  function otherNumber(word) {
    if (word.length < 3 || !isAscii(word)) return "";
    if (word.endsWith("ies")) return `${word.slice(0, -3)}y`;
    if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
    if (word.endsWith("sis")) return `${word.slice(0, -2)}es`;
    if (word.endsWith("yses")) return `${word.slice(0, -2)}is`;
    if (word.endsWith("ices")) return `${word.slice(0, -4)}ix`;
    if (word.endsWith("ix")) return `${word.slice(0, -2)}ices`;
    if (/(?:sh|ch|x|ss|zz)es$/.test(word)) return word.slice(0, -2);
    if (/(?:sh|ch|x|ss|zz)$/.test(word)) return `${word}es`;
    return /[^s]s$/.test(word) ? word.slice(0, -1) : `${word}s`;
  }

  /** Whether *word* is *asked* but for one letter: missing, too many, another, or two changed over. For its beginning
      to be so is enough unless it must be the *whole* word. */
  function isAlmost(asked, word, whole) {
    let same = 0;
    while (same < asked.length && asked[same] === word[same]) same++;
    const fits = (from, at) => {
      const length = asked.length - from;
      if (whole ? word.length - at !== length : word.length - at < length) return false;
      return word.startsWith(asked.slice(from), at);
    };
    const turned = asked[same + 1] === word[same] && asked[same] === word[same + 1];
    return (
      fits(same + 1, same + 1) || fits(same + 1, same) || fits(same, same + 1) || (turned && fits(same + 2, same + 2))
    );
  }

  /** The words of a name whatever their order, without initials: what makes two spellings one. */
  function nameKey(list) {
    return list
      .filter((word) => word.length > 1 || isUnspaced(word))
      .sort()
      .join(" ");
  }

  /** The same of a name as it is written, and as it is typed without its letters. */
  const nameKeys = (name) => [plain(name), split(spelled(name))].map(nameKey).filter(Boolean);

  // What of a text was asked for

  /** [start, end] of what the *query* matches in *text*, in order. */
  function marks(text, query) {
    const asked = query.tokens.flatMap(({ forms, optional }) => forms.map((form) => ({ form, optional })));
    const joined = query.tokens.slice(1).map((token, i) => query.tokens[i].word + token.word);
    const found = [...text.matchAll(COMPOUND)]
      .filter(([compound]) => {
        const one = split(fold(compound)).join("");
        return joined.includes(one) || asked.some(({ form, optional }) => !optional && form === one);
      })
      .map(({ 0: { length }, index }) => [index, index + length]);
    for (const { 0: word, index } of text.matchAll(WORD)) {
      if (found.some(([start, end]) => start <= index && index < end)) continue;
      const part = markOf(word, asked);
      if (part) found.push([index + part[0], index + part[1]]);
    }
    return found.sort(([one], [other]) => one - other);
  }

  function markOf(word, asked) {
    const folded = fold(word);
    const parts = asked.map(({ form, optional }) => partOf(word, folded, form, optional)).filter(Boolean);
    return parts.sort(([a, b], [c, d]) => d - c - (b - a))[0];
  }

  function partOf(word, folded, form, optional) {
    const names = [folded, named(folded)];
    if (names.includes(form) || otherNumber(form) === folded) return [0, word.length];
    if (optional) return undefined;
    if (isUnspaced(form)) return spanOf(word, folded.indexOf(form), form.length);
    if (folded.startsWith(form)) return spanOf(word, 0, form.length);
    const other = spelled(word);
    if (other.startsWith(form) || (form.length > 4 && isAlmost(form, other || folded, true))) return [0, word.length];
    return undefined;
  }

  /** The part of *word* that folds to *length* letters from *at* on. */
  function spanOf(word, at, length) {
    if (at < 0) return undefined;
    const upTo = (wanted) => {
      let end = 0;
      while (end < word.length && fold(word.slice(0, end)).length < wanted) end++;
      while (end < word.length && /\p{M}/u.test(word[end])) end++; // an accent belongs to its letter
      return end;
    };
    return [at ? upTo(at) : 0, upTo(at + length)];
  }

  return {
    split,
    plain,
    named,
    spelled,
    eachLine,
    otherNumber,
    isAlmost,
    isUnspaced,
    isNumber,
    nameKeys,
    marks,
    STOP_WORDS,
  };
})();
