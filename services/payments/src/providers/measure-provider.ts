import { metrics } from '@cartwright/telemetry';
import type { PaymentProvider } from '../domain/provider.ts';

/** The same provider, with the time and the answer of each call in the metrics. */
export function measureProvider(provider: PaymentProvider): PaymentProvider {
  const measured =
    <O, A>(call: string, ask: (order: O) => Promise<A>, outcomeOf: (answer: A) => string) =>
    async (order: O): Promise<A> => {
      const startedMs = performance.now();
      let outcome = 'failed';
      try {
        const answer = await ask(order);
        outcome = outcomeOf(answer);
        return answer;
      } finally {
        const seconds = (performance.now() - startedMs) / 1_000;
        metrics.paymentProviderDuration.observe(
          { provider: provider.name, call, outcome },
          seconds,
        );
      }
    };
  const kindOf = ({ kind }: { kind: string }): string => kind;
  return {
    ...provider,
    authorise: measured('authorise', provider.authorise, kindOf),
    capture: measured('capture', provider.capture, kindOf),
    refund: measured('refund', provider.refund, kindOf),
    release: measured('release', provider.release, kindOf),
    lookUp: measured('look-up', provider.lookUp, kindOf),
    fence: measured('fence', provider.fence, kindOf),
    list: measured('list', provider.list, () => 'page'),
  };
}
