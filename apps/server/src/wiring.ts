import { type Setting, setting } from '@cartwright/config';
import type { Place } from '@cartwright/runtime';
import { services } from './services.ts';
import type { Target } from './targets.ts';

const address = (env: string, description: string): Setting<string | undefined> =>
  setting.optionalText({
    env,
    pattern: /^https?:\/\/[^/]+$/,
    problem: 'must be an address without a path, such as http://orders:8080',
    description,
  });

const upper = (name: string): string => name.toUpperCase();

/** `ORDERS_URL`, `ORDERS_INTERNAL_URL`, `ORDERS_DATABASE_URL` and so on for every service. */
export const addressSettings: Readonly<Record<string, Setting<string | undefined>>> =
  Object.fromEntries(
    services.flatMap(({ contract: { service } }) => [
      [`${service}Url`, address(`${upper(service)}_URL`, `Public routes of ${service}`)],
      [
        `${service}InternalUrl`,
        address(`${upper(service)}_INTERNAL_URL`, `Internal routes of ${service}`),
      ],
      [
        `${service}DatabaseUrl`,
        setting.optionalText({
          env: `${upper(service)}_DATABASE_URL`,
          secret: true,
          pattern: /^postgres(ql)?:\/\//,
          problem: 'must begin with postgres://',
          description: `Database of ${service}, as its runtime role; unset: from DATABASE_URL`,
        }),
      ],
    ]),
  );

/** The service's place for this process; undefined when it is elsewhere and nobody said where. */
export function placeOf(
  service: string,
  target: Target,
  addresses: Readonly<Record<string, string | undefined>>,
): Place | undefined {
  if (target.services.includes(service)) return 'here';
  const publicUrl = addresses[`${service}Url`];
  const internalUrl = addresses[`${service}InternalUrl`];
  if (publicUrl === undefined || internalUrl === undefined) return undefined;
  return { publicUrl, internalUrl };
}

/** Whom each part of this process asks or hears: the edges that need a place. */
function neighboursOf(target: Target): Map<string, string[]> {
  const edges = new Map<string, string[]>();
  for (const { contract, calls, hears } of services)
    if (target.services.includes(contract.service))
      edges.set(contract.service, [...new Set([...Object.keys(calls), ...Object.keys(hears)])]);
  if (target.hasGateway)
    edges.set(
      'gateway',
      services.map(({ contract }) => String(contract.service)),
    );
  return edges;
}

/** One line a caller: which of its calls stay here and which go where. Printed at start. */
export function wiringTable(
  target: Target,
  addresses: Readonly<Record<string, string | undefined>>,
): string[] {
  return [...neighboursOf(target)].map(([caller, callees]) => {
    const shown = callees.map((callee) => {
      const place = placeOf(callee, target, addresses);
      return place === 'here' ? callee : `${callee} at ${place?.internalUrl ?? '?'}`;
    });
    return `${caller.padEnd(14)} ${shown.length === 0 ? '-' : shown.join(', ')}`;
  });
}

/** Addresses that are missing, by the names of their variables. */
export function missingAddresses(
  target: Target,
  addresses: Readonly<Record<string, string | undefined>>,
): string[] {
  const missing = new Set<string>();
  for (const callees of neighboursOf(target).values())
    for (const callee of callees)
      if (placeOf(callee, target, addresses) === undefined)
        missing.add(`${upper(callee)}_URL and ${upper(callee)}_INTERNAL_URL must be set`);
  return [...missing];
}
