import { ContractError, type InputProblem } from '@cartwright/contract';
import type {
  ProductChanges,
  ProductInput,
  ProductStatus,
  VariantInput,
} from '../../contract/index.ts';

export interface OptionContent {
  name: string;
  values: string[];
}

/** What a product's own row holds; variants, pictures and memberships stand apart. */
export interface ProductContent {
  title: string;
  description: string;
  status: ProductStatus;
  vendor: string | null;
  type: string | null;
  tags: string[];
  taxCategory: string;
  options: OptionContent[];
  seoTitle: string | null;
  seoDescription: string | null;
}

export interface VariantContent {
  /** Null: found by its combination, or new. */
  id: string | null;
  sku: string | null;
  options: Record<string, string>;
  weightGrams: number;
  taxCategory: string | null;
  mediaId: string | null;
}

export const newProductContent = (input: ProductInput): ProductContent => ({
  title: input.title,
  description: input.description ?? '',
  status: input.status ?? 'draft',
  vendor: input.vendor ?? null,
  type: input.type ?? null,
  tags: distinct(input.tags ?? []),
  taxCategory: input.taxCategory ?? 'standard',
  options: input.options ?? [],
  seoTitle: input.seoTitle ?? null,
  seoDescription: input.seoDescription ?? null,
});

/** The content after a change: absent members stay, null empties. */
export const changedContent = (
  present: ProductContent,
  changes: ProductChanges,
): ProductContent => ({
  title: changes.title ?? present.title,
  description: changes.description ?? present.description,
  status: changes.status ?? present.status,
  vendor: changes.vendor === undefined ? present.vendor : changes.vendor,
  type: changes.type === undefined ? present.type : changes.type,
  tags: changes.tags === undefined ? present.tags : distinct(changes.tags),
  taxCategory: changes.taxCategory ?? present.taxCategory,
  options: changes.options ?? present.options,
  seoTitle: changes.seoTitle === undefined ? present.seoTitle : changes.seoTitle,
  seoDescription:
    changes.seoDescription === undefined ? present.seoDescription : changes.seoDescription,
});

/** A product without options and variants has one thing to sell. */
export const newVariants = (
  options: readonly OptionContent[],
  inputs: readonly VariantInput[],
): VariantContent[] =>
  inputs.length === 0 && options.length === 0
    ? [toVariantContent({})]
    : inputs.map(toVariantContent);

const toVariantContent = (input: VariantInput): VariantContent => ({
  id: input.id?.toLowerCase() ?? null,
  sku: input.sku ?? null,
  options: input.options ?? {},
  weightGrams: input.weightGrams ?? 0,
  taxCategory: input.taxCategory ?? null,
  mediaId: input.mediaId ?? null,
});

/** A combination with its options in the product's order, which jsonb does not keep. */
export function inOptionOrder(
  options: readonly OptionContent[],
  chosen: Readonly<Record<string, string>>,
): Record<string, string> {
  const values = new Map(Object.entries(chosen));
  const ordered = options.flatMap(({ name }) => {
    const value = values.get(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(ordered);
}

/** One text for one combination, whatever the order in which its options were written. */
export const combinationKey = (options: Readonly<Record<string, string>>): string =>
  JSON.stringify(Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1)));

/**
 * Checks what no schema can: option names and values are distinct, and each variant chooses one
 * known value of every option, in a combination of its own.
 * @throws ContractError `invalid-input` with every problem (up to 20), or `sku-taken`.
 */
export function checkVariants(
  options: readonly OptionContent[],
  variants: readonly VariantContent[],
): void {
  const problems = [...optionProblems(options), ...variantProblems(options, variants)];
  if (problems.length > 0)
    throw new ContractError('invalid-input', {
      detail: 'Options and variants do not fit together',
      problems: problems.slice(0, 20),
    });
  const skus = variants.flatMap((variant) => (variant.sku === null ? [] : [variant.sku]));
  const repeated = firstRepeated(skus);
  if (repeated !== undefined)
    throw new ContractError('sku-taken', { data: { sku: skus[repeated] ?? '' } });
}

function optionProblems(options: readonly OptionContent[]): InputProblem[] {
  const problems: InputProblem[] = [];
  const repeatedName = firstRepeated(options.map((option) => option.name));
  if (repeatedName !== undefined)
    problems.push({ pointer: `/body/options/${repeatedName}/name`, message: 'is named twice' });
  options.forEach((option, index) => {
    const repeated = firstRepeated(option.values);
    if (repeated !== undefined)
      problems.push({
        pointer: `/body/options/${index}/values/${repeated}`,
        message: 'is listed twice',
      });
  });
  return problems;
}

function variantProblems(
  options: readonly OptionContent[],
  variants: readonly VariantContent[],
): InputProblem[] {
  if (variants.length === 0)
    return [{ pointer: '/body/variants', message: 'a product needs a variant' }];
  const values = new Map(options.map((option) => [option.name, new Set(option.values)]));
  const problems = variants.flatMap((variant, index) => choiceProblems(values, variant, index));
  const repeated = firstRepeated(variants.map((variant) => combinationKey(variant.options)));
  if (repeated !== undefined)
    problems.push({
      pointer: `/body/variants/${repeated}/options`,
      message: 'another variant has this combination',
    });
  const ids = variants.map((variant) => variant.id ?? Symbol('new'));
  const repeatedId = firstRepeated(ids);
  if (repeatedId !== undefined)
    problems.push({ pointer: `/body/variants/${repeatedId}/id`, message: 'is listed twice' });
  return problems;
}

function choiceProblems(
  values: ReadonlyMap<string, ReadonlySet<string>>,
  variant: VariantContent,
  index: number,
): InputProblem[] {
  const pointer = `/body/variants/${index}/options`;
  const chosen = new Map(Object.entries(variant.options));
  const missing = [...values.keys()]
    .filter((name) => !chosen.has(name))
    .map((name) => ({ pointer, message: `has no value for ${name}` }));
  const unknown = [...chosen]
    .filter(([name, value]) => values.get(name)?.has(value) !== true)
    .map(([name, value]) => ({ pointer, message: `${name}: ${value} is not among the options` }));
  return [...missing, ...unknown];
}

function firstRepeated(list: readonly unknown[]): number | undefined {
  const seen = new Set<unknown>();
  for (const [index, entry] of list.entries()) {
    if (seen.has(entry)) return index;
    seen.add(entry);
  }
  return undefined;
}

const distinct = (list: readonly string[]): string[] => [...new Set(list)];
