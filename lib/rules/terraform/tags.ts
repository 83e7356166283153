import { unknown, type Value, known } from '../../artifact/read/values';
import { type Fault, judge } from '../judge';
import { notKnown, type Rule } from '../rule';
import { terraform } from '../sample';
import { terraformExamples } from './sample';

const LONGEST_NAME = 512;
const LONGEST_VALUE = 256;
const MOST = 50;

const group = (tags: unknown): string =>
  terraform({ azurerm_resource_group: { shop: { name: 'shop', location: 'westeurope', tags } } });

/** What Azure takes as tags of any resource. */
export const tags: Rule = {
  id: 'terraform/tags',
  severity: 'error',
  what: 'has tags that Azure does not take',
  why: 'the provider or Azure refuses the resource',
  fix: 'Keep 50 tags at most, names of 512 characters without < > % & \\ ? /, and values of 256 characters',
  sources: ['Azure: Use tags to organize your Azure resources, limitations'],
  examples: terraformExamples(group({ 'cost/center': '42' }), group({ 'cost-center': '42' }), group('${var.tags}')),
  *check({ artifacts }) {
    for (const block of artifacts.terraform()) {
      if (!block.type.startsWith('azurerm_') || block.mode === 'data') continue;
      const written = known(block.arguments.tags);
      if (written === unknown) yield notKnown(block, 'its tags are not in these files');
      else if (typeof written === 'object' && written !== null && !Array.isArray(written)) {
        yield* judge(block, faultsOf(written as Readonly<Record<string, Value>>));
      } else yield* judge(block, undefined);
    }
  },
};

function faultsOf(tags: Readonly<Record<string, Value>>): readonly Fault[] {
  const names = Object.keys(tags);
  return [
    ...(names.length > MOST ? [{ field: ['tags'], detail: `has ${names.length} tags, and Azure takes ${MOST}` }] : []),
    ...names.flatMap((name): readonly Fault[] => {
      const field = ['tags', name];
      const value = known(tags[name]);
      if (name.length > LONGEST_NAME) return [{ field, detail: `has a tag of ${name.length} characters` }];
      if (/[<>%&\\?/]/.test(name))
        return [{ field, detail: `has a tag '${name}' with a sign that Azure does not take` }];
      if (typeof value === 'string' && value.length > LONGEST_VALUE) {
        return [{ field, detail: `has a tag '${name}' whose value has ${value.length} characters` }];
      }
      return [];
    }),
  ];
}
