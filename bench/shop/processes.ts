import { readdir, readFile } from 'node:fs/promises';

interface Process {
  pid: number;
  parent: number;
  command: string;
  cpuMs: number;
  rssMiB: number;
}

/** Linux counts processor time in hundredths of a second and memory in pages of 4 KiB. */
const msPerTick = 10;
const pagesPerMiB = 256;

/** Memory and processor time of the shop's processes; Linux tells, other systems do not. */
export interface Usage {
  /** The shop's own Node processes, the payment provider among them. */
  nodeMiB: number;
  shopCpuMs: number;
  providerCpuMs: number;
  postgresCpuMs: number;
}

/** Reads what the processes below `pids`, and the PostgreSQL of `dataDir`, use now. */
export async function readUsage(o: {
  pids: readonly number[];
  dataDir: string;
}): Promise<Usage | undefined> {
  if (process.platform !== 'linux') return undefined;
  const all = await readProcesses();
  const shop = below(all, new Set(o.pids));
  const provider = shop.filter(({ command }) => command.includes('test-payment-provider'));
  const postmasters = all.filter(
    ({ command }) => command.includes('postgres') && command.includes(o.dataDir),
  );
  const postgres = below(all, new Set(postmasters.map(({ pid }) => pid)));
  const sum = (processes: Process[], of: 'cpuMs' | 'rssMiB') =>
    processes.reduce((total, process) => total + process[of], 0);
  const node = shop.filter(({ command }) => !command.includes('postgres'));
  return {
    nodeMiB: sum(node, 'rssMiB'),
    shopCpuMs: sum(node, 'cpuMs') - sum(provider, 'cpuMs'),
    providerCpuMs: sum(provider, 'cpuMs'),
    postgresCpuMs: sum(postgres, 'cpuMs'),
  };
}

function below(all: readonly Process[], roots: ReadonlySet<number>): Process[] {
  const found = new Set(roots);
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const { pid, parent } of all) if (found.has(parent)) found.add(pid);
  }
  return all.filter(({ pid }) => found.has(pid));
}

async function readProcesses(): Promise<Process[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const read = await Promise.all(pids.map(readProcess));
  return read.filter((one) => one !== undefined);
}

/** Undefined when it ended meanwhile. */
async function readProcess(pid: string): Promise<Process | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
    // The name in brackets may hold spaces; the fields are counted from behind it.
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [, parent = 0] = fields;
    const [user = 0, system = 0, childUser = 0, childSystem = 0] = fields.slice(11, 15);
    return {
      pid: Number(pid),
      parent,
      command,
      // With what ended children used: PostgreSQL's short-lived workers count too.
      cpuMs: (user + system + childUser + childSystem) * msPerTick,
      rssMiB: (fields[21] ?? 0) / pagesPerMiB,
    };
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}
