import type { BenchArguments } from '../arguments.ts';
import type { LoadGenerator } from '../load/load-generator.ts';
import type { Checks } from '../report/checks.ts';
import type { Measured } from '../report/interleave.ts';
import type { Stage } from './stage.ts';

/** What every scenario gets. */
export interface Bench {
  options: BenchArguments;
  load: LoadGenerator;
  checks: Checks;
  /** A folder of this run, removed at its end. */
  folder: string;
  say: (line: string) => void;
  /** What must be ended, whatever becomes of the run. */
  cleanup: { add: (undo: () => Promise<unknown>) => void };
  /** Every shop that was opened for measuring; those that are still open are closed at the end. */
  opened: Stage[];
  /** The shop with 1,000 products; started when the first scenario asks for it. */
  stage: () => Promise<Stage>;
}

export interface Scenario {
  name: string;
  what: string;
  /** It compares with the filled database that `--filled` names. */
  needsFilled?: true;
  /** It needs a filled database of another size than the other scenarios. */
  isOnlyWhenNamed?: true;
  run: (bench: Bench) => Promise<Measured[]>;
}
