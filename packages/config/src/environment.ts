export type Environment = Readonly<Record<string, string | undefined>>;

/** The only place that reads the process's environment; everything else gets values passed in. */
export const environment = (): Environment => process.env;
