import { entrySubject, partsOf } from '../../analysis/terraform/parts';
import type { Link } from '../../artifact/read/expression/links';
import { compliant, finding, notKnown, type Rule } from '../rule';
import { network, terraformExamples } from './sample';

const variable = { variable: { zone: { type: 'string' } } };

/** A variable without default is asked for by every plan, used or not. */
export const unused: Rule = {
  id: 'terraform/unused',
  severity: 'note',
  what: 'is declared and never used',
  why: 'somebody sets it and nothing changes',
  fix: 'Remove it, or use it where it was meant',
  sources: ['tflint: terraform_unused_declarations'],
  examples: terraformExamples(network({}, {}, variable), network({ name: '${var.zone}' }, {}, variable)),
  *check({ artifacts }) {
    for (const module of artifacts.modules) {
      const links: readonly Link[] = partsOf(module).flatMap((part) => part.links);
      const used = new Set(links.map(({ root, name }) => `${root}.${name}`));
      const entries = [
        ...module.variables.map((entry) => ({ kind: 'variable' as const, entry, name: `var.${entry.name}` })),
        ...module.locals.map((entry) => ({ kind: 'local' as const, entry, name: `local.${entry.name}` })),
      ];
      for (const { kind, entry, name } of entries) {
        const subject = entrySubject(kind, entry, module);
        if (used.has(name)) yield compliant(subject);
        else if (!module.complete) yield notKnown(subject, 'part of its module is not in these files');
        else yield finding(subject, [], { detail: `${name} is declared and never used` });
      }
    }
  },
};
