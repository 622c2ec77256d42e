import type { EventDefinition, LoggedEvent } from '@cartwright/contract';
import { Compile, type Validator } from 'typebox/compile';

const validators = new WeakMap<EventDefinition, Validator>();

/** Whether the data is as the contract declares it; compiled once for each kind of event. */
export const hasShape = (definition: EventDefinition, data: unknown): boolean =>
  validatorOf(definition).Check(data);

/** Found to be as declared: the subscribers of one process are given the same events. */
const sound = new WeakMap<LoggedEvent, EventDefinition>();

/** The same of an event that was read, and that nobody changes: checked once in a process. */
export function isAsDeclared(definition: EventDefinition, event: LoggedEvent): boolean {
  if (sound.get(event) === definition) return true;
  if (!hasShape(definition, event.data)) return false;
  sound.set(event, definition);
  return true;
}

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
