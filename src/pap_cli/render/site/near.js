/* Words that are nearly the same: a word that was typed with a letter or two wrong, of a word or of its beginning. */
const PARTS = /[^\p{L}\p{N}]+/u;
const allowed = (word) => (word.length < 4 || /\d/.test(word) ? 0 : word.length < 8 ? 1 : 2);

/* The fewest letters added, left out, replaced or swapped with the next to make WORD a beginning of OTHER, up to MOST. */
const changes = (word, other, most) => {
  const wide = Math.min(other.length, word.length + most);
  let two = [], one = Array.from({ length: wide + 1 }, (_, at) => at);
  for (let i = 1; i <= word.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= wide; j += 1) {
      const same = word[i - 1] === other[j - 1] ? 0 : 1;
      row[j] = Math.min(one[j] + 1, row[j - 1] + 1, one[j - 1] + same);
      if (i > 1 && j > 1 && word[i - 1] === other[j - 2] && word[i - 2] === other[j - 1]) row[j] = Math.min(row[j], two[j - 2] + 1);
    }
    if (Math.min(...row) > most) return most + 1;
    [two, one] = [one, row];
  }
  return Math.min(...one);
};

/* A function from words to the places of the texts that have words like all of them: those with the fewest changes. */
const similarIn = (texts) => {
  let places = null;
  const index = () => {
    places = new Map();
    texts.forEach((text, at) => {
      for (const word of new Set(text.split(PARTS).filter(Boolean))) {
        if (places.has(word)) places.get(word).push(at);
        else places.set(word, [at]);
      }
    });
  };
  const costsOf = (word) => {
    const most = allowed(word), costs = new Map();
    for (const [other, ats] of places) {
      const cost = other.includes(word) ? 0 : changes(word, other, most);
      if (cost <= most) for (const at of ats) costs.set(at, Math.min(costs.get(at) ?? cost, cost));
    }
    return costs;
  };
  return (query) => {
    if (!places) index();
    const found = plain(query).split(PARTS).filter(Boolean).map(costsOf)
      .reduce((all, own) => new Map([...all].filter(([at]) => own.has(at)).map(([at, cost]) => [at, cost + own.get(at)])));
    const least = Math.min(...found.values());
    return [...found].filter(([, cost]) => cost === least).map(([at]) => at).sort((a, b) => a - b);
  };
};
