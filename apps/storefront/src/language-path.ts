/** Languages of the addresses; pages of the first have no prefix. */
export const languageCodes = ['en', 'de'] as const;
export type LanguageCode = (typeof languageCodes)[number];
export const defaultLanguage: LanguageCode = languageCodes[0];

/** An address without its language: `/de/cart?x=1` is `/cart?x=1` in German. */
export function splitLanguage(address: string): { language: LanguageCode; path: string } {
  const [, prefix = '', rest = ''] = /^\/([a-z]{2})(?=[/?#]|$)(.*)$/s.exec(address) ?? [];
  const language = languageCodes.find((code) => code === prefix && code !== defaultLanguage);
  if (language === undefined) return { language: defaultLanguage, path: address };
  return { language, path: rest.startsWith('/') ? rest : `/${rest}` };
}

/** The address of a page of this shop in a language; one that names its language stays. */
export function inLanguage(language: LanguageCode, address: string): string {
  if (language === defaultLanguage || splitLanguage(address).language !== defaultLanguage)
    return address;
  const rest = address === '/' ? '' : address.replace(/^\/(?=[?#])/, '');
  return `/${language}${rest}`;
}

/** The language of `de-AT` is `de`; undefined when the shop does not speak it. */
export const languageOfLocale = (locale: string): LanguageCode | undefined =>
  languageCodes.find((code) => code === locale.split('-', 1)[0]);
