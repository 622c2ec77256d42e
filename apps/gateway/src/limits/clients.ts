import { normalizeIP } from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';

/**
 * Who a limit counts: the address that the trusted proxies saw, and for IPv6 its network of 64
 * bits, of which anyone has 2^64 addresses. What a client says of itself is never asked.
 */
export const clientOf = (request: FastifyRequest): string => normalizeIP(request.ip);

/** A program on this very machine, or everybody, when a proxy stands there. */
export const isLoopback = (client: string): boolean =>
  client === '::' || client === '::1' || /^127\./.test(client);

/**
 * Whether a proxy passed it on, or the client pretends so. Proxies add the header by themselves or
 * as every guide to them has it; programs that call the shop directly have no reason to.
 */
export const isPassedOn = ({ headers }: FastifyRequest): boolean =>
  headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined;
