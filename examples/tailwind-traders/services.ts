import {
  type AksCluster,
  Cpu,
  Duration,
  type IContainerRegistry,
  type IKeyVault,
  type Images,
  Microservice,
  type MicroserviceProps,
  Namespace,
  type NodePool,
  Percent,
  Probe,
  Scale,
  Size,
  Spread,
  Volume,
  WorkloadIdentity,
} from 'cdk-aks';
import type { Construct } from 'constructs';
import { addPrometheus, onRequestsInProgress } from './black-friday';
import type { Settings } from './environments';
import { type Orders, publishesTo } from './orders';
import type { Stores } from './stores';

/** What the services stand on. */
export interface Ground {
  readonly environment: Construct;
  readonly name: string;
  readonly settings: Settings;
  readonly cluster: AksCluster;
  readonly apps: NodePool;
  readonly windows: NodePool;
  readonly shop: Namespace;
  readonly registry: IContainerRegistry;
  readonly images: Images;
  readonly vault: IKeyVault;
  readonly stores: Stores;
  readonly orders: Orders;
}

type ServiceProps = Partial<MicroserviceProps> & { readonly repository: string; readonly namespace?: Namespace };

export type Services = ReturnType<typeof addServices>;
export type ServiceName = keyof Services;

/** All 11 services. Callers find them by their id at port 80, whatever port they listen on. */
export function addServices(ground: Ground) {
  const { environment, name, settings, cluster, apps, windows, shop, images, vault, stores, orders } = ground;
  // `restricted` is made of rules for Linux, so Windows has a namespace of its own.
  const shopWindows = new Namespace(cluster.kubernetes, 'shop-windows', { podSecurity: 'baseline' });
  const min = settings.zones.length;

  /** A service as most of them are. */
  const service = (id: string, { repository, namespace = shop, ...props }: ServiceProps): Microservice =>
    new Microservice(namespace, id, {
      image: images.of(repository),
      on: apps,
      resources: { cpu: Cpu.millis(200), memory: Size.mebibytes(256), limits: { cpu: Cpu.millis(500) } },
      probes: { liveness: Probe.http('/liveness') },
      scale: Scale.onCpu({ min, max: 3 * min, target: Percent.of(70) }),
      runAsUser: namespace === shop ? 10_001 : undefined, // the images name no user, which would be root
      secretsIdentity: props.secrets && new WorkloadIdentity(environment, `${id}-identity`),
      ...props,
    });

  const cosmosKey = vault.secret('cosmos-key');
  const insightsKey = vault.secret('insights-key');
  const signingKey = vault.secret('token-signing-key'); // login signs, webbff and cart verify: nobody else has it
  const issuer = 'TTFakeLogin';
  const cosmosHost = `https://${stores.shopping.hostName}:443/`;
  const blobs = `https://tailwindtraders${name}.blob.core.windows.net`;

  const at8080 = { container: 8080, service: 80 };
  const dotnet = { ASPNETCORE_ENVIRONMENT: 'Production', ASPNETCORE_URLS: 'http://+:8080' };
  const tmp = { '/tmp': Volume.scratch(Size.mebibytes(128)) };
  const liveness = Probe.http('/liveness');
  const startup = Probe.http('/liveness', { failureThreshold: 60 }); // 5 minutes: the first pod fills its database
  const readiness = Probe.http('/readiness', { period: Duration.seconds(30), timeout: Duration.seconds(5) });

  // Readiness is liveness here: /readiness asks 6 or 7 services, so that any of them could take the gateways down.
  const gateway = {
    port: at8080,
    volumes: tmp,
    config: {
      ...dotnet,
      ProductsApiUrl: 'http://product',
      ProfileApiUrl: 'http://profile',
      PopularProductsApiUrl: 'http://popularproducts',
      CouponsApiUrl: 'http://coupons',
      LoginApiUrl: 'http://login',
      ImageClassifierApiUrl: 'http://imageclassifier',
      UseMlNetClassifier: 'true',
      RegisterUsers: 'true',
      RegistrationUsersEndpoint: `http://rewards-registration.${shopWindows.namespaceName}/UserService.svc`,
    },
  };

  return {
    webbff: service('webbff', {
      ...gateway,
      repository: 'webapigw',
      config: { ...gateway.config, gwPath: 'webbff', StockApiUrl: 'http://stock', ISSUER: issuer, UseB2C: 'false' },
      secrets: { SECURITYKEY: signingKey, ApplicationInsights__InstrumentationKey: insightsKey },
    }),
    mobilebff: service('mobilebff', {
      ...gateway,
      repository: 'mobileapigw',
      config: { ...gateway.config, gwPath: 'mobilebff' },
    }),
    cart: service('cart', {
      repository: 'cart.api',
      port: { container: 3001, service: 80 },
      env: publishesTo(orders),
      config: { HOST: cosmosHost, ISSUER: issuer, UseB2C: 'false', DISABLE_SSL: 'false' },
      secrets: { AUTHKEY: cosmosKey, SECURITYKEY: signingKey, APPLICATIONINSIGHTSIK: insightsKey },
    }),
    product: service('product', {
      repository: 'product.api',
      port: at8080,
      scale: onRequestsInProgress({ min, max: settings.burst }),
      burst: 'virtual-nodes', // which want limits equal to requests, and have neither volumes nor startup probes
      pullSecretName: 'registry-credentials', // nor the kubelet's identity
      resources: { cpu: Cpu.millis(500), memory: Size.mebibytes(512) },
      probes: { liveness: Probe.http('/liveness', { initialDelay: Duration.minutes(5) }), readiness },
      config: {
        ...dotnet,
        COMPlus_EnableDiagnostics: '0', // they would need a folder to write to
        CosmosDb__Host: cosmosHost,
        ProductImagesUrl: `${blobs}/product-list`,
        ProductDetailImagesUrl: `${blobs}/product-detail`,
      },
      secrets: { CosmosDb__Key: cosmosKey, ApplicationInsights__InstrumentationKey: insightsKey },
    }),
    profile: service('profile', {
      repository: 'profile.api',
      port: at8080,
      volumes: tmp,
      probes: { startup, liveness, readiness },
      config: { ...dotnet, CosmosDb__Host: cosmosHost, ProfilesImageUrl: `${blobs}/profiles-list` },
      secrets: { CosmosDb__Key: cosmosKey, ApplicationInsights__InstrumentationKey: insightsKey },
    }),
    popularproducts: service('popularproducts', {
      repository: 'popular-product.api',
      port: 80, // fixed in its code; a safe sysctl lets it listen there without being root
      config: { AzureStorageUrl: `${blobs}/product-list` },
    }),
    stock: service('stock', {
      repository: 'stock.api',
      port: at8080,
      volumes: tmp,
      resources: { cpu: Cpu.millis(200), memory: Size.mebibytes(512), limits: { cpu: Cpu.millis(500) } },
      probes: { startup, liveness },
      config: { COSMOSDB_HOST: cosmosHost },
      secrets: { COSMOSDB_AUTHKEY: cosmosKey, APPLICATION_INSIGHTS_IKEY: insightsKey },
      scale: Scale.fixed(1),
      spread: Spread.none({ reason: 'It reads, then replaces: two pods would lose sales. Without it webbff shows 0' }),
    }),
    coupons: service('coupons', {
      repository: 'coupon.api',
      port: { container: 3000, service: 80 },
      probes: { startup, liveness },
      config: { COUPON_COLLECTION: 'CouponCollection', URL_BASE: `${blobs}/coupon-list` },
      secrets: { CONNECTIONSTRING: vault.secret('coupons-connection-string'), APPLICATIONINSIGHTSIK: insightsKey },
    }),
    imageclassifier: service('imageclassifier', {
      repository: 'image-classifier.api',
      port: at8080,
      volumes: { ...tmp, '/imguploads': Volume.scratch(Size.mebibytes(512)) },
      resources: { cpu: Cpu.millis(200), memory: Size.gibibytes(1), limits: { cpu: Cpu.cores(1) } },
      config: { ...dotnet, ImagePath: '/imguploads' },
      secrets: { ApplicationInsights__InstrumentationKey: insightsKey },
    }),
    login: service('login', {
      repository: 'login.api',
      port: at8080,
      volumes: tmp,
      config: { ...dotnet, Issuer: issuer },
      secrets: { SecurityKey: signingKey, ApplicationInsights__InstrumentationKey: insightsKey },
    }),
    'rewards-registration': service('rewards-registration', {
      repository: 'rewards.registration.api',
      namespace: shopWindows,
      on: windows,
      port: 80,
      windowsUser: 'ContainerAdministrator', // as IIS needs
      resources: { cpu: Cpu.millis(500), memory: Size.gibibytes(1) },
      probes: { startup: Probe.tcp({ failureThreshold: 60 }), liveness: Probe.tcp() }, // it tells nothing of its health
      secrets: { ConnectionString: vault.secret('rewards-connection-string') },
    }),
    prometheus: addPrometheus(shop, apps),
  };
}
