const API = { papers: () => fetch('papers.json').then((answer) => answer.json()) };
