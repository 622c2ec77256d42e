import { overloaded, problemHeaders, type Shortcut, toProblem } from '@cartwright/http';
import { headersOfAllAnswers } from '../headers.ts';
import type { Admission } from './admission.ts';

/** Under overload most answers are this one. */
const busy = overloaded();
const problem = toProblem(busy);
const body = JSON.stringify(problem);
const headerList = Object.entries({
  ...headersOfAllAnswers,
  ...problemHeaders(problem, busy),
  'content-length': String(body.length),
}).flat();

/** Refuses checkouts while they are closed, before they are routed. */
export interface EarlyRefusal {
  /** Tells the pattern of the route, such as `/api/v1/carts/:cartId/checkout`. */
  watch: (pattern: string) => void;
  shortcut: Shortcut;
}

/**
 * A flood of checkouts takes time of the thread that makes orders. Decision 0011 has the figures.
 */
export function createEarlyRefusal(admission: Admission): EarlyRefusal {
  const watched: { route: string; address: RegExp }[] = [];
  return {
    watch: (route) => {
      // What the router takes differently, such as escaped signs, is left to it.
      const address = new RegExp(`^${route.replaceAll(/:\w+/g, '[\\w-]{1,200}')}$`);
      watched.push({ route, address });
    },
    shortcut: ({ method, url = '' }) => {
      if (method !== 'POST' || !admission.isClosed('checkouts')) return undefined;
      const found = watched.find(({ address }) => address.test(url));
      return found && { route: found.route, status: 503, headerList, body };
    },
  };
}
