import type { Progress, ProgressFile } from './progress-file.ts';
import type { Report } from './report.ts';
import type { ShopParts } from './shop-parts.ts';

/** One import under way: what was asked for, where it writes and how far it is. */
export interface ImportRun {
  path: string;
  currency: string;
  isDryRun: boolean;
  withStock: boolean;
  withPictures: boolean;
  parts: ShopParts;
  report: Report;
  progress: Progress;
  /** Undefined in a dry run. */
  progressFile: ProgressFile | undefined;
  isStopped: () => boolean;
}
