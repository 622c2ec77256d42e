import { ContractError } from '@cartwright/contract';

/** Escapes in JSON that may stand for NUL or for half a surrogate pair. */
const suspicious = /\\u(0000|d[89a-f])/i;

/**
 * Refuses text that PostgreSQL cannot store: NUL, and halves of surrogate pairs. Bytes of a body
 * were decoded before and hold neither, so only bodies with such escapes are walked.
 */
export function refuseUnstorableText(json: string, value: unknown): void {
  if (!suspicious.test(json)) return;
  const pointer = findUnstorable(value, '/body');
  if (pointer === undefined) return;
  throw new ContractError('invalid-input', {
    problems: [{ pointer, message: 'holds characters that are no text' }],
  });
}

function findUnstorable(value: unknown, pointer: string): string | undefined {
  if (typeof value === 'string') return isStorable(value) ? undefined : pointer;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, member] of Object.entries(value)) {
    if (!isStorable(name)) return pointer;
    const found = findUnstorable(member, `${pointer}/${name}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0');
