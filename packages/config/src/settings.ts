import type { Environment } from './environment.ts';

interface SettingBase<T> {
  /** Name of the environment variable. */
  env: string;
  description: string;
  unit?: string;
  secret?: boolean;
  default: T | undefined;
  parse(raw: string): { value: T } | { problem: string };
}

export type Setting<T> = SettingBase<T>;
// biome-ignore lint/suspicious/noExplicitAny: a declaration mixes settings of every value type
export type Settings = Readonly<Record<string, SettingBase<any>>>;
export type Values<S extends Settings> = {
  readonly [K in keyof S]: S[K] extends SettingBase<infer T> ? T : never;
};

interface Named {
  env: string;
  description: string;
}

/** Declares one setting; `default: undefined` is possible only through `optional*`. */
export const setting = {
  integer(o: Named & { default: number; min: number; max: number; unit?: string }) {
    return {
      ...o,
      parse(raw: string) {
        const value = Number(raw);
        return /^-?\d+$/.test(raw.trim()) && value >= o.min && value <= o.max
          ? { value }
          : { problem: `must be a whole number from ${o.min} to ${o.max}` };
      },
    } satisfies SettingBase<number>;
  },
  boolean(o: Named & { default: boolean }) {
    return {
      ...o,
      parse(raw: string) {
        if (['1', 'true', 'on', 'yes'].includes(raw.toLowerCase())) return { value: true };
        if (['0', 'false', 'off', 'no'].includes(raw.toLowerCase())) return { value: false };
        return { problem: 'must be true or false' };
      },
    } satisfies SettingBase<boolean>;
  },
  oneOf<const T extends string>(o: Named & { values: readonly T[]; default: T }) {
    return {
      env: o.env,
      description: `${o.description} (${o.values.join(', ')})`,
      default: o.default as T,
      parse(raw: string) {
        const value = o.values.find((candidate) => candidate === raw);
        return value === undefined
          ? { problem: `must be one of ${o.values.join(', ')}` }
          : { value };
      },
    } satisfies SettingBase<T>;
  },
  text(o: Named & { default: string; pattern?: RegExp; problem?: string; secret?: boolean }) {
    return { ...o, parse: (raw: string) => parseText(raw, o) } satisfies SettingBase<string>;
  },
  /** Unset means undefined: the feature that it configures is off. */
  optionalText(o: Named & { pattern?: RegExp; problem?: string; secret?: boolean }) {
    const declared: SettingBase<string | undefined> = {
      ...o,
      default: undefined,
      parse: (raw: string) => parseText(raw, o),
    };
    return declared;
  },
};

function parseText(raw: string, o: { pattern?: RegExp; problem?: string }) {
  return o.pattern === undefined || o.pattern.test(raw)
    ? { value: raw }
    : { problem: o.problem ?? `must match ${o.pattern.source}` };
}

/** Every problem of the environment at once, each with the variable's name. */
export class ConfigurationProblem extends Error {
  override readonly name = 'ConfigurationProblem';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`Wrong settings:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

/** Reads one group of settings; an empty variable counts as unset. Adds problems, never throws. */
export function readSettings<S extends Settings>(
  settings: S,
  env: Environment,
  problems: string[],
): Values<S> {
  const entries = Object.entries(settings).map(([name, declared]) => {
    const raw = env[declared.env];
    if (raw === undefined || raw === '') return [name, declared.default];
    const parsed = declared.parse(raw);
    if ('value' in parsed) return [name, parsed.value];
    problems.push(
      `${declared.env} ${parsed.problem}; it is ${declared.secret ? 'set to something else' : JSON.stringify(raw)}`,
    );
    return [name, declared.default];
  });
  // Built from the declaration's own keys, so it has exactly its shape.
  return Object.fromEntries(entries) as Values<S>;
}

/** Reads settings and throws ConfigurationProblem if any is wrong. */
export function loadSettings<S extends Settings>(settings: S, env: Environment): Values<S> {
  const problems: string[] = [];
  const values = readSettings(settings, env, problems);
  if (problems.length > 0) throw new ConfigurationProblem(problems);
  return values;
}

/** One line a setting: variable, present value, default, unit, meaning. Secrets show as set. */
export function describeSettings(settings: Settings, env: Environment): string[] {
  return Object.values(settings).map((declared) => {
    const raw = env[declared.env];
    const isSet = raw !== undefined && raw !== '';
    const shown = declared.secret ? (isSet ? '(set)' : '(unset)') : isSet ? raw : '(default)';
    const fallback = declared.default === undefined ? 'unset' : String(declared.default);
    const unit = declared.unit === undefined ? '' : ` ${declared.unit}`;
    return `${declared.env}=${shown}  [${declared.secret ? 'secret' : `default ${fallback}${unit}`}] ${declared.description}`;
  });
}
