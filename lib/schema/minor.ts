import { KubernetesVersion } from '../core/kubernetes-version';
import type { Artifacts } from '../artifact/read/artifacts';
import { unknown } from '../artifact/read/values';
import { KUBERNETES_MINORS } from './data';

/** Which minor the manifests of a cluster are checked with, and why. */
export interface MinorChoice {
  /** Undefined for manifests whose cluster is not known. */
  readonly cluster: string | undefined;
  /** What the cluster runs, or was asked for; undefined where nothing says. */
  readonly asked: string | undefined;
  readonly checked: string;
  /** False where that minor is only the nearest at hand. */
  readonly exact: boolean;
}

/** @param wanted tries another minor: the check of an upgrade */
export function chooseMinor(artifacts: Artifacts, cluster: string | undefined, wanted?: string): MinorChoice {
  const version = artifacts.clusters.find(({ name }) => name === cluster)?.kubernetesVersion ?? unknown;
  const asked = wanted ?? (version === unknown ? undefined : version);
  const minor = asked === undefined ? undefined : minorOf(asked);
  const [oldest, newest] = [KUBERNETES_MINORS[0], KUBERNETES_MINORS.at(-1) as string];
  if (minor === undefined) return { cluster, asked, checked: newest, exact: asked === undefined };
  const known = KUBERNETES_MINORS.find((candidate) => candidate === `1.${minor}`);
  const nearest = minor < Number(oldest.slice(2)) ? oldest : newest;
  return { cluster, asked, checked: known ?? nearest, exact: known !== undefined };
}

/** Undefined for what is no version. */
export function minorOf(version: string): number | undefined {
  try {
    return KubernetesVersion.parse(version).minor;
  } catch {
    return undefined;
  }
}
