/** A number with its word in the form that the language asks for. */
type CountOf = (
  count: number,
  forms: Partial<Record<Intl.LDMLPluralRule, string>> & { other: string },
) => string;

/** Counts in one language: `countIn('en')(1, { one: 'item', other: 'items' })` is `1 item`. */
export function countIn(locale: string): CountOf {
  const rules = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  return (count, forms) => `${numbers.format(count)} ${forms[rules.select(count)] ?? forms.other}`;
}
