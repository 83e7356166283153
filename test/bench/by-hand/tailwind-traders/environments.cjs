// What one environment has that another has not.
const released = {
  'product.api': '2026.11.1@sha256:2a252c962dd7acee88e66eb68847c10a8adcc465cb652dc990bd2c573a3d94b1',
  'coupon.api': '2026.11.1@sha256:b03a1c57712b8e7f2f573eb1eef3c8b01f43a5197b65018437c6f452462e74e0',
  'profile.api': '2026.11.1@sha256:08edf9bb82e0f8faccf6d17115c1eb824dff9b7835e8725db41053d1d57c77b7',
  'popular-product.api': '2026.11.1@sha256:6c4f3ffc34424807dd14b7826eae005be6f4fe3643ec39e8681644f9607fc8e7',
  'stock.api': '2026.11.1@sha256:bfa147b9ca5032eba26d8052cc05d2e955095fbd43a7313512b80b5ac4e0e761',
  'image-classifier.api': '2026.11.1@sha256:ec52fd1b26780b120f3473c3774e9fa78321184c731e208c299ce38384e18711',
  'cart.api': '2026.11.1@sha256:6d334239e31843646c7c4bb1c85c5b8f7bc92f54589697a1ae2af11773e232b2',
  'login.api': '2026.11.1@sha256:c0e5004b2579256f70afb6ececbe7df038daa58401452a0d82265f2f41abcbe1',
  'order.processor': '2026.11.1@sha256:b32f5fb86aee75bb2770cba443d6dae9e0c459c880c76277b889c8fa97d8c1a2',
  'rewards.registration.api': '2026.11.1@sha256:f7ca916c3a09f89fd73f888cf5c58c0457a4c40ef0d5074929bc83201d4d0a48',
  mobileapigw: '2026.11.1@sha256:5d0b642437d1555695c0004fa3d932997cdcf72917aaddf672085c99ba920de1',
  webapigw: '2026.11.1@sha256:b536a0aa11222adabeeb60f469590bd181a7e3c17c38423f884702d971467831',
};

const common = (name) => ({
  name,
  location: 'westeurope',
  stem: `tailwind-${name}`,
  clusterName: `tailwind-${name}-aks`,
  registryName: `tailwindtraders${name}`,
  vaultName: `tailwind-${name}-secrets`,
  tags: { application: 'tailwind-traders', environment: name },
});

exports.environments = [
  {
    ...common('dev'),
    network: {
      space: '10.40.0.0/16',
      nodes: '10.40.0.0/22',
      virtualNodes: '10.40.4.0/24',
      gateway: '10.40.5.0/24',
      endpoints: { shopping: '10.40.6.0/26', coupons: '10.40.6.64/26', rewards: '10.40.6.128/26' },
    },
    zones: ['1'],
    // Of each pool in each zone.
    nodes: { system: { min: 2, max: 3 }, apps: { min: 2, max: 4 }, win: { count: 1 } },
    premium: false,
    sql: {
      skuName: 'S0',
      zoneRedundant: false,
      storageAccountType: 'Local',
      shortTermRetentionPolicy: { retentionDays: 7 },
    },
    tag: () => '2026.11.2',
    host: 'dev.tailwindtraders.com',
    acmeServer: 'https://acme-staging-v02.api.letsencrypt.org/directory',
    burst: { fallback: 2, max: 4 },
    processors: 4,
  },
  {
    ...common('prod'),
    network: {
      space: '10.50.0.0/16',
      nodes: '10.50.0.0/20',
      virtualNodes: '10.50.16.0/24',
      gateway: '10.50.17.0/24',
      endpoints: { shopping: '10.50.18.0/26', coupons: '10.50.18.64/26', rewards: '10.50.18.128/26' },
    },
    zones: ['1', '2', '3'],
    nodes: { system: { min: 3, max: 6 }, apps: { min: 2, max: 4 }, win: { min: 1, max: 2 } },
    premium: true,
    sql: {
      skuName: 'GP_Gen5_2',
      zoneRedundant: true,
      storageAccountType: 'Geo',
      shortTermRetentionPolicy: { retentionDays: 30 },
    },
    tag: (repository) => released[repository],
    grafanaName: 'tailwind-prod-grafana',
    host: 'www.tailwindtraders.com',
    acmeServer: 'https://acme-v02.api.letsencrypt.org/directory',
    burst: { fallback: 6, max: 20 },
    processors: 30,
  },
];
