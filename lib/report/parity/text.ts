import type { Paint } from '../paint';
import { plain } from '../plain';
import type { ParityReport, JudgedDifference } from './verdict';
import { attributeText, groupAlike, printBoth, spotsText } from './words';

/** What differs, by object; what is declared behind it where `all` asks for it. Empty where there is nothing. */
export function parityText({ labels, differences, declared }: ParityReport, all: boolean, paint: Paint): string {
  const told = groupAlike(differences).map(({ title, count, differences: fields }) =>
    [paint.bold(plain(title)), ...fields.flatMap((field) => fieldLines(field, count, labels, paint))].join('\n'),
  );
  const known = all ? groupAlike(declared.map((one) => ({ ...one, reason: undefined }))) : [];
  const rest = known.map(({ title, differences: fields }) =>
    [
      paint.dim(`declared ${plain(title)}`),
      ...fields.map((one) =>
        paint.dim(`  ${one.category}: ${plain(`${attributeText(one)}  ${valuesText(one, labels)}`)}`),
      ),
    ].join('\n'),
  );
  return [...told, ...rest].map((part) => `${part}\n`).join('\n');
}

function fieldLines(
  one: JudgedDifference,
  count: number,
  labels: ParityReport['labels'],
  paint: Paint,
): readonly string[] {
  const attribute = one.attribute === '' ? '' : `${plain(attributeText(one))}  `;
  const isAccepted = one.reason !== undefined;
  const value = plain(valuesText(one, labels));
  return [
    `  ${attribute}${isAccepted ? paint.dim(value) : paint.yellow(value)}`,
    ...(isAccepted ? [`    ${paint.dim(`accepted: ${plain(one.reason ?? '')}`)}`] : []),
    `    ${paint.dim(plain(spotsText(one, count)))}`,
  ];
}

/** `dev "Standard", prod "Premium"`; `only in prod: [ … ]` */
export function valuesText(
  one: JudgedDifference | ParityReport['declared'][number],
  [a, b]: ParityReport['labels'],
): string {
  if (one.kind === 'missing') {
    const [label, value] = one.a === null ? [b, one.b] : [a, one.a];
    const isObject = one.attribute === '' && value === one.object;
    return `only in ${label}${isObject ? '' : `: ${printBoth({ ...one, a: value, b: undefined })[0]}`}`;
  }
  const [left, right] = printBoth(one);
  return `${a} ${left}, ${b} ${right}`;
}
