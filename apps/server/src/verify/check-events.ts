import type { EventBooks } from '@cartwright/contract';
import { serviceNames } from '../books.ts';
import { commandOf } from '../command-words.ts';
import { type Finding, runbook } from './finding.ts';
import type { Report } from './report.ts';
import type { ShopServices } from './shop-services.ts';
import type { Suspects } from './suspects.ts';

/** Logs have no gap, and every subscriber stands within the log that it reads and moves on. */
export async function checkEvents(o: {
  shop: ShopServices;
  report: Report;
  suspects: Suspects;
}): Promise<void> {
  for (const service of serviceNames) {
    const { checked, findings } = await judgeService(o.shop, service);
    o.report.count('events', checked);
    await o.suspects.add(service, findings);
  }
  await o.suspects.settle();
}

export async function judgeEventsAgain(
  shop: ShopServices,
  subjects: readonly string[],
): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const service of subjects) found.push(...(await judgeService(shop, service)).findings);
  return found;
}

async function judgeService(
  shop: ShopServices,
  service: string,
): Promise<{ checked: number; findings: Finding[] }> {
  const events = shop.events(service);
  const findings: Finding[] = [];
  let checked = 0;
  let books = await events.verify({ from: 1 });
  findings.push(...(await judgeSubscriptions(shop, service, books)));
  findings.push(...judgeDeadLetters(service, books));
  for (;;) {
    checked += Math.max(0, books.to - books.from + 1);
    findings.push(...judgeLog(service, books));
    if (books.to >= books.head) break;
    books = await events.verify({ from: books.to + 1 });
  }
  return { checked: checked + books.subscriptions.length, findings };
}

function judgeLog(service: string, { head, highest, missing }: EventBooks): Finding[] {
  const finding = (kind: string, position: number, says: string): Finding => ({
    rule: 'events',
    kind,
    ids: { service, position: String(position) },
    says,
    mend: `${commandOf(`restore FOLDER --service ${service} --replace`)}, ${runbook('events')}`,
  });
  return [
    ...missing.map((position) => finding('gap', position, 'no event has this position')),
    ...(highest > head
      ? [finding('beyond-head', highest, `events go on beyond the head, which is ${head}`)]
      : []),
  ];
}

async function judgeSubscriptions(
  shop: ShopServices,
  service: string,
  { subscriptions }: EventBooks,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { publisher, incarnation, position, stoppedReason } of subscriptions) {
    if (!serviceNames.includes(publisher)) continue;
    // Asked after the subscriber, so the head can only be further on.
    const log = await shop.events(publisher).read({ after: position, limit: 1 });
    const add = (kind: string, says: string): void =>
      void findings.push({
        rule: 'events',
        kind,
        ids: { service, publisher },
        says,
        mend: commandOf(`events resume --service ${service} --publisher ${publisher}`),
      });
    if (stoppedReason !== null) add('subscription-stopped', `it stands still: ${stoppedReason}`);
    if (position > log.head)
      add('subscriber-beyond-head', `it stands at ${position}, and the head is ${log.head}`);
    if (incarnation !== null && incarnation !== log.incarnation)
      add('other-incarnation', 'the log that it read was restored since');
  }
  return findings;
}

const judgeDeadLetters = (service: string, { deadLetters }: EventBooks): Finding[] =>
  deadLetters.map(({ publisher, eventId, type, subject, tries, lastError }) => ({
    rule: 'events',
    kind: 'dead-letter',
    ids: { service, eventId, subject },
    says: `${type} of ${publisher} was given up after ${tries} tries: ${lastError ?? 'no reason'}`,
    mend: commandOf(`events retry --service ${service} --event ${eventId}`),
  }));
