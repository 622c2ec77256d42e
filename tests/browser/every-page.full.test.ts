import assert from 'node:assert/strict';
import { findViolations } from './axe.ts';
import { findExcess } from './fits-its-width.ts';
import { seePages } from './sights/see-pages.ts';

seePages('every page, light and dark, on desktop and phone', {
  'axe finds nothing': async (page) => assert.deepEqual(await findViolations(page), []),
  'nothing sticks out from 320 to 1440 px, nor at 200 %': async (page) =>
    assert.deepEqual(await findExcess(page), []),
});
