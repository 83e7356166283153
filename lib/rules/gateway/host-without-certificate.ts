import type { FieldPath } from '../../artifact/field-path';
import type { Artifacts } from '../../artifact/read/artifacts';
import type { KubernetesObject } from '../../artifact/read/model';
import { hostnamesOf, meetsListener, parentsOf, routesOf } from '../../analysis/gateway/attachment';
import { certifies, isPlainHost } from '../../analysis/gateway/hosts';
import { certificateRefsOf, gatewaysOf, type Listener, listenersOf } from '../../analysis/gateway/listeners';
import { namespaceOf, objectIndex } from '../../analysis/objects';
import { makersOf } from '../../analysis/secrets/made';
import { asBody, asList } from '../../analysis/workload/workloads';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { documents } from '../sample';
import { SETTINGS } from '../workload/examples';
import { certificate, gateway, https } from './sample';

/** Callers of a host that the certificate does not name turn away. */
export const hostWithoutCertificate: Rule = {
  id: 'gateway/host-without-certificate',
  severity: 'error',
  what: 'serves a host that its certificate does not name',
  why: 'browsers and clients refuse the connection: the name that they asked for is not in the certificate',
  fix: 'Add the host to dnsNames of the Certificate, or name the Certificate of the host',
  sources: ['Gateway API: TLS Configuration', 'cert-manager: Certificate resource', 'RFC 6125, section 6.4.3'],
  examples: {
    failing: { 'web.yaml': documents(gateway(https('shop.contoso.com')), certificate()) },
    mended: { 'web.yaml': documents(gateway(https('www.contoso.com')), certificate()) },
    notApplicable: SETTINGS,
    unknown: { 'web.yaml': gateway(https('www.contoso.com')) },
  },
  *check({ artifacts }) {
    const places = [
      ...gatewaysOf(artifacts).flatMap((object) => listenersOf(object).map((one) => ofListener(one, artifacts))),
      ...objectIndex(artifacts).ofKind('Ingress').flatMap(ofIngress),
    ];
    for (const { object, secrets, hosts, field } of places) {
      if (secrets.length === 0 || hosts.length === 0) {
        yield notApplicable(object);
        continue;
      }
      const makers = secrets.map(({ name, namespace }) => makersOf(name, namespace, object, artifacts)[0]);
      const names = makers.map((maker) => (maker?.kind === 'Certificate' ? namesOf(maker) : undefined));
      if (names.includes(undefined)) {
        yield notKnown(object, 'what its certificate is for is not in these files');
        continue;
      }
      const all = names.flatMap((some) => some ?? []);
      const bare = hosts.filter((host) => !all.some((name) => certifies(name, host)));
      if (bare.length === 0) yield compliant(object);
      for (const host of bare) {
        yield finding(object, field, {
          detail: `serves '${host}' with Certificate '${makers.map((maker) => maker?.name).join("' and '")}', which is for ${all.join(', ') || 'no name'}`,
        });
      }
    }
  },
};

interface Place {
  readonly object: KubernetesObject;
  readonly secrets: readonly { readonly name: string; readonly namespace: string }[];
  /** Hosts that callers ask for here. */
  readonly hosts: readonly string[];
  readonly field: FieldPath;
}

function ofListener(listener: Listener, artifacts: Artifacts): Place {
  const { gateway: object, hostname, field } = listener;
  const isOne = isPlainHost(hostname) && !hostname.startsWith('*.');
  const hosts = isOne ? [hostname] : hostsOfRoutes(listener, artifacts);
  const isServed = listener.protocol === 'HTTPS' && !(hostname?.includes('$') ?? false);
  return {
    object,
    secrets: certificateRefsOf(listener),
    hosts: isServed ? hosts : [],
    field: hostname === undefined ? field : [...field, 'hostname'],
  };
}

/** What the routes of a listener for many hosts are for. */
function hostsOfRoutes(listener: Listener, artifacts: Artifacts): readonly string[] {
  const hangsHere = (one: Listener): boolean => one.gateway === listener.gateway && one.name === listener.name;
  const routes = routesOf(artifacts).filter((route) =>
    parentsOf(route, artifacts).some(({ listeners }) => listeners.some(hangsHere)),
  );
  const hosts = routes.flatMap((route) => hostnamesOf(route) ?? []).filter(isPlainHost);
  return [...new Set(hosts)].filter((host) => !host.startsWith('*.') && meetsListener(host, listener));
}

function ofIngress(object: KubernetesObject): readonly Place[] {
  return asList(asBody(object.body.spec)?.tls).map((item, index) => {
    const { hosts, secretName: name } = asBody(item) ?? {};
    const secrets = typeof name === 'string' ? [{ name, namespace: namespaceOf(object) }] : [];
    return { object, secrets, hosts: asList(hosts).filter(isPlainHost), field: ['spec', 'tls', index, 'hosts'] };
  });
}

/** Names that a Certificate asks for; undefined where some are filled in later, or all in a subject of its own. */
function namesOf({ body }: KubernetesObject): readonly string[] | undefined {
  const { dnsNames, commonName, literalSubject } = asBody(body.spec) ?? {};
  const names = [...asList(dnsNames), commonName].filter((name): name is string => typeof name === 'string');
  return literalSubject !== undefined || names.some((name) => name.includes('$')) ? undefined : names;
}
