import assert from 'node:assert/strict';
import { type TestShop, waitFor } from '@cartwright/testing';

/** Waits for a mail to this address whose subject matches, and answers its text. */
export function mailTo(shop: TestShop, email: string, subject: RegExp): Promise<string> {
  return waitFor(
    `a mail to ${email} about ${subject}`,
    async () => {
      const list = await fetch(`${shop.url}/mailbox?to=${encodeURIComponent(email)}`);
      assert.equal(list.status, 200);
      for (const [, id, title] of (await list.text()).matchAll(
        /href="\/mailbox\/([0-9a-f-]{36})">([^<]*)</g,
      ))
        if (subject.test(title ?? ''))
          return (await fetch(`${shop.url}/mailbox/${id}/text`)).text();
      return undefined;
    },
    { timeoutMs: 20_000 },
  );
}

/** The first address in a mail that holds `part`. */
export function linkIn(mail: string, part: string): string {
  const link = (mail.match(/https?:\/\/\S+/g) ?? []).find((one) => one.includes(part));
  assert.ok(link, `no link with ${part} in:\n${mail}`);
  return link;
}
