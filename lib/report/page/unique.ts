const LONGEST = 120;

/** An id of letters, digits and dashes that nothing else has: `at-prod-azurerm-subnet-nodes`. */
export function unique(words: string, taken: Set<string>): string {
  const plain = words
    .slice(0, LONGEST)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  let id = plain;
  for (let number = 2; taken.has(id); number += 1) id = `${plain}-${number}`;
  taken.add(id);
  return id;
}
