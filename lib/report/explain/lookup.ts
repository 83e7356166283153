import { closest } from '../../core/suggest';
import { allChecks, allFacts, type Answered } from '../../rules/coverage/answers';
import { areaOf, type DescribedRule } from './described';

/** What a name stands for. */
export type Found =
  | { readonly kind: 'rule'; readonly rule: DescribedRule }
  | { readonly kind: 'area'; readonly rules: readonly DescribedRule[] }
  /** A public check or a fact of compatibility; ids of checks may be the same in several tools. */
  | { readonly kind: 'answers'; readonly answers: readonly Answered[] };

/**
 * @param name a rule (`zones/no-spread`), an area (`zones`), a public check with or without its tool
 * (`kube-linter/latest-tag`, `CKV_K8S_14`), or a fact (`POOL02`)
 */
export function lookUp(name: string, rules: readonly DescribedRule[]): Found | undefined {
  const rule = rules.find(({ id }) => id === name);
  if (rule) return { kind: 'rule', rule };
  const inArea = rules.filter((one) => areaOf(one) === name.replace(/\/$/, ''));
  if (inArea.length > 0) return { kind: 'area', rules: inArea };
  const wanted = name.toLowerCase();
  const answers = [...allChecks(), ...allFacts()].filter(({ id }) => {
    const known = id.toLowerCase();
    return known === wanted || known.slice(known.indexOf('/') + 1) === wanted;
  });
  return answers.length > 0 ? { kind: 'answers', answers } : undefined;
}

/** The rule, area or check that a name was probably meant to be. */
export function meant(name: string, rules: readonly DescribedRule[]): string | undefined {
  const ids = rules.map(({ id }) => id);
  // People remember the words better than the area.
  const words = name.slice(name.indexOf('/') + 1);
  const ofWords = ids.filter((id) => id.endsWith(`/${words}`));
  if (ofWords.length === 1) return ofWords[0];
  const areas = [...new Set(rules.map(areaOf))];
  return closest(name, name.includes('/') ? ids : [...areas, ...ids]) ?? nearestWords(words, ids) ?? nearestCheck(name);
}

function nearestWords(words: string, ids: readonly string[]): string | undefined {
  const near = closest(
    words,
    ids.map((id) => id.slice(id.indexOf('/') + 1)),
  );
  return near === undefined ? undefined : ids.find((id) => id.endsWith(`/${near}`));
}

function nearestCheck(name: string): string | undefined {
  return closest(
    name,
    allChecks().flatMap(({ id }) => [id, id.slice(id.indexOf('/') + 1)]),
  );
}
