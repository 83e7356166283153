import { Peer } from '../../../lib/kubernetes/connect/peer';
import { Port } from '../../../lib/kubernetes/connect/port';

describe('Peer', () => {
  it('is a range with what is left out of it', () => {
    expect(Peer.cidr('10.1.0.0/16', { except: ['10.1.4.0/24'] }).toPolicyPeers('shop')[0]).toEqual({
      ipBlock: { cidr: '10.1.0.0/16', except: ['10.1.4.0/24'] },
    });
    expect(Peer.cidr('fd00::/48', { except: ['fd00::/64'] }).toPolicyPeers('shop')[0]).toEqual({
      ipBlock: { cidr: 'fd00::/48', except: ['fd00::/64'] },
    });
  });

  it('is one address for a private endpoint', () => {
    expect(Peer.privateEndpoint('10.20.5.4').toPolicyPeers('shop')[0]).toEqual({ ipBlock: { cidr: '10.20.5.4/32' } });
  });

  it('takes a range that is planned later as it is', () => {
    expect(Peer.cidr('${TfToken[TOKEN.7]}').toPolicyPeers('shop')[0]).toEqual({
      ipBlock: { cidr: '${TfToken[TOKEN.7]}' },
    });
  });

  it('leaves the namespace out where it is the own one', () => {
    const prometheus = Peer.pods({ app: 'prometheus' }, { namespace: 'monitoring' });
    const podSelector = { matchLabels: { app: 'prometheus' } };

    expect(prometheus.toPolicyPeers('monitoring')[0]).toEqual({ podSelector });
    expect(prometheus.toPolicyPeers('shop')[0]).toEqual({
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } },
      podSelector,
    });
    expect(Peer.pods({ app: 'prometheus' }).toPolicyPeers('shop')[0]).toEqual({ podSelector });
  });

  it('is all pods, all pods of a namespace, or everything', () => {
    expect(Peer.anyNamespace().toPolicyPeers('shop')[0]).toEqual({ namespaceSelector: {} });
    expect(Peer.namespace('tools').toPolicyPeers('shop')[0]).toEqual({
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'tools' } },
    });
    expect(Peer.namespace('shop').toPolicyPeers('shop')[0]).toEqual({ podSelector: {} });
    expect(Peer.anywhere().toPolicyPeers('shop')[0]).toBeUndefined();
  });

  it('keeps labels in order whatever order they were written in', () => {
    expect(JSON.stringify(Peer.pods({ b: '2', a: '1' }).toPolicyPeers('shop')[0])).toBe(
      '{"podSelector":{"matchLabels":{"a":"1","b":"2"}}}',
    );
  });

  it.each([
    [
      () => Peer.cidr('10.0.0.1/24'),
      '(10.0.0.1/24) has bits set beyond its mask. Did you mean 10.0.0.0/24? (cidr/host-bits)',
    ],
    [() => Peer.cidr('fd00::1/64'), '(ipv6/host-bits)'],
    [() => Peer.privateEndpoint('10.0.0'), '(cidr/malformed)'],
    [
      () => Peer.cidr('10.0.0.0/16', { except: ['10.1.0.0/24'] }),
      "'except' (10.1.0.0/24) is not a part of 10.0.0.0/16. Leave it out, or write a smaller range within 10.0.0.0/16. (connect/except)",
    ],
    [() => Peer.cidr('10.0.0.0/16', { except: ['10.0.0.0/16'] }), '(connect/except)'],
    [() => Peer.cidr('10.0.0.0/16', { except: ['fd00::/64'] }), '(connect/except)'],
    [() => Peer.namespace('My_Tools'), "Did you mean 'my-tools'? (name/dns-label)"],
    [() => Peer.pods({ 'a b': 'x' }), '(name/qualified)'],
    [
      () => Peer.pods({}, { namespace: 'a', namespaceLabels: {} }),
      "'namespaceLabels' is given together with 'namespace' (a). Name the namespace, or give labels of namespaces. (connect/two-namespaces)",
    ],
  ])('refuses what the API server would refuse', (make, message) => {
    expect(make).toThrow(message);
  });
});

describe('Port', () => {
  it('holds a number or a name, a protocol, and a last port', () => {
    expect(
      [Port.tcp('http'), Port.udp(53), Port.sctp(3868), Port.range(11000, 11999)].map((p) => p.toPolicyPort()),
    ).toEqual([
      { port: 'http', protocol: 'TCP' },
      { port: 53, protocol: 'UDP' },
      { port: 3868, protocol: 'SCTP' },
      { port: 11000, endPort: 11999, protocol: 'TCP' },
    ]);
  });

  it.each([
    [() => Port.tcp(0), "'ports' (0) is not a port. Write a whole number from 1 to 65535. (connect/port-number)"],
    [() => Port.udp(65536), '(connect/port-number)'],
    [() => Port.tcp(80.5), '(connect/port-number)'],
    [() => Port.tcp('HTTP'), "Did you mean 'http'? (name/port)"],
    [
      () => Port.range(200, 100),
      "'ports' (200 to 100) is a range of ports whose last is below its first. Write Port.range(100, 200). (connect/port-range)",
    ],
  ])('refuses what is no port', (make, message) => {
    expect(make).toThrow(message);
  });
});
