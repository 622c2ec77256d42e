/**
 * What was chosen of a product, by the names of its options: carts know the order in which the
 * product lists them and orders do not, and both are to read alike.
 */
export const optionValues = (options: Readonly<Record<string, string>>): string[] =>
  Object.entries(options)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, value]) => value);
