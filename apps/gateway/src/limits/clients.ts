import { normalizeIP } from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';

/**
 * Who a limit counts: the address that the trusted proxies saw, and for IPv6 its network of 64
 * bits, of which anyone has 2^64 addresses. What a client says of itself is never asked.
 */
export const clientOf = (request: FastifyRequest): string => normalizeIP(request.ip);

/** A program on this very machine; everybody, when a proxy stands there that is not trusted. */
export const isLoopback = (client: string): boolean =>
  client === '::' || client === '::1' || /^127\./.test(client);
