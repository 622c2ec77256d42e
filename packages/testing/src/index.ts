export { makeApiKey } from './api-key.ts';
export { authenticatorCode, keyOfUri } from './authenticator.ts';
export { createCleanup, endLeftOvers, removeDataDir } from './cleanup.ts';
export * from './shop-process.ts';
export * from './shops.ts';
export * from './start-services.ts';
export * from './test-database.ts';
export * from './verify-shop.ts';
export * from './wait.ts';
