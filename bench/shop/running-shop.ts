/** A shop under measurement: real processes with the settings of a user's first start. */
export interface RunningShop {
  url: string;
  host: string;
  port: number;
  dataDir: string;
  /** Its settings, for commands beside it. */
  env: Readonly<Record<string, string>>;
  /** Settings of the process that runs a service. */
  serviceEnv: (service: string) => Readonly<Record<string, string>>;
  /** Superuser of its PostgreSQL. */
  adminUrl: string;
  /** Where a service's tables are, for counting. */
  databaseUrlOf: (service: string) => string;
  apiKey: string;
  /** The processes that were started here; what they started themselves is found below them. */
  pids: readonly number[];
  stop: () => Promise<void>;
}
