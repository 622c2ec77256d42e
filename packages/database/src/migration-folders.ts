import { existsSync } from 'node:fs';

const root = new URL('../../../', import.meta.url);

/** Tables that every service's schema has, whatever it does: in the order of their need. */
const platformFolders = ['packages/database', 'packages/events', 'packages/jobs'];

/** For tests and generated types: the platform's tables, then the service's own. */
export function migrationFoldersOf(service: string): URL[] {
  return [...platformFolders, `services/${service}`]
    .map((folder) => new URL(`${folder}/migrations/`, root))
    .filter((folder) => existsSync(folder));
}
