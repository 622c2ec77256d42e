/** A command as it runs where the repository is installed: messages print nothing else. */
export const commandOf = (words: string): string => `npm run cartwright -- ${words}`;

/** The command was called in a way that it does not know: its usage is printed. */
export class WrongUsage extends Error {
  override readonly name = 'WrongUsage';
}

export const say = (line: string): void => void process.stdout.write(`${line}\n`);
