import { layOut, paragraph, type RenderedMail } from './layout.ts';
import { oneLine } from './one-line.ts';
import { type Language, words } from './words.ts';

/** What accounts tells of a mail. */
interface AccountMail {
  kind: 'verify-address' | 'reset-password' | 'address-changed' | 'welcome';
  name: string;
  url: string | null;
}

/** Mails about an account: confirm an address, set a password, and the like. */
export function accountMail(mail: AccountMail, language: Language, shopName: string): RenderedMail {
  const say = words[language][mail.kind];
  const hello = words[language].hello(oneLine(mail.name));
  return layOut({
    language,
    shopName,
    subject: say.subject(shopName),
    title: say.title,
    button:
      mail.url === null || say.button === undefined
        ? undefined
        : { label: say.button, url: mail.url },
    body: [hello, say.lead, say.note].map(paragraph),
    text: [hello, say.lead, say.note],
  });
}
