import { runCommand } from './shop-process.ts';

const scopes =
  'catalog:write,pricing:write,inventory:write,orders:write,notifications:write,audit:read';

/** An API key with every scope, made by the command line beside the shop of these settings. */
export async function makeApiKey(env: Readonly<Record<string, string>>): Promise<string> {
  const made = await runCommand(['api-key', 'create', '--name', 'tests', '--scopes', scopes], env);
  const key = /\bcwk_\S+/.exec(made.output)?.[0];
  if (key === undefined) throw new Error(`no API key was made:\n${made.output}`);
  return key;
}
