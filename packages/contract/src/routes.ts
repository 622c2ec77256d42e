import type { Static, TSchema } from 'typebox';

/**
 * Who may call a route. Internal routes are called by services (or the gateway) by name and are
 * never reachable from outside. Public routes are reached through the gateway; `scope` is what a
 * staff session or an API key must hold, for example `catalog:write`.
 */
export type Access =
  | { kind: 'internal'; callers: readonly string[] }
  | { kind: 'public'; who: 'anyone' }
  | { kind: 'public'; who: 'shopper' }
  | { kind: 'public'; who: 'staff'; scope: string };

/** One route of a contract: the only place where its path, shapes and refusals are written. */
export interface RouteDefinition {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/api/v1` for public routes; parameters as `:name`. */
  path: string;
  summary: string;
  access: Access;
  params?: TSchema;
  query?: TSchema;
  body?: TSchema;
  /** By status; `null` means an empty body. */
  responses: { readonly [status: number]: TSchema | null };
  /** Codes from the contract's errors that this route may answer; common codes need no mention. */
  errors: readonly string[];
  idempotencyKey?: 'required' | 'optional';
  /** A call may be repeated by the client after a fault. GET always is. */
  repeatable?: boolean;
  /** The handler also gets the body's bytes as text, for signatures of webhooks. */
  rawBody?: boolean;
  /** Largest body in bytes; 256 KiB unless told. */
  bodyBytesMax?: number;
  /** Deadline given to calls from the gateway; 10 s unless told. */
  timeoutMs?: number;
  /** `Cache-Control` of a success; `no-store` unless told. */
  cacheControl?: string;
  /**
   * Names of what an answer shows. It is then kept, the same for everyone, until an event ends one
   * of them (`endedBy` of the contract); only for a GET that anyone may ask.
   */
  cacheTags?: (answer: ShownAnswer) => readonly string[];
}

/** A success of a route: what was asked, and the body as its schema declares it. */
export interface ShownAnswer {
  params: Readonly<Record<string, unknown>>;
  query: Readonly<Record<string, unknown>>;
  body: unknown;
}

export interface EventDefinition {
  /** `orders.order-placed.v1`: service, what happened, version. */
  type: string;
  data: TSchema;
}

export interface ErrorDefinition {
  title: string;
  status: number;
  /** Members added to the problem document. */
  data?: TSchema;
}

/**
 * A call that a mount serves, told for the API document: a POST with a JSON body. What serves it
 * checks what comes in; nothing here does.
 */
export interface MountedCall {
  /** As it is called, from the root. */
  path: string;
  summary: string;
  who: 'anyone' | 'shopper';
  body: TSchema;
  answer: TSchema;
  /** Codes by status. */
  refusals: Readonly<Record<number, readonly string[]>>;
}

/** What a service promises: the only part of it that others may import. */
export interface ContractDefinition {
  service: string;
  routes: Readonly<Record<string, RouteDefinition>>;
  events: Readonly<Record<string, EventDefinition>>;
  errors: Readonly<Record<string, ErrorDefinition>>;
  /** Address prefixes served by a plain request handler (sign-in, pictures), such as `/media/`. */
  mounts?: readonly string[];
  mountedCalls?: Readonly<Record<string, MountedCall>>;
  /** Which `cacheTags` an event of this service ends: what shows them has to be made anew. */
  endedBy?: (event: { type: string; data: unknown }) => readonly string[];
}

export const defineRoutes = <const R extends Record<string, RouteDefinition>>(routes: R): R =>
  routes;
export const defineEvents = <const E extends Record<string, EventDefinition>>(events: E): E =>
  events;
export const defineErrors = <const E extends Record<string, ErrorDefinition>>(errors: E): E =>
  errors;
export const defineContract = <const C extends ContractDefinition>(contract: C): C => contract;

type Part<R, K extends 'params' | 'query' | 'body'> =
  R extends Record<K, infer S extends TSchema> ? { [P in K]: Static<S> } : unknown;

/** What a caller gives: the parts that the route declares. */
export type RouteInput<R extends RouteDefinition> = Part<R, 'params'> &
  Part<R, 'query'> &
  Part<R, 'body'> &
  (R extends { rawBody: true } ? { rawBody: string; headers: Record<string, string> } : unknown);

/** What a handler answers: one of the declared statuses with its body. */
export type RouteOutput<R extends RouteDefinition> = {
  [S in keyof R['responses'] & number]: {
    status: S;
    body: R['responses'][S] extends TSchema ? Static<R['responses'][S]> : null;
  };
}[keyof R['responses'] & number];

/** On whose behalf a call is made. Ids only: no name, no address. */
export type Actor =
  | { kind: 'anonymous' }
  | { kind: 'shopper'; id: string; sessionId?: string }
  | { kind: 'staff'; id: string; scopes: readonly string[] }
  | { kind: 'api-key'; id: string; scopes: readonly string[] }
  | { kind: 'system' };

/** What travels with every call, in both bindings. */
export interface CallContext {
  /** Milliseconds since 1970 by this process's clock; the HTTP binding sends what remains. */
  deadline: number;
  actor: Actor;
  idempotencyKey?: string;
  /** A secret that the caller presented as bearer token and that is not an API key. */
  bearer?: string;
  /** Address of the client as the gateway saw it, for limits only; never logged. */
  clientAddress?: string;
}

/** What a handler gets: the call's context and who called (`gateway` or a service's name). */
export interface RequestContext extends CallContext {
  caller: string;
}

export type Client<C extends ContractDefinition> = {
  readonly [K in keyof C['routes']]: (
    input: RouteInput<C['routes'][K]>,
    context: CallContext,
  ) => Promise<RouteOutput<C['routes'][K]>>;
};

export type Handlers<C extends ContractDefinition> = {
  readonly [K in keyof C['routes']]: (
    input: RouteInput<C['routes'][K]>,
    context: RequestContext,
  ) => Promise<RouteOutput<C['routes'][K]>>;
};

export type EventData<E extends EventDefinition> = Static<E['data']>;
