// Reads citations from standard input, as an object of texts by the suffix of their format, and prints for each its
// works as citation-js understands them, in CSL-JSON.

import { readFileSync } from 'node:fs';
import { Cite } from '@citation-js/core';
import '@citation-js/plugin-bibtex';
import '@citation-js/plugin-ris';

const types = { bib: '@biblatex/text', ris: '@ris/file', json: '@else/json' };
const works = (suffix, text) => new Cite(text, { forceType: types[suffix] }).data.map(({ _graph, ...work }) => work);
const texts = Object.entries(JSON.parse(readFileSync(0, 'utf8')));
process.stdout.write(JSON.stringify(Object.fromEntries(texts.map(([suffix, text]) => [suffix, works(suffix, text)]))));
