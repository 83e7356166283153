import type { Body } from '../../artifact/read/model';
import { asBody, asList, workloadOf } from '../../analysis/workload/workloads';
import { updateAt, withKey, withoutAnnotation } from '../body';
import type { ObjectFix } from '../fix';
import { updatePod, whyNotPods } from './pods';

const rule = 'schema/deprecated';

const SECCOMP_OF_POD = 'seccomp.security.alpha.kubernetes.io/pod';

/** Annotations of containers, whose names they end in, and the field of a security context that says the same. */
const OF_CONTAINER: Readonly<Record<string, string>> = {
  'container.seccomp.security.alpha.kubernetes.io/': 'seccompProfile',
  'container.apparmor.security.beta.kubernetes.io/': 'appArmorProfile',
};

/**
 * Profiles of seccomp and of AppArmor, from annotations that are not read any more to the fields that are.
 * Source: KEP-135 and KEP-24.
 */
export const securityAnnotations: readonly ObjectFix[] = Object.values(OF_CONTAINER).map((field) => (object) => {
  const workload = workloadOf(object);
  const keys = Object.keys(workload?.annotations ?? {}).filter((key) => fieldFor(key) === field);
  if (keys.length === 0) return undefined;
  const immutable = whyNotPods(object);
  if (immutable !== undefined) return { rule, whyNot: immutable };
  let whyNot: string | undefined;
  const inOtherWords: Record<string, string> = {};
  const body = updatePod(object, (template) =>
    keys.reduce((changed, key) => {
      const value = workload?.annotations[key] as string;
      inOtherWords[value] = inWordsOfToday(value);
      const next = moved(changed, key, value);
      if (typeof next !== 'string') return next;
      whyNot ??= next;
      return changed;
    }, template),
  );
  return whyNot === undefined
    ? { rule, what: `${keys.join(' and ')} becomes a field`, body, inOtherWords }
    : { rule, whyNot };
});

function fieldFor(key: string): string | undefined {
  return key === SECCOMP_OF_POD ? 'seccompProfile' : OF_CONTAINER[key.slice(0, key.indexOf('/') + 1)];
}

/** The pod template with one annotation as a field; a text tells why not. */
function moved(template: Body, key: string, value: string): Body | string {
  const profile = profileOf(value);
  if (profile === undefined) return `${key} names the profile '${value}', which no field can name`;
  const without = updateAt(template, ['metadata'], (metadata) => withoutAnnotation(metadata as Body, key));
  if (key === SECCOMP_OF_POD) {
    return updateAt(without, ['spec'], (pod) => withProfile(pod as Body, 'seccompProfile', profile, ['containers']));
  }
  const name = key.slice(key.indexOf('/') + 1);
  const field = fieldFor(key) as string;
  const pod = asBody(template.spec) ?? {};
  const list = ['containers', 'initContainers'].find((one) =>
    asList(pod[one]).some((item) => asBody(item)?.name === name),
  );
  if (list === undefined) return `${key} speaks of a container '${name}' that is not there`;
  return updateAt(without, ['spec', list], (containers) =>
    asList(containers).map((one) => (asBody(one)?.name === name ? withProfile(one as Body, field, profile, []) : one)),
  );
}

/** The field wins where both are there. */
function withProfile(owner: Body, field: string, profile: Body, before: readonly string[]): Body {
  const context = asBody(owner.securityContext);
  if (context?.[field] !== undefined) return owner;
  return withKey(owner, 'securityContext', { ...context, [field]: profile }, ...before);
}

function inWordsOfToday(value: string): string {
  const profile = profileOf(value);
  return profile?.localhostProfile ?? profile?.type ?? value;
}

function profileOf(value: string): { readonly type: string; readonly localhostProfile?: string } | undefined {
  if (value === 'runtime/default' || value === 'docker/default') return { type: 'RuntimeDefault' };
  if (value === 'unconfined') return { type: 'Unconfined' };
  const file = /^localhost\/(.+)$/.exec(value)?.[1];
  return file === undefined ? undefined : { type: 'Localhost', localhostProfile: file };
}
