import { createBatch, type Database } from '@cartwright/database';
import type { VariantDetails } from '../../contract/index.ts';
import { lookupVariants } from './lookup-variants.ts';

/** Reads variants by their ids; those that are asked for at the same moment are read together. */
export type VariantReader = (
  variantIds: readonly string[],
  deadline: number,
) => Promise<VariantDetails[]>;

/** Unknown ids are absent from the answer. */
export function variantReaderIn(db: Database): VariantReader {
  const read = createBatch({
    name: 'catalog.variants',
    kind: 'read',
    membersMax: 1_000,
    waitingMax: 20_000,
    keyOf: (variantId: string) => variantId.toLowerCase(),
    run: async (variantIds) => {
      const found = await lookupVariants(db, variantIds);
      const byId = new Map(found.map((variant) => [variant.variantId, variant]));
      return new Map(
        variantIds.map((id) => [id.toLowerCase(), byId.get(id.toLowerCase()) ?? null] as const),
      );
    },
  });
  return async (variantIds, deadline) => {
    const distinct = [...new Set(variantIds)];
    const found = await Promise.all(distinct.map((variantId) => read(variantId, deadline)));
    return found.filter((variant) => variant !== null);
  };
}
