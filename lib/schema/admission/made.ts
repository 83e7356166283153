import type { FieldPath } from '../../artifact/field-path';
import type { Body, KubernetesObject } from '../../artifact/read/model';
import { podsOf } from '../references/pods';
import { isObject } from '../report';

/** An object that no file has: a controller makes it, and the API server asks the policies about it too. */
export interface Made {
  readonly apiVersion: string;
  readonly kind: string;
  readonly body: Body;
  readonly words: string;
  readonly at: FieldPath;
}

/** Where the kinds that make Jobs keep their template, and their `spec` in it. */
const JOB_TEMPLATES: Readonly<Record<string, { readonly at: FieldPath; readonly spec: FieldPath }>> = {
  'batch/v1 CronJob': { at: ['spec', 'jobTemplate'], spec: ['spec', 'jobTemplate', 'spec'] },
  'keda.sh/v1alpha1 ScaledJob': { at: ['spec', 'jobTargetRef'], spec: ['spec', 'jobTargetRef'] },
};

export function madeBy(object: KubernetesObject): readonly Made[] {
  return [...jobsOf(object), ...podsMadeBy(object)];
}

function jobsOf(object: KubernetesObject): readonly Made[] {
  const template = JOB_TEMPLATES[`${object.apiVersion} ${object.kind}`];
  const spec = template && partOf(object.body, template.spec);
  if (template === undefined || spec === undefined) return [];
  const metadata = metadataOf(template.at === template.spec ? {} : partOf(object.body, template.at));
  const body = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { ...metadata, generateName: `${object.name}-` },
    spec,
  };
  return [{ apiVersion: 'batch/v1', kind: 'Job', body, words: 'the Jobs that it makes', at: template.at }];
}

function podsMadeBy(object: KubernetesObject): readonly Made[] {
  const pods = podsOf(object);
  if (pods === undefined || object.kind === 'Pod') return [];
  const at = pods.at.slice(0, -1);
  const metadata = { ...metadataOf(partOf(object.body, at)), generateName: `${object.name}-` };
  const body = { apiVersion: 'v1', kind: 'Pod', metadata, spec: pods.spec };
  return [{ apiVersion: 'v1', kind: 'Pod', body, words: 'the pods that it makes', at }];
}

function metadataOf(template: Body | undefined): Body {
  const metadata = isObject(template?.metadata) ? template.metadata : {};
  const { labels, annotations } = metadata;
  return { ...(isObject(labels) && { labels }), ...(isObject(annotations) && { annotations }) };
}

function partOf(body: Body, path: FieldPath): Body | undefined {
  let part: unknown = body;
  for (const step of path) part = isObject(part) ? part[step] : undefined;
  return isObject(part) ? part : undefined;
}
