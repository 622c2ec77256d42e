import type { MountHandler } from '@cartwright/http';
import { passOn } from './pass-on.ts';
import { services } from './services.ts';
import type { Target } from './targets.ts';
import { placeOf } from './wiring.ts';

/** Mounts of services that run elsewhere: the request and its answer are passed through. */
export function remoteMounts(
  target: Target,
  addresses: Readonly<Record<string, string | undefined>>,
): Record<string, MountHandler> {
  const mounts: Record<string, MountHandler> = {};
  for (const { contract } of services) {
    const place = placeOf(contract.service, target, addresses);
    if (place === 'here' || place === undefined) continue;
    const prefixes: readonly string[] = contract.mounts ?? [];
    for (const prefix of prefixes) mounts[prefix] = passOn(place.publicUrl);
  }
  return mounts;
}
