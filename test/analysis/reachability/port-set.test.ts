import fc from 'fast-check';
import { PortSet, PROTOCOLS } from '../../../lib/analysis/reachability/port-set';

const some = fc
  .array(fc.tuple(fc.constantFrom(...PROTOCOLS), fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 9 })), {
    maxLength: 6,
  })
  .map((parts) =>
    parts.reduce((all, [protocol, low, width]) => all.or(PortSet.of(protocol, low, low + width)), PortSet.NONE),
  );
const probes = PROTOCOLS.flatMap((protocol) => Array.from({ length: 55 }, (_, at) => ({ protocol, number: at + 1 })));

describe('PortSet', () => {
  it('prints ranges of each protocol, joined where they touch', () => {
    const ports = PortSet.of('TCP', 80)
      .or(PortSet.of('UDP', 53))
      .or(PortSet.of('TCP', 443, 445))
      .or(PortSet.of('TCP', 81, 90))
      .or(PortSet.of('SCTP', 1, 3));

    expect(ports.text).toBe('SCTP 1-3,TCP 80-90,443-445,UDP 53');
    expect(String(PortSet.allOf('TCP'))).toBe('TCP 1-65535');
    expect(PortSet.NONE.text).toBe('none');
  });

  it('is all where every port of the three protocols is open, however that came about', () => {
    const [sctp, tcp, udp] = PROTOCOLS.map((protocol) => PortSet.allOf(protocol));

    expect(tcp?.or(udp as PortSet).or(sctp as PortSet).text).toBe('all');
    expect(PortSet.of('TCP', 9, 8).isEmpty).toBe(true);
  });

  it('joins, cuts and takes away port by port', () => {
    fc.assert(
      fc.property(some, some, (a, b) => {
        for (const port of probes) {
          expect(a.or(b).has(port)).toBe(a.has(port) || b.has(port));
          expect(a.and(b).has(port)).toBe(a.has(port) && b.has(port));
          expect(a.minus(b).has(port)).toBe(a.has(port) && !b.has(port));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('prints equal sets equally', () => {
    fc.assert(
      fc.property(some, some, (a, b) => {
        expect(a.or(b).text).toBe(b.or(a).text);
        expect(a.minus(b).or(a.and(b)).text).toBe(a.text);
      }),
    );
  });

  it('does not know whether a port without a number is open, unless all are', () => {
    const port = { protocol: 'TCP', number: undefined };

    expect(PortSet.ALL.has(port)).toBe(true);
    expect(PortSet.allOf('TCP').has(port)).toBe(false);
  });
});
