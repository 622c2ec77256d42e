import {
  type CallContext,
  type Client,
  type ContractDefinition,
  ContractError,
  type Handlers,
  type RequestContext,
  type RouteDefinition,
} from '@cartwright/contract';
import { isInTransaction } from '@cartwright/database';
import { inSpan, type Logger } from '@cartwright/telemetry';
import { checkAccess, checkIdempotencyKey } from './access.ts';
import { remainingMs } from './context.ts';
import { isFault, neutralise } from './problems.ts';
import { inputChecker, outputChecker } from './schemas.ts';

/** What a service answers for a route. */
export interface Answer {
  status: number;
  body: unknown;
}
type AnyHandler = (input: unknown, context: RequestContext) => Promise<Answer>;

/**
 * Calls a service in this process: a function call with the same promises as HTTP. With `strict`
 * (tests) it checks and copies both ways, so that nothing works here that HTTP would not carry.
 */
export function localClient<C extends ContractDefinition>(o: {
  contract: C;
  caller: string;
  /** Looked up at each call, because services are built one after the other. */
  handlers: () => Handlers<C>;
  strict: boolean;
  log: Logger;
}): Client<C> {
  const calls = Object.entries(o.contract.routes).map(([name, route]) => {
    const check = o.strict
      ? { input: inputChecker(route), output: outputChecker(route) }
      : undefined;
    const spanName = `${o.contract.service}.${name}`;
    const callee: Callee = {
      contract: o.contract,
      name,
      route,
      check,
      // The handler of this very route: its input and output types are those of the contract.
      handler: () => o.handlers()[name] as AnyHandler | undefined,
      log: o.log,
    };
    const call = (input: unknown, context: CallContext): Promise<Answer> => {
      const request: RequestContext = { ...context, caller: o.caller };
      return inSpan(spanName, none, () => run(callee, input, request), internal);
    };
    return [name, call] as const;
  });
  // Built from the contract's own routes, so it has exactly their names.
  return Object.fromEntries(calls) as unknown as Client<C>;
}

const none = {} as const;
const internal = { kind: 'internal' } as const;

/** What the calls of one route have in common: made once, since an order takes many calls. */
interface Callee {
  contract: ContractDefinition;
  name: string;
  route: RouteDefinition;
  check: { input: (i: unknown) => unknown; output: (s: number, b: unknown) => unknown } | undefined;
  handler: () => AnyHandler | undefined;
  log: Logger;
}

async function run(o: Callee, given: unknown, request: RequestContext): Promise<Answer> {
  refuseInTransaction(o.contract, o.name);
  const handler = o.handler();
  if (handler === undefined) throw new Error(`${o.contract.service}.${o.name} has no handler`);
  try {
    checkAccess(o.route, request);
    checkIdempotencyKey(o.route, request.idempotencyKey);
    const input = o.check === undefined ? given : o.check.input(given);
    const answer = await beforeDeadline(handler(input, request), request);
    if (o.check === undefined) return answer;
    return { status: answer.status, body: o.check.output(answer.status, answer.body) };
  } catch (error) {
    const neutral = neutralise(error, o.contract, o.route);
    if (isFault(neutral))
      o.log.error({ err: neutral.cause ?? neutral, route: o.route.path }, 'call failed');
    throw neutral;
  }
}

/**
 * Timers of one duration share a list, and with a duration of its own for every call the lists
 * would cost more than the calls.
 */
const deadlineStepMs = 50;

/**
 * A caller never waits past its deadline, but for 50 ms; the work itself goes on and is found by
 * its id, unless `giveUp` ends it.
 */
export function beforeDeadline<T>(
  work: Promise<T>,
  context: { deadline: number },
  giveUp?: () => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const steps = Math.ceil(remainingMs(context) / deadlineStepMs);
    const timer = setTimeout(
      () => {
        reject(new ContractError('outcome-unknown'));
        giveUp?.();
      },
      Math.min(steps * deadlineStepMs, 2_147_483_647),
    );
    work.then(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}

/** A call inside a transaction would hold row locks across a round trip: a mistake of ours. */
export function refuseInTransaction(contract: ContractDefinition, name: string): void {
  if (isInTransaction())
    throw new Error(`${contract.service}.${name} was called inside a transaction`);
}
