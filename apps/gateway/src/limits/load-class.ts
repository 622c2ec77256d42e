import { Socket } from 'node:net';
import type { RouteDefinition } from '@cartwright/contract';
import type { FastifyRequest } from 'fastify';
import type { LoadClass } from './admission.ts';

/** A route of the API by its name, or any other by its address alone. */
export interface ServedRoute {
  url: string;
  operation?: { name: string; route: RouteDefinition };
}

/** The address of the storefront's one route, which answers whatever no other does. */
const pageRoute = '/*';

/** The one operation that is limited as `checkouts`. */
export const checkOutName = 'checkOut';

export const isRead = (method: string): boolean => method === 'GET' || method === 'HEAD';

/**
 * The counter at which a request stands; undefined for what is always answered: health, metrics,
 * staff, and files and sign-in reads, which cost little and may be taken slowly.
 */
export function loadClassOf(
  { url, operation }: ServedRoute,
  request: FastifyRequest,
): LoadClass | undefined {
  if (operation === undefined) {
    if (url === pageRoute) return 'pages';
    return isRead(request.method) ? undefined : 'writes';
  }
  if (operation.name === checkOutName) return 'checkouts';
  if (!isRead(request.method)) return 'writes';
  return isFromPage(request) ? undefined : 'reads';
}

/** A page that was let in gets what it reads: refused halfway, it would be made for nothing. */
export const isFromPage = (request: FastifyRequest): boolean =>
  !(request.raw.socket instanceof Socket);
