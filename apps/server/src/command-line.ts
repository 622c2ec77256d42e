import { ConfigurationProblem } from '@cartwright/config';
import { StartupProblem } from '@cartwright/database';
import { commandOf, WrongUsage } from './command-words.ts';

interface Command {
  usage: string;
  summary: string;
  run: (args: string[]) => Promise<number>;
}

/** Each command is loaded when it is asked for, so that none slows another down. */
const commands: Readonly<Record<string, Command>> = {
  start: {
    usage: 'start [--target=all|gateway,storefront,SERVICE,...]',
    summary: 'Run the shop, or some of its services',
    run: async (args) => (await import('./commands/start.ts')).start(args),
  },
  migrate: {
    usage: 'migrate',
    summary: 'Create roles and schemas in DATABASE_URL and bring them up to date',
    run: async (args) => (await import('./commands/migrate.ts')).migrate(args),
  },
  config: {
    usage: 'config',
    summary: 'Print every setting with its present value, default and meaning',
    run: async (args) => (await import('./commands/config.ts')).printConfig(args),
  },
  'api-key': {
    usage:
      'api-key create --name NAME --scopes catalog:write,... | api-key list | api-key revoke ID',
    summary: 'Make an API key and print it once; list them; end one that leaked',
    run: async (args) => (await import('./commands/api-key.ts')).apiKey(args),
  },
  'staff-link': {
    usage: 'staff-link [--scopes catalog:write,...]',
    summary: 'Print a one-time link that makes a staff account, with all rights or with these',
    run: async (args) => (await import('./commands/staff-link.ts')).printStaffLink(args),
  },
  staff: {
    usage: 'staff list|remove ID',
    summary: 'Show who is staff and which links are unused; end the rights of one, or a link',
    run: async (args) => (await import('./commands/staff.ts')).staff(args),
  },
  'erase-shopper': {
    usage: 'erase-shopper ID...',
    summary: 'Erase shoppers by id, as after a restore from a backup that still knows them',
    run: async (args) => (await import('./commands/erase-shopper.ts')).eraseShoppers(args),
  },
  import: {
    usage:
      'import products FILE [--dry-run] [--currency EUR] [--fresh] [--no-pictures] [--no-stock]',
    summary: 'Load products from a file in Shopify’s export format',
    run: async (args) => (await import('./commands/import.ts')).importFile(args),
  },
  events: {
    usage:
      'events status|retry|resume [--service S] [--publisher P] [--event ID] | events drop --service S --event ID|--subscriber NAME',
    summary:
      'Show subscriptions; run dead letters again; resume a stopped subscription; end a dead letter, or a subscriber that is gone',
    run: async (args) => (await import('./commands/events.ts')).events(args),
  },
  jobs: {
    usage: 'jobs status|retry [--service S [--job NUMBER]] | jobs drop --service S --job NUMBER',
    summary:
      'Show jobs that were given up; run them anew, and those that wait for another try; end one',
    run: async (args) => (await import('./commands/jobs.ts')).jobs(args),
  },
  verify: {
    usage: 'verify [--json] [--repair]',
    summary: 'Hold the books of all services against each other; end holds that nobody will end',
    run: async (args) => (await import('./commands/verify.ts')).verify(args),
  },
  backup: {
    usage: 'backup FOLDER [--service S]',
    summary: 'Write a logical copy of the books of every service, or of one',
    run: async (args) => (await import('./commands/backup.ts')).backup(args),
  },
  restore: {
    usage: 'restore FOLDER [--service S] [--replace]',
    summary: 'Load a backup into an empty database, or replace one service’s data',
    run: async (args) => (await import('./commands/restore.ts')).restore(args),
  },
};

/** Runs one command and answers the exit code. Problems that the user can mend are one sentence. */
export async function runCommand(argv: string[]): Promise<number> {
  const [name = 'help', ...args] = argv;
  const command = commands[name];
  if (command === undefined) {
    const lines = Object.values(commands).map((c) => `  ${commandOf(c.usage)}\n      ${c.summary}`);
    process.stdout.write(`Usage:\n${lines.join('\n')}\n`);
    return name === 'help' || name === '--help' ? 0 : 2;
  }
  if (args.includes('--help')) {
    process.stdout.write(`${command.summary}\nUsage: ${commandOf(command.usage)}\n`);
    return 0;
  }
  try {
    return await command.run(args);
  } catch (error) {
    const isForUser = error instanceof ConfigurationProblem || error instanceof StartupProblem;
    const isUsage = error instanceof WrongUsage || isParseError(error);
    if (!(error instanceof Error) || (!isForUser && !isUsage)) throw error;
    if (error.message !== '') process.stderr.write(`${error.message}\n`);
    if (isUsage) process.stderr.write(`Usage: ${commandOf(command.usage)}\n`);
    return isUsage ? 2 : 1;
  }
}

/** Of Node's `parseArgs`. */
const isParseError = (error: unknown): boolean =>
  error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
