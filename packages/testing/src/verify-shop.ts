import { runCommand } from './shop-process.ts';
import type { TestShop } from './shops.ts';

/** One disagreement, as `verify --json` tells it. */
interface Disagreement {
  rule: string;
  kind: string;
  ids: Readonly<Record<string, string>>;
  says: string;
  mend: string;
}

export interface VerifyReport {
  isClean: boolean;
  rules: {
    rule: string;
    checked: number;
    wrong: number;
    waiting: number;
    repaired: number;
    unchecked: string | null;
  }[];
  disagreements: Disagreement[];
}

/**
 * Runs the real command on a shop of either shape, whether it runs or not. In the split shape it
 * asks the services over HTTP, with what the gateway's process knows, so they must run.
 * @throws Error with all that it printed when it could not check at all.
 */
export async function verifyShop(
  shop: Pick<TestShop, 'env'>,
  options: { args?: readonly string[]; env?: Readonly<Record<string, string>> } = {},
): Promise<VerifyReport & { exitCode: number | string }> {
  const { exitCode, output } = await runCommand(['verify', '--json', ...(options.args ?? [])], {
    ...shop.env,
    ...options.env,
  });
  const line = output.split('\n').find((text) => text.startsWith('{"isClean"'));
  if (line === undefined) throw new Error(`verify ended with ${exitCode}:\n${output}`);
  const report: VerifyReport = JSON.parse(line);
  return { ...report, exitCode };
}
