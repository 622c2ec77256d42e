import { StartupProblem } from '@cartwright/database';
import { services } from './services.ts';

/** What one process runs. */
export interface Target {
  services: readonly string[];
  hasGateway: boolean;
  hasStorefront: boolean;
  /** Everything: the local shape, with one port for shop and API. */
  isWhole: boolean;
}

/** Reads `--target`: `all`, or a list of services, `gateway` and `storefront`. */
export function readTarget(text: string): Target {
  const known = services.map(({ contract }) => String(contract.service));
  if (text === 'all')
    return { services: known, hasGateway: true, hasStorefront: true, isWhole: true };
  const parts = text.split(',').map((part) => part.trim());
  const unknown = parts.filter((part) => !['gateway', 'storefront', ...known].includes(part));
  if (unknown.length > 0)
    throw new StartupProblem(
      `--target=${unknown.join(',')} is not known; choose all, or from gateway, storefront, ${known.join(', ')}.`,
    );
  const isServices = parts.some((part) => known.includes(part));
  const isFront = parts.some((part) => !known.includes(part));
  if (isServices && isFront)
    throw new StartupProblem(
      'A process runs either services or gateway and storefront: their ports differ in who may reach them.',
    );
  return {
    services: known.filter((name) => parts.includes(name)),
    hasGateway: parts.includes('gateway'),
    hasStorefront: parts.includes('storefront'),
    isWhole: false,
  };
}
