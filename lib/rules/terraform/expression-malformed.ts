import { evaluatedTexts, partsOf } from '../../analysis/terraform/parts';
import { type Slip, slipsIn } from '../../analysis/terraform/syntax';
import { compliant, finding, type Rule } from '../rule';
import { network, terraformExamples } from './sample';

/** Text of Terraform JSON is evaluated: a brace that is missing is no longer text. */
export const expressionMalformed: Rule = {
  id: 'terraform/expression-malformed',
  severity: 'error',
  what: 'holds an expression that Terraform cannot read',
  why: 'terraform validate stops before it looks at anything else',
  fix: 'Close what is open; write $${ where the text itself is meant',
  sources: ['Terraform: JSON Configuration Syntax, expressions', 'Terraform: Strings and Templates'],
  saidBy: ['schema/reference'],
  examples: terraformExamples(
    network({ virtual_network_name: '${azurerm_virtual_network.shop.name' }),
    network({ virtual_network_name: '${azurerm_virtual_network.shop.name}' }),
  ),
  *check({ artifacts }) {
    for (const { subject, body } of artifacts.modules.flatMap(partsOf)) {
      let isFine = true;
      for (const { text, field } of evaluatedTexts(body)) {
        const details = text.includes('{') ? slipsIn(text).flatMap((slip) => toDetail(slip) ?? []) : [];
        for (const detail of details) yield finding(subject, field, { detail });
        isFine &&= details.length === 0;
      }
      if (isFine) yield compliant(subject);
    }
  },
};

function toDetail(slip: Slip): string | undefined {
  if (slip.kind === 'not-closed') return `holds '${shorten(slip.text)}', which is never closed`;
  if (slip.kind === 'empty') return "holds '${}', which says nothing";
  if (slip.kind === 'unbalanced') return `holds '${shorten(slip.text)}', where '${slip.mark}' has no partner`;
  return undefined;
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
