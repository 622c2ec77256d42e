import { after, before, describe } from 'node:test';
import { type Shape, startTestShop, type TestShop } from '@cartwright/testing';
import { openForBusiness } from './fixtures.ts';

/** Declares the tests of one story; the shop is there when they run. */
export type Story = (shop: () => TestShop) => void;

/** Tells stories in one shop, because starting it takes longer than most of them. */
export function tellStories(shape: Shape, stories: Readonly<Record<string, Story>>): void {
  describe(`${shape} shape`, () => {
    let running: TestShop | undefined;
    const shop = (): TestShop => {
      if (running === undefined) throw new Error('the shop does not run');
      return running;
    };
    before(async () => {
      running = await startTestShop({ shape });
      await openForBusiness(running);
    });
    after(() => running?.stop());
    for (const [title, story] of Object.entries(stories)) describe(title, () => story(shop));
  });
}
