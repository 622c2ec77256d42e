/** A command as it runs where the repository is installed: messages print nothing else. */
export const commandOf = (words: string): string => `npm run cartwright -- ${words}`;
