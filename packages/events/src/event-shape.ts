import type { EventDefinition } from '@cartwright/contract';
import { Compile, type Validator } from 'typebox/compile';

const validators = new WeakMap<EventDefinition, Validator>();

/** Whether the data is as the contract declares it; compiled once for each kind of event. */
export const hasShape = (definition: EventDefinition, data: unknown): boolean =>
  validatorOf(definition).Check(data);

/** Pointers to what is wrong, without the values. */
export const wrongPlaces = (definition: EventDefinition, data: unknown): string[] =>
  validatorOf(definition)
    .Errors(data)
    .map((fault) => fault.instancePath);

function validatorOf(definition: EventDefinition): Validator {
  const known = validators.get(definition);
  if (known !== undefined) return known;
  const made = Compile(definition.data);
  validators.set(definition, made);
  return made;
}
