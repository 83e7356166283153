// The 11 services as data: what each one runs, reads, calls and is called by.

const { Duration } = require('cdk8s');
const kplus = require('cdk8s-plus-28');

const liveness = { path: '/liveness' };
const slowStart = { path: '/liveness', failureThreshold: 60 };
const readiness = { path: '/readiness', periodSeconds: Duration.seconds(30), timeoutSeconds: Duration.seconds(5) };
const dotnet = { ASPNETCORE_ENVIRONMENT: 'Production', ASPNETCORE_URLS: 'http://+:8080' };
const tmp = { name: 'tmp', path: '/tmp', mebibytes: 128 };
const issuer = 'TTFakeLogin';
const direct = kplus.NetworkPolicyPort.tcpRange(1, 65_535); // Cosmos DB's SDKs for .NET and Java, at an endpoint
const https = kplus.NetworkPolicyPort.tcp(443);

const gateways = {
  ProductsApiUrl: 'http://product',
  ProfileApiUrl: 'http://profile',
  PopularProductsApiUrl: 'http://popularproducts',
  CouponsApiUrl: 'http://coupons',
  LoginApiUrl: 'http://login',
  ImageClassifierApiUrl: 'http://imageclassifier',
  UseMlNetClassifier: 'true',
  RegisterUsers: 'true',
  RegistrationUsersEndpoint: 'http://rewards-registration.shop-windows/UserService.svc',
};
const behindBoth = [
  'coupons',
  'imageclassifier',
  'login',
  'popularproducts',
  'product',
  'profile',
  'rewards-registration',
];
const fromBoth = ['mobilebff', 'webbff'];

/** What most services have. */
const defaults = {
  namespace: 'shop',
  port: 8080,
  cpu: 200,
  cpuLimit: 500,
  mebibytes: 256,
  volumes: [],
  secrets: {},
  probes: { startup: liveness, liveness, readiness: liveness },
  scaled: 'cpu',
  user: 10_001,
  calls: [],
  callers: [],
  internet: [],
};

exports.ports = {
  cart: 3001,
  coupons: 3000,
  popularproducts: 80,
  'rewards-registration': 80,
  prometheus: 9090,
};

exports.services = ({ name, registryName }) => {
  const cosmosHost = `https://tailwind-${name}-shopping.documents.azure.com:443/`;
  const blobs = `https://${registryName}.blob.core.windows.net`;
  return [
    {
      id: 'webbff',
      repository: 'webapigw',
      volumes: [tmp],
      config: {
        ...dotnet,
        ...gateways,
        gwPath: 'webbff',
        StockApiUrl: 'http://stock',
        ISSUER: issuer,
        UseB2C: 'false',
      },
      secrets: { SECURITYKEY: 'token-signing-key', ApplicationInsights__InstrumentationKey: 'insights-key' },
      calls: [...behindBoth, 'stock'],
      internet: [https],
      route: '/webbff',
    },
    {
      id: 'mobilebff',
      repository: 'mobileapigw',
      volumes: [tmp],
      config: { ...dotnet, ...gateways, gwPath: 'mobilebff' },
      calls: behindBoth,
      route: '/mobilebff',
    },
    {
      id: 'cart',
      repository: 'cart.api',
      port: 3001,
      config: { HOST: cosmosHost, ISSUER: issuer, UseB2C: 'false', DISABLE_SSL: 'false' },
      secrets: { AUTHKEY: 'cosmos-key', SECURITYKEY: 'token-signing-key', APPLICATIONINSIGHTSIK: 'insights-key' },
      internet: [https],
      store: ['shopping', https],
      publishes: true,
      route: '/cart-api',
    },
    {
      id: 'product',
      repository: 'product.api',
      cpu: 500,
      cpuLimit: 500,
      mebibytes: 512,
      probes: { liveness: { ...liveness, initialDelaySeconds: Duration.minutes(5) }, readiness },
      config: {
        ...dotnet,
        COMPlus_EnableDiagnostics: '0',
        CosmosDb__Host: cosmosHost,
        ProductImagesUrl: `${blobs}/product-list`,
        ProductDetailImagesUrl: `${blobs}/product-detail`,
      },
      secrets: { CosmosDb__Key: 'cosmos-key', ApplicationInsights__InstrumentationKey: 'insights-key' },
      scaled: 'keda',
      virtualNodes: true,
      callers: [...fromBoth, 'prometheus'],
      internet: [https],
      store: ['shopping', direct],
    },
    {
      id: 'profile',
      repository: 'profile.api',
      volumes: [tmp],
      probes: { startup: slowStart, liveness, readiness },
      config: { ...dotnet, CosmosDb__Host: cosmosHost, ProfilesImageUrl: `${blobs}/profiles-list` },
      secrets: { CosmosDb__Key: 'cosmos-key', ApplicationInsights__InstrumentationKey: 'insights-key' },
      callers: fromBoth,
      internet: [https],
      store: ['shopping', direct],
    },
    {
      id: 'popularproducts',
      repository: 'popular-product.api',
      port: 80,
      config: { AzureStorageUrl: `${blobs}/product-list` },
      callers: fromBoth,
    },
    {
      id: 'stock',
      repository: 'stock.api',
      volumes: [tmp],
      mebibytes: 512,
      probes: { startup: slowStart, liveness, readiness: liveness },
      config: { COSMOSDB_HOST: cosmosHost },
      secrets: { COSMOSDB_AUTHKEY: 'cosmos-key', APPLICATION_INSIGHTS_IKEY: 'insights-key' },
      scaled: 'no',
      callers: ['webbff'],
      internet: [https],
      store: ['shopping', direct],
    },
    {
      id: 'coupons',
      repository: 'coupon.api',
      port: 3000,
      probes: { startup: slowStart, liveness, readiness: liveness },
      config: { COUPON_COLLECTION: 'CouponCollection', URL_BASE: `${blobs}/coupon-list` },
      secrets: { CONNECTIONSTRING: 'coupons-connection-string', APPLICATIONINSIGHTSIK: 'insights-key' },
      callers: fromBoth,
      internet: [https],
      store: ['coupons', kplus.NetworkPolicyPort.tcp(10_255)],
    },
    {
      id: 'imageclassifier',
      repository: 'image-classifier.api',
      volumes: [tmp, { name: 'imguploads', path: '/imguploads', mebibytes: 512 }],
      cpuLimit: 1000,
      mebibytes: 1024,
      config: { ...dotnet, ImagePath: '/imguploads' },
      secrets: { ApplicationInsights__InstrumentationKey: 'insights-key' },
      callers: fromBoth,
      internet: [https],
    },
    {
      id: 'login',
      repository: 'login.api',
      volumes: [tmp],
      config: { ...dotnet, Issuer: issuer },
      secrets: { SecurityKey: 'token-signing-key', ApplicationInsights__InstrumentationKey: 'insights-key' },
      callers: fromBoth,
      internet: [https],
    },
    {
      id: 'rewards-registration',
      repository: 'rewards.registration.api',
      namespace: 'shop-windows',
      windows: true,
      port: 80,
      cpu: 500,
      cpuLimit: undefined,
      mebibytes: 1024,
      probes: { startup: { failureThreshold: 60 }, liveness: {}, readiness: {} },
      secrets: { ConnectionString: 'rewards-connection-string' },
      callers: fromBoth,
      store: ['rewards', kplus.NetworkPolicyPort.tcp(1433)],
    },
  ].map((service) => ({ ...defaults, ...service }));
};

/** Added up by hand from the maxima and surges of what runs there. */
exports.quotas = ({ name }) =>
  name === 'prod'
    ? {
        shop: { pods: 174, 'requests.cpu': '56750m', 'requests.memory': '83584Mi' },
        'shop-windows': { pods: 12, 'requests.cpu': '6', 'requests.memory': '12Gi' },
      }
    : {
        shop: { pods: 52, 'requests.cpu': '12550m', 'requests.memory': '20608Mi' },
        'shop-windows': { pods: 4, 'requests.cpu': '2', 'requests.memory': '4Gi' },
      };
