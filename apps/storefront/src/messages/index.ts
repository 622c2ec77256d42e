import type { LanguageCode } from '../language-path.ts';
import { de } from './de.ts';
import { en } from './en.ts';

/** Every language has exactly the texts of the English file. */
export type Messages = typeof en;

/**
 * The texts of each language. `locale` says how it writes numbers, dates and amounts; networks ask
 * for a territory too.
 */
export const languages: Readonly<
  Record<LanguageCode, { locale: string; territory: string; name: string; messages: Messages }>
> = {
  en: { locale: 'en', territory: 'en_US', name: 'English', messages: en },
  de: { locale: 'de', territory: 'de_DE', name: 'Deutsch', messages: de },
};

/** A text by a key that came from elsewhere, such as the code of a refusal. */
export const textOf = (texts: Readonly<Record<string, string>>, key: string): string | undefined =>
  Object.hasOwn(texts, key) ? texts[key] : undefined;
