import { environment } from './environment.ts';

/**
 * A named place where tests make the process fail. `CARTWRIGHT_FAULT=name:kill` ends the process
 * with SIGKILL at the first pass, `name:kill:3` at the third, `name:throw` throws, `name:stop`
 * pauses the process (SIGSTOP). Unset, as in every real shop, a pass costs one comparison.
 */
export function faultPoint(name: string): Promise<void> {
  return handler === undefined ? passed : ask(handler, name);
}

const passed = Promise.resolve();
const ask = async (handler: FaultHandler, name: string): Promise<void> => handler(name);

type FaultHandler = (name: string) => void | Promise<void>;

let handler: FaultHandler | undefined = fromSetting(environment().CARTWRIGHT_FAULT);

/** Lets a test in the same process decide what happens at each fault point. */
export function setFaultHandler(next: FaultHandler | undefined): void {
  handler = next;
}

export class InjectedFault extends Error {
  override readonly name = 'InjectedFault';
}

function fromSetting(value: string | undefined): FaultHandler | undefined {
  if (value === undefined || value === '') return undefined;
  const [point, action = 'kill', pass = '1'] = value.split(':');
  let remaining = Number(pass);
  return (name) => {
    if (name !== point) return;
    remaining -= 1;
    if (remaining !== 0) return;
    if (action === 'throw') throw new InjectedFault(`fault injected at ${name}`);
    process.kill(process.pid, action === 'stop' ? 'SIGSTOP' : 'SIGKILL');
    // The signal is handled when this thread yields; nothing after the point may run before it.
    return new Promise(() => {});
  };
}
