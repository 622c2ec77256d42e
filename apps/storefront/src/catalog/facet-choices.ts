import type { Facets } from '../api/shapes.ts';
import type { ListChoice } from './list-choice.ts';

interface FacetChoice {
  name: string;
  /** Short values stand side by side, as sizes do. */
  isShort: boolean;
  values: { value: string; count: number; isChosen: boolean }[];
}

/** Longer ones need a line of their own. */
const shortLengthMax = 8;

/**
 * The values that can be chosen of each option. One that is chosen stays among them when nothing
 * has it any more: what cannot be seen cannot be taken back.
 */
export function facetChoices(facets: Facets | undefined, choice: ListChoice): FacetChoice[] {
  const counted = facets?.options ?? [];
  const missing = [...choice.options.keys()].filter(
    (name) => !counted.some((option) => isSame(option.name, name)),
  );
  return [...counted, ...missing.map((name) => ({ name, values: [] }))]
    .map(({ name, values }) => {
      const chosen = chosenOf(choice, name);
      const gone = chosen.filter((value) => !values.some((known) => isSame(known.value, value)));
      const shown = [...values, ...gone.map((value) => ({ value, count: 0 }))];
      return {
        name,
        isShort: shown.every(({ value }) => value.length <= shortLengthMax),
        values: shown.map(({ value, count }) => ({
          value,
          count,
          isChosen: chosen.some((other) => isSame(other, value)),
        })),
      };
    })
    .filter(({ values }) => values.length > 1 || values.some(({ isChosen }) => isChosen));
}

/** As the API compares names and values of options. */
const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

const chosenOf = (choice: ListChoice, name: string): readonly string[] =>
  [...choice.options].find(([other]) => isSame(other, name))?.[1] ?? [];
