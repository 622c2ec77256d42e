/** Counts how long something takes, by labels of few values, for Prometheus. */
interface DurationHistogram<Label extends string> {
  /** Counts durations, in seconds, of these labels. Ask once for what happens often. */
  of(labels: Readonly<Record<Label, string>>): (seconds: number) => void;
  /** All that was counted, in the text format of Prometheus. */
  render(): string;
}

interface Counted {
  labels: string;
  /** By bucket, and behind the last one what took longer. */
  counts: number[];
  sum: number;
}

/**
 * A histogram for what happens with each request: that of prom-client looks its labels up by a text
 * that it makes of them each time, and its buckets by their names.
 */
export function durationHistogram<Label extends string>(o: {
  name: string;
  help: string;
  labelNames: readonly Label[];
  /** Upper bounds in seconds, the smallest first. */
  buckets: readonly number[];
}): DurationHistogram<Label> {
  const { buckets, name } = o;
  const byLabels = new Map<string, Counted>();
  return {
    of: (labels) => {
      const text = o.labelNames.map((label) => `${label}="${escaped(labels[label])}"`).join(',');
      const known = byLabels.get(text);
      const counted = known ?? { labels: text, counts: [...buckets, 0].map(() => 0), sum: 0 };
      byLabels.set(text, counted);
      return (seconds) => {
        let bucket = 0;
        while (bucket < buckets.length && seconds > (buckets[bucket] ?? 0)) bucket += 1;
        counted.counts[bucket] = (counted.counts[bucket] ?? 0) + 1;
        counted.sum += seconds;
      };
    },
    render: () =>
      [
        `# HELP ${name} ${o.help}`,
        `# TYPE ${name} histogram`,
        ...[...byLabels.values()].flatMap((counted) => linesOf(counted, o)),
        '',
      ].join('\n'),
  };
}

function linesOf(
  { labels, counts, sum }: Counted,
  o: { name: string; buckets: readonly number[] },
) {
  let total = 0;
  const bounds = [...o.buckets.map(String), '+Inf'];
  const buckets = bounds.map((bound, at) => {
    total += counts[at] ?? 0;
    return `${o.name}_bucket{le="${bound}",${labels}} ${total}`;
  });
  return [...buckets, `${o.name}_sum{${labels}} ${sum}`, `${o.name}_count{${labels}} ${total}`];
}

const escaped = (value: string): string =>
  value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
