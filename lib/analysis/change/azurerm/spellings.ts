import { type ValueChange } from '../terraform/plan';

type Spelling = (change: ValueChange) => boolean;

/** Values that differ in upper and lower case only. */
const anyCase: Spelling = ({ from, to }) =>
  typeof from === 'string' && typeof to === 'string' && from.toLowerCase() === to.toLowerCase();

/** One place in any of its spellings: `West Europe`, `westeurope`. */
const location: Spelling = ({ from, to }) =>
  typeof from === 'string' && typeof to === 'string' && normalLocation(from) === normalLocation(to);

function normalLocation(text: string): string {
  return text.toLowerCase().replaceAll(' ', '');
}

const CASELESS = new Set(['azurerm_role_assignment.scope', 'azurerm_role_assignment.role_definition_id']);

/** The rule by which the provider takes two spellings of this argument for one; undefined where there is none. */
export function spellingOf(type: string, template: string): Spelling | undefined {
  if (template === 'location' || template.endsWith('.location')) return location;
  return CASELESS.has(`${type}.${template}`) ? anyCase : undefined;
}
