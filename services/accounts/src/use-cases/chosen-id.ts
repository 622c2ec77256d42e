import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * The id of whoever is signed up within. Better-auth commits the person before much else that may
 * fail, so only an id that is chosen beforehand tells for certain whom to remove.
 */
export const chosenId = new AsyncLocalStorage<string>();
