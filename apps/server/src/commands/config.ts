import { parseArgs } from 'node:util';
import { describeSettings, environment } from '@cartwright/config';
import { settingGroups } from '../configuration.ts';

/** Prints every setting: present value, default, unit, meaning; secrets as set or unset. */
export async function printConfig(args: string[]): Promise<number> {
  parseArgs({ args });
  for (const { part, settings } of settingGroups) {
    const lines = describeSettings(settings, environment());
    if (lines.length > 0) process.stdout.write(`${part}\n  ${lines.join('\n  ')}\n`);
  }
  return 0;
}
