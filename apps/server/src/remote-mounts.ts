import { request as send } from 'node:http';
import { ContractError } from '@cartwright/contract';
import { type MountHandler, toProblem } from '@cartwright/http';
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
    for (const prefix of prefixes) mounts[prefix] = passTo(place.publicUrl);
  }
  return mounts;
}

const passTo =
  (base: string): MountHandler =>
  (request, response) => {
    const { hostname, port } = new URL(base);
    const onward = send(
      { hostname, port, method: request.method, path: request.url, headers: request.headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    // Pictures and sign-in answer within seconds; a service that hangs must not hold the client.
    onward.setTimeout(30_000, () => onward.destroy());
    onward.on('error', () => {
      if (response.headersSent) return void response.end();
      response.writeHead(503, {
        'retry-after': '2',
        'cache-control': 'no-store',
        'content-type': 'application/problem+json',
      });
      response.end(JSON.stringify(toProblem(new ContractError('unavailable'))));
    });
    request.pipe(onward);
  };
