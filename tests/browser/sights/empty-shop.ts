import assert from 'node:assert/strict';
import type { TestShop } from '@cartwright/testing';
import { shopperOf, staffOf } from '../../journeys/fixtures.ts';

/** The API ends below the fourth level, where it says no more than the id. */
interface Node {
  id: string;
  children?: readonly Node[];
}

/** Removes every collection and product: the shop is as one that has only just been opened. */
export async function emptyShop(shop: TestShop): Promise<void> {
  const staff = staffOf(shop);
  const { data: tree } = await shopperOf(shop).GET('/api/v1/collections');
  for (const id of leavesFirst(tree?.items ?? [])) {
    const params = { path: { id } };
    done(await staff.DELETE('/api/v1/admin/collections/{id}', { params }));
  }
  for (;;) {
    const { data } = await shopperOf(shop).GET('/api/v1/products', {
      params: { query: { limit: 100 } },
    });
    assert.ok(data);
    if (data.items.length === 0) return;
    for (const { id } of data.items)
      done(await staff.DELETE('/api/v1/admin/products/{id}', { params: { path: { id } } }));
  }
}

const leavesFirst = (nodes: readonly Node[]): string[] =>
  nodes.flatMap(({ id, children = [] }) => [...leavesFirst(children), id]);

const done = ({ response }: { response: Response }): void => {
  assert.ok(response.ok, `${response.url} answered ${response.status}`);
};
