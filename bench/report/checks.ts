/** Something that must hold besides the speed; one that does not fails the run. */
export interface Check {
  name: string;
  isHeld: boolean;
  detail: string;
}

/** Collects checks while the run goes on. */
export class Checks {
  readonly all: Check[] = [];

  record(name: string, isHeld: boolean, detail: string): void {
    this.all.push({ name, isHeld, detail });
  }

  /** One line for each name: how often it held, and the first time that it did not. */
  summary(): Check[] {
    const names = new Set(this.all.map(({ name }) => name));
    return [...names].map((name) => {
      const same = this.all.filter((check) => check.name === name);
      const broken = same.filter(({ isHeld }) => !isHeld);
      const [first] = broken;
      const last = same.at(-1);
      return {
        name,
        isHeld: broken.length === 0,
        detail:
          first === undefined
            ? `held ${same.length} times; last: ${last?.detail ?? ''}`
            : `broken ${broken.length} of ${same.length} times: ${first.detail}`,
      };
    });
  }
}
