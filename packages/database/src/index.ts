export { type Batch, type BatchOptions, createBatch, setBatching } from './batch.ts';
export { type Credentials, fileCredentials, readPasswords } from './credentials.ts';
export * from './database-errors.ts';
export { claimDataDir, type DataDirClaim } from './embedded/claim-data-dir.ts';
export { prepareDataDir } from './embedded/data-dir.ts';
export {
  type EmbeddedServer,
  findRunningShop,
  startEmbedded,
} from './embedded/start-embedded.ts';
export { deleteExpiredAnswers, idempotent } from './idempotent.ts';
export { inRounds } from './in-rounds.ts';
export {
  migrate,
  pendingMigrations,
  platformMigrations,
} from './migrate.ts';
export { migrationFoldersOf } from './migration-folders.ts';
export {
  type Database,
  type DatabaseOptions,
  extensionsSchema,
  type OpenedDatabase,
  openDatabase,
  type Tx,
} from './open-database.ts';
export {
  provision,
  type ServiceAddress,
  serviceAddresses,
} from './provision.ts';
export { StartupProblem } from './startup-problem.ts';
export { boundedBy, runOnce, runStatement, type Statement, statement } from './statement.ts';
export { afterCommit, isInTransaction, transaction } from './transaction.ts';
export { isOnPage } from './verify-page.ts';
