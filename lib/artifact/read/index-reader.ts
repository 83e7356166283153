import type { Acknowledgement, OverrideRecord } from '../../core/join';
import { readPromise } from '../../core/promises';
import { type ClusterEntry, type IndexFile, parseIndex } from '../index-file';
import { isBody } from './terraform-module';

/** Our index, with everything left out that is not as we write it: the file may have been edited. */
export function readIndex(text: string): IndexFile | undefined {
  const index = parseIndex(text);
  if (index === undefined || !isBody(index.files)) return undefined;
  const clusters = entriesOf(index.clusters).flatMap(([name, entry]) => {
    if (!isBody(entry) || typeof entry.terraform !== 'string') return [];
    const { terraform, kubernetesVersion, substituted, late } = entry;
    const cluster: ClusterEntry = {
      terraform,
      kubernetesVersion: typeof kubernetesVersion === 'string' ? kubernetesVersion : '',
      substituted: substituted === true,
      late: textsOf(late),
    };
    return [[name, cluster] as const];
  });
  const constructs = entriesOf(index.constructs).map(([file, paths]) => [file, textsOf(paths)] as const);
  return {
    ...index,
    clusters: Object.fromEntries(clusters),
    constructs: Object.fromEntries(constructs),
    acknowledgements: [index.acknowledgements ?? []].flat().filter(isAcknowledgement),
    overrides: [index.overrides ?? []].flat().filter(isOverride),
    promises: [index.promises ?? []].flat().flatMap((one) => readPromise(one) ?? []),
    checks: textsOf(index.checks),
  };
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return isBody(value) ? Object.entries(value) : [];
}

function textsOf(value: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(
    entriesOf(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function isAcknowledgement(value: unknown): value is Acknowledgement {
  return isBody(value) && ['path', 'rule', 'reason'].every((field) => typeof value[field] === 'string');
}

function isOverride(value: unknown): value is OverrideRecord {
  return isBody(value) && ['path', 'property', 'reason'].every((field) => typeof value[field] === 'string');
}
