import {
  type BooksDifference,
  PROVIDER_KEYS_MAX,
  paymentsContract,
  type TryBooks,
} from '@cartwright/payments/contract';
import { readPaymentPages } from './check-attempts.ts';
import type { Finding } from './finding.ts';
import { createFingerprints } from './fingerprints.ts';
import { allPages } from './merge-streams.ts';
import type { Report } from './report.ts';
import { callContext, type ShopServices } from './shop-services.ts';
import type { Suspects } from './suspects.ts';

/** A hundred million payments; a list that goes on after that repeats itself. */
const PAGES_MAX = 1_000_000;

/** Our books and those of each provider, held against each other both ways. */
interface ProviderCheck {
  /** Told of every try of ours, in any order, before `run`. */
  onTry: (one: TryBooks) => void;
  run: () => Promise<void>;
}

export function createProviderCheck(o: {
  shop: ShopServices;
  report: Report;
  suspects: Suspects;
}): ProviderCheck {
  const fingerprints = createFingerprints();
  const methods = new Map<string, number>();
  return {
    onTry: ({ tryId, method, isAtProvider }) => {
      if (!isAtProvider) return;
      fingerprints.ours(tryId);
      methods.set(method, (methods.get(method) ?? 0) + 1);
    },
    run: async () => {
      const payments = o.shop.client(paymentsContract);
      const { body } = await payments.verifyProviders({}, callContext());
      const unread = [...methods].filter(([method]) => !body.names.includes(method));
      for (const [method, count] of unread)
        o.report.unchecked(
          'provider-books',
          `${count} payments of the provider ${method}, whose books cannot be read from here`,
        );
      for (const provider of body.names)
        await readTheirs(o, provider, (key) => fingerprints.theirs(key));
      if (fingerprints.isAnyDifferent())
        await lookForOurs(o, { names: body.names, mayDiffer: fingerprints.mayDiffer });
      await o.suspects.settle();
    },
  };
}

type Parts = Parameters<typeof createProviderCheck>[0];

async function readTheirs(
  { shop, report, suspects }: Parts,
  provider: string,
  onKey: (key: string) => void,
): Promise<void> {
  const payments = shop.client(paymentsContract);
  let cursor: string | null = null;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const { body } = await payments.verifyProviderPage(
      { body: { provider, cursor } },
      callContext(),
    );
    report.count('provider-books', body.keys.length);
    for (const key of body.keys) onKey(key);
    for (const difference of body.differences)
      await suspects.add(subjectOf(provider, difference.key), [findingOf(provider, difference)]);
    cursor = body.nextCursor;
    if (cursor === null) return;
  }
}

/** Those of our tries that the provider may lack are asked for one by one. */
async function lookForOurs(
  { shop, suspects }: Parts,
  o: { names: readonly string[]; mayDiffer: (key: string) => boolean },
): Promise<void> {
  const wanted = new Map<string, string[]>(o.names.map((name) => [name, []]));
  const ask = async (provider: string, keys: string[]): Promise<void> => {
    for (const finding of await differencesNow(shop, provider, keys.splice(0)))
      await suspects.add(subjectOf(provider, finding.ids.key ?? ''), [finding]);
  };
  for await (const { tries } of allPages(readPaymentPages(shop)))
    for (const { tryId, method, isAtProvider } of tries) {
      const keys = wanted.get(method);
      if (!isAtProvider || keys === undefined || !o.mayDiffer(tryId)) continue;
      keys.push(tryId);
      if (keys.length === PROVIDER_KEYS_MAX) await ask(method, keys);
    }
  for (const [provider, keys] of wanted) if (keys.length > 0) await ask(provider, keys);
}

async function differencesNow(
  shop: ShopServices,
  provider: string,
  keys: string[],
): Promise<Finding[]> {
  const payments = shop.client(paymentsContract);
  const { body } = await payments.verifyProviderKeys({ body: { provider, keys } }, callContext());
  return body.differences.map((difference) => findingOf(provider, difference));
}

const subjectOf = (provider: string, key: string): string => `${provider} ${key}`;

export async function judgeProviderAgain(
  shop: ShopServices,
  subjects: readonly string[],
): Promise<Finding[]> {
  const byProvider = new Map<string, string[]>();
  for (const subject of subjects) {
    const [provider = ''] = subject.split(' ', 1);
    const key = subject.slice(provider.length + 1);
    byProvider.set(provider, [...(byProvider.get(provider) ?? []), key]);
  }
  const found: Finding[] = [];
  for (const [provider, keys] of byProvider)
    while (keys.length > 0)
      found.push(...(await differencesNow(shop, provider, keys.splice(0, PROVIDER_KEYS_MAX))));
  return found;
}

const findingOf = (provider: string, { key, kind, ours, theirs }: BooksDifference): Finding => ({
  rule: 'provider-books',
  kind,
  ids: { key, provider },
  says: `by our books ${ours ?? 'nothing'}, by the provider’s ${theirs ?? 'nothing'}`,
  mend: 'POST /api/v1/admin/payments/reconciliation, then settle it with the provider',
});
