import type { FieldPath } from '../../artifact/field-path';
import type { Artifacts } from '../../artifact/read/artifacts';
import type { KubernetesObject } from '../../artifact/read/model';
import { unknown, type Unknown } from '../../artifact/read/values';
import { parentsOf, refusalOf } from '../../analysis/gateway/attachment';
import { issuersOf, type Solver, solversOf } from '../../analysis/gateway/challenges';
import { gatewaysOf } from '../../analysis/gateway/listeners';
import { asBody, asList, at } from '../../analysis/workload/workloads';
import { mayBeElsewhere } from '../exposure/elsewhere';
import { isServed } from '../exposure/served';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { documents, object } from '../sample';
import { SETTINGS } from '../workload/examples';
import { gateway, HTTP, https } from './sample';

const issuer = (section: string): string =>
  object('cert-manager.io/v1', 'Issuer', 'letsencrypt', [
    'spec:',
    '  acme:',
    '    server: https://acme-v02.api.letsencrypt.org/directory',
    '    privateKeySecretRef: { name: account }',
    `    solvers: [{ http01: { gatewayHTTPRoute: { parentRefs: [{ name: web, sectionName: ${section} }] } } }]`,
  ]);
const WEB = gateway(HTTP, https('www.contoso.com'));

/** A certificate authority asks at port 80 of the host, and takes no other answer. */
export const challengeUnanswered: Rule = {
  id: 'gateway/challenge-unanswered',
  severity: 'error',
  what: 'answers challenges where the certificate authority does not ask',
  why: 'the certificate is never issued, or is not renewed and ends: the listeners of HTTPS go down with it',
  fix: 'Name a gateway and a listener of plain HTTP at port 80, a class that is served, or solve by DNS',
  sources: ['cert-manager: HTTP01', "Let's Encrypt: Challenge Types, HTTP-01"],
  examples: {
    failing: { 'web.yaml': documents(WEB, issuer('https')) },
    mended: { 'web.yaml': documents(WEB, issuer('http')) },
    notApplicable: SETTINGS,
    unknown: { 'web.yaml': issuer('http') },
  },
  *check({ artifacts }) {
    for (const issuer of issuersOf(artifacts)) {
      const solvers = solversOf(issuer);
      if (!solvers) {
        yield notApplicable(issuer);
        continue;
      }
      const answers = solvers.map((solver) => problemOf(solver, issuer, artifacts));
      const wrong = answers.filter((answer): answer is Problem => typeof answer === 'object');
      if (solvers.length === 0) {
        yield finding(issuer, ['spec', 'acme'], { detail: 'has no solver: no challenge is ever answered' });
      } else if (wrong.length === 0) {
        yield answers.includes(unknown)
          ? notKnown(issuer, 'what answers its challenges is not in these files')
          : compliant(issuer);
      }
      for (const { field, detail } of wrong) yield finding(issuer, field, { detail });
    }
  },
};

interface Problem {
  readonly field: FieldPath;
  readonly detail: string;
}

function problemOf(solver: Solver, issuer: KubernetesObject, artifacts: Artifacts): Problem | Unknown | undefined {
  const { body, field } = solver;
  const route = at(body, ['http01', 'gatewayHTTPRoute']);
  if (route) {
    const at = [...field, 'http01', 'gatewayHTTPRoute'];
    return asList(route.parentRefs).length === 0 ? unknown : byGateway(route, at, issuer, artifacts);
  }
  const ingress = at(body, ['http01', 'ingress']);
  const name = ingress?.ingressClassName ?? ingress?.class;
  if (typeof name !== 'string') return undefined;
  const served = isServed(name, 'IngressClass', issuer, artifacts);
  if (served !== false) return served === unknown ? unknown : undefined;
  const member = ingress?.ingressClassName === undefined ? 'class' : 'ingressClassName';
  const detail = `answers challenges by an Ingress of class '${name}', which nothing in its cluster serves`;
  return { field: [...field, 'http01', 'ingress', member], detail };
}

function byGateway(
  body: Readonly<Record<string, unknown>>,
  field: FieldPath,
  issuer: KubernetesObject,
  artifacts: Artifacts,
): Problem | Unknown | undefined {
  // Challenges of an issuer for the whole cluster come up in the namespace of each certificate.
  const isEverywhere = issuer.kind === 'ClusterIssuer';
  if (isEverywhere && asList(body.parentRefs).some((one) => asBody(one)?.namespace === undefined)) return unknown;
  const route: KubernetesObject = { ...issuer, kind: 'HTTPRoute', body: { spec: { parentRefs: body.parentRefs } } };
  const parents = parentsOf(route, artifacts);
  const [first] = parents;
  if (!first || parents.some(({ gateway }) => !gateway && mayBeElsewhere(issuer, 'Gateway', artifacts))) return unknown;
  const place = [...field, ...first.field.slice(1)];
  const { name = '', sectionName } = asBody(asList(body.parentRefs)[0]) ?? {};
  if (parents.every(({ gateway }) => !gateway)) {
    const others = gatewaysOf(artifacts).map((one) => `'${one.name}'`);
    const detail = `answers challenges at gateway '${String(name)}', which does not exist: there is ${others.join(', ')}`;
    return { field: [...place, 'name'], detail };
  }
  const listeners = parents.flatMap((parent) => parent.listeners);
  if (listeners.length === 0) {
    const detail = `answers challenges at listener '${String(sectionName)}', which gateway '${String(name)}' does not have`;
    return { field: [...place, 'sectionName'], detail };
  }
  const plain = listeners.filter(({ port, protocol }) => port === 80 && protocol === 'HTTP');
  if (plain.length === 0) {
    const detail = `answers challenges at ${listeners.map((one) => `listener '${one.name}' (${one.protocol}, port ${String(one.port)})`).join(' and ')}: they are asked for by HTTP at port 80`;
    return { field: place, detail };
  }
  if (isEverywhere) return undefined;
  const refusals = plain.map((listener) => refusalOf(listener, route, artifacts));
  if (refusals.includes(undefined)) return undefined;
  if (refusals.includes(unknown)) return unknown;
  return {
    field: place,
    detail: `answers challenges by routes that listener '${plain[0]?.name}' refuses: it ${String(refusals[0])}`,
  };
}
