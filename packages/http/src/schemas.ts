import type { RouteDefinition } from '@cartwright/contract';
import { ContractError, type InputProblem } from '@cartwright/contract';
import { Ajv, type ErrorObject, type Options, type ValidateFunction } from 'ajv';
import addFormatsModule from 'ajv-formats';
import fastJsonStringify from 'fast-json-stringify';
import type { TSchema } from 'typebox';

const options: Options = {
  removeAdditional: false,
  useDefaults: true,
  strict: false,
  allErrors: false,
};
// ajv-formats is CommonJS: its callable stands in `default` for ES modules.
const addFormats = addFormatsModule.default;

/** Bodies are taken as they are: "7" is not 7, and unknown members are not dropped in silence. */
const strict = addFormats(new Ajv({ ...options, coerceTypes: false }));
/** Addresses hold text only, so numbers, booleans and lists are read from it. */
const coercing = addFormats(new Ajv({ ...options, coerceTypes: 'array' }));

export type RequestPart = 'params' | 'query' | 'body';

/** Compiles the check of one part of a request. */
export const compilePart = (schema: TSchema, part: RequestPart): ValidateFunction =>
  (part === 'body' ? strict : coercing).compile(schema);

/** Compiles the writing of an answer, which leaves out what its schema does not know. */
export const compileAnswer = (schema: TSchema): ((data: unknown) => string) =>
  fastJsonStringify(schema);

/** Ajv's errors as pointers into the request. */
export function inputProblems(
  errors: readonly ErrorObject[] | null | undefined,
  part: string,
): InputProblem[] {
  return (errors ?? []).slice(0, 20).map((error) => {
    const missing: unknown = error.params.missingProperty;
    const extra: unknown = error.params.additionalProperty;
    const member = [missing, extra].find((name) => typeof name === 'string');
    const tail = member === undefined ? '' : `/${member}`;
    return {
      pointer: `/${part}${error.instancePath}${tail}`,
      message:
        error.keyword === 'required'
          ? 'is required'
          : error.keyword === 'additionalProperties'
            ? 'is not known here'
            : (error.message ?? 'is not valid'),
    };
  });
}

const parts: readonly RequestPart[] = ['params', 'query', 'body'];

/** Checks and copies a whole input the way the HTTP binding would; throws `invalid-input`. */
export function inputChecker(route: RouteDefinition): (input: unknown) => unknown {
  const checks = parts.flatMap((part) => {
    const schema = route[part];
    return schema === undefined ? [] : [{ part, validate: compilePart(schema, part) }];
  });
  return (input) => {
    const copy: Record<string, unknown> = JSON.parse(JSON.stringify(input ?? {}));
    for (const { part, validate } of checks) {
      if (!validate(copy[part]))
        throw new ContractError('invalid-input', {
          problems: inputProblems(validate.errors, part),
        });
    }
    return copy;
  };
}

/** Serialises and parses an answer as HTTP would, so that undeclared members do not survive. */
export function outputChecker(route: RouteDefinition): (status: number, body: unknown) => unknown {
  const byStatus = new Map(
    Object.entries(route.responses).map(([status, schema]) => [
      Number(status),
      schema === null
        ? undefined
        : { stringify: compileAnswer(schema), validate: strict.compile(schema) },
    ]),
  );
  return (status, body) => {
    if (!byStatus.has(status))
      throw new Error(`status ${status} is not declared by ${route.method} ${route.path}`);
    const check = byStatus.get(status);
    if (check === undefined) return null;
    const copy: unknown = JSON.parse(check.stringify(body));
    if (!check.validate(copy))
      throw new Error(
        `answer of ${route.method} ${route.path} breaks its contract: ${JSON.stringify(inputProblems(check.validate.errors, 'answer'))}`,
      );
    return copy;
  };
}
