import type { InputProblem } from '../api/problems.ts';
import type { Address, SavedAddress } from '../api/shapes.ts';
import type { Fields } from '../browser/forms.ts';
import type { Messages } from '../messages/index.ts';
import { addressFormOf, isPostalCode } from './address-forms.ts';

/** The members of an address, in the order in which forms ask for them. */
export const addressMembers = [
  { name: 'country', isRequired: true, autocomplete: 'country' },
  { name: 'firstName', isRequired: true, autocomplete: 'given-name' },
  { name: 'lastName', isRequired: true, autocomplete: 'family-name' },
  { name: 'company', isRequired: false, autocomplete: 'organization' },
  { name: 'line1', isRequired: true, autocomplete: 'address-line1' },
  { name: 'line2', isRequired: false, autocomplete: 'address-line2' },
  { name: 'postalCode', isRequired: true, autocomplete: 'postal-code' },
  { name: 'city', isRequired: true, autocomplete: 'address-level2' },
  { name: 'region', isRequired: false, autocomplete: 'address-level1' },
  { name: 'phone', isRequired: false, autocomplete: 'tel' },
] as const;
export type AddressMember = (typeof addressMembers)[number]['name'];

export type AddressKind = 'shipping' | 'billing';
/** What is wrong, by the name of the field. */
export type FieldProblems = Readonly<Record<string, string>>;

export const fieldName = (kind: AddressKind, member: AddressMember): string => `${kind}.${member}`;

/** The address of a form; what is optional and empty is left out. */
export function addressOf(fields: Fields, kind: AddressKind): Address {
  const value = (member: AddressMember): string => fields[fieldName(kind, member)] ?? '';
  const optional = (member: AddressMember) =>
    value(member) === '' ? {} : { [member]: value(member) };
  return {
    firstName: value('firstName'),
    lastName: value('lastName'),
    line1: value('line1'),
    postalCode: value('postalCode'),
    city: value('city'),
    country: value('country'),
    ...optional('company'),
    ...optional('line2'),
    ...optional('region'),
    ...optional('phone'),
  };
}

/** A saved address as fields of a form. */
export const fieldsOfAddress = (address: Address | SavedAddress, kind: AddressKind): Fields =>
  Object.fromEntries(
    addressMembers.map(({ name }) => [fieldName(kind, name), address[name] ?? '']),
  );

/** What of an address is missing, or has not the form of its country. */
export function addressProblems(
  fields: Fields,
  kind: AddressKind,
  texts: Messages['input'],
): FieldProblems {
  const value = (member: AddressMember): string => fields[fieldName(kind, member)] ?? '';
  const { example, isRegionRequired } = addressFormOf(value('country'));
  const missing = addressMembers
    .filter(({ name, isRequired }) => isRequired || (name === 'region' && isRegionRequired))
    .filter(({ name }) => value(name) === '')
    .map(({ name }) => [fieldName(kind, name), texts.missing]);
  const isWrong =
    value('postalCode') !== '' && !isPostalCode(value('country'), value('postalCode'));
  const wrong = isWrong ? { [fieldName(kind, 'postalCode')]: texts.postalCode(example ?? '') } : {};
  return { ...Object.fromEntries(missing), ...wrong };
}

const pointerKinds: Readonly<Record<string, AddressKind>> = {
  shippingAddress: 'shipping',
  billingAddress: 'billing',
};

/** The API names members by pointers such as `/body/shippingAddress/city`. */
export function problemsByField(
  errors: readonly InputProblem[],
  texts: Messages['input'],
): FieldProblems {
  return Object.fromEntries(
    errors.map(({ pointer }) => {
      const [first = '', second = ''] = pointer
        .split('/')
        .filter((part) => part !== '' && part !== 'body');
      const kind = pointerKinds[first];
      const name = kind === undefined ? first : `${kind}.${second}`;
      return [name, name === 'email' ? texts.email : texts.wrong];
    }),
  );
}
