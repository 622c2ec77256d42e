import { parseArgs } from 'node:util';
import { settingGroups } from '../apps/server/src/configuration.ts';
import type { Pace } from './report/interleave.ts';

/** What this run is to measure. */
export interface BenchArguments {
  /** Names of scenarios; all when empty. */
  only: readonly string[];
  pace: Pace;
  isShort: boolean;
  /** The run fails below this share of the contract. */
  floor: number;
  jsonFile: string;
  /** Settings of the shop that differ from the defaults. */
  env: Readonly<Record<string, string>>;
  /** The data folder of a filled shop, for growth. */
  filled: string | undefined;
}

/** At least 7 pairs of 10 s, so that a quartile means something. */
const full: Pace = { rounds: 7, windowMs: 10_000, warmUpMs: 5_000 };
/** Fits into a pipeline: rougher, and compared with lower floors. */
const short: Pace = { rounds: 3, windowMs: 2_000, warmUpMs: 2_000 };

export const usage = `npm run bench -- [options]
  --only NAME,...   scenarios to run (default: all that need no filled database)
  --short           few and short windows
  --rounds N        windows of each side
  --seconds N       length of a window
  --floor SHARE     fail below this share of the contract (default: 1; with --short 0.7)
  --json FILE       where the figures go (default: bench-results.json among temporary files)
  --filled FOLDER   data folder made by npm run bench:fill, for growth
  --set NAME=VALUE  a setting of the shop; may be repeated
`;

export function readArguments(args: readonly string[], defaultJson: string): BenchArguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      short: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      floor: { type: 'string' },
      json: { type: 'string', default: defaultJson },
      filled: { type: 'string' },
      set: { type: 'string', multiple: true, default: [] },
    },
  });
  const pace = values.short ? short : full;
  // Short windows are rougher, and a pipeline's machine is seldom quiet.
  const defaultFloor = values.short ? 0.7 : 1;
  return {
    only: values.only?.split(',') ?? [],
    isShort: values.short,
    pace: {
      ...pace,
      rounds: values.rounds === undefined ? pace.rounds : positive(values.rounds, '--rounds'),
      windowMs:
        values.seconds === undefined ? pace.windowMs : positive(values.seconds, '--seconds') * 1000,
    },
    floor: values.floor === undefined ? defaultFloor : positive(values.floor, '--floor'),
    jsonFile: values.json,
    filled: values.filled,
    env: Object.fromEntries(values.set.map(readSetting)),
  };
}

const settingNames = new Set(
  settingGroups.flatMap(({ settings }) => Object.values(settings).map(({ env }) => env)),
);

/** A shop reads past a name that it does not know, and would be measured as it always is. */
function readSetting(text: string): [name: string, value: string] {
  const [name = '', ...value] = text.split('=');
  if (!settingNames.has(name)) throw new TypeError(`The shop has no setting ${name}`);
  return [name, value.join('=')];
}

function positive(text: string, option: string): number {
  const number = Number(text);
  if (!(number > 0)) throw new TypeError(`${option} must be a number above 0, not ${text}`);
  return number;
}
