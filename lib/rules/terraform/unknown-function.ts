import { nearName } from '../../analysis/near-name';
import { functionNames } from '../../analysis/terraform/functions';
import { evaluatedTexts, partsOf } from '../../analysis/terraform/parts';
import { slipsIn } from '../../analysis/terraform/syntax';
import { compliant, finding, type Rule } from '../rule';
import { network, terraformExamples } from './sample';

/** Terraform has no functions of one's own: what is not in its list is a mistake. */
export const unknownFunction: Rule = {
  id: 'terraform/unknown-function',
  severity: 'error',
  what: 'calls a function that Terraform does not have',
  why: 'terraform validate stops: there is no function of that name',
  fix: "Write one of Terraform's own functions, or provider::<name>::<function>",
  sources: ['Terraform: Functions', 'OpenTofu: Functions'],
  examples: terraformExamples(network({ name: '${lowercase("NODES")}' }), network({ name: '${lower("NODES")}' })),
  *check({ artifacts }) {
    for (const { subject, body } of artifacts.modules.flatMap(partsOf)) {
      let isFine = true;
      for (const { text, field } of evaluatedTexts(body)) {
        for (const slip of text.includes('(') ? slipsIn(text) : []) {
          if (slip.kind !== 'function') continue;
          const near = nearName(slip.name, functionNames());
          isFine = false;
          yield finding(subject, field, {
            detail: `calls '${slip.name}', which Terraform does not have${near ? `, did you mean '${near}'?` : ''}`,
          });
        }
      }
      if (isFine) yield compliant(subject);
    }
  },
};
