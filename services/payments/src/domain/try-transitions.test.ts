import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { canMove, publicStatus, type TryStatus, tryTransitions } from './try-transitions.ts';

// The keys of a record of every status are exactly the statuses.
const statuses = Object.keys(tryTransitions) as TryStatus[];

describe('the states of a payment try', () => {
  it('lets nothing leave a final state', () => {
    for (const from of ['declined', 'voided', 'never-seen'] as const) {
      assert.deepEqual(tryTransitions[from], []);
    }
  });

  it('never goes back to a state that was left', () => {
    assert.equal(canMove('voiding', 'authorised'), false);
    assert.equal(canMove('authorised', 'pending'), false);
    for (const from of statuses) assert.equal(canMove(from, 'intent'), false);
  });

  it('calls a try never seen only while the provider has not spoken of it', () => {
    const froms = statuses.filter((from) => canMove(from, 'never-seen'));
    assert.deepEqual(froms, ['intent', 'unknown']);
  });

  it('never shows a void on its way as an approval', () => {
    assert.equal(publicStatus('voiding'), 'pending');
    assert.equal(publicStatus('intent'), 'unknown');
  });
});
