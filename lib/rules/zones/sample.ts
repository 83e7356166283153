import { cluster } from '../sample';

/** One pool in each of three zones. */
export const PER_ZONE = cluster({
  pools: Object.fromEntries(
    ['1', '2', '3'].map((zone) => [`apps${zone}`, { zones: [zone], min_count: 1, max_count: 3 }]),
  ),
});

/** One pool over three zones. */
export const ONE_POOL = cluster({ pools: { apps: {} } });

/** One pool in no zone. */
export const NO_ZONES = cluster({ system: { zones: null }, pools: { apps: { zones: null } } });

export function spread(whenUnsatisfiable: string, more = ''): readonly string[] {
  return [
    'topologySpreadConstraints:',
    '  - maxSkew: 1',
    '    topologyKey: topology.kubernetes.io/zone',
    `    whenUnsatisfiable: ${whenUnsatisfiable}`,
    '    labelSelector: { matchLabels: { app: cart } }',
    ...(more === '' ? [] : [`    ${more}`]),
  ];
}
