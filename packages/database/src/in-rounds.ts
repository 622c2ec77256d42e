/**
 * Works off many rows in short statements: `work` takes `atOnce` rows at most and answers how many
 * it found, or its statement's result. It comes again until it finds fewer; what is left after
 * `roundsMax` waits for the next run. Answers how many rows there were.
 */
export async function inRounds(
  { atOnce, roundsMax }: { atOnce: number; roundsMax: number },
  work: (atOnce: number) => Promise<number | { numAffectedRows?: bigint }>,
): Promise<number> {
  let total = 0;
  for (let round = 0; round < roundsMax; round += 1) {
    const found = await work(atOnce);
    const count = typeof found === 'number' ? found : Number(found.numAffectedRows ?? 0);
    total += count;
    if (count < atOnce) break;
  }
  return total;
}
