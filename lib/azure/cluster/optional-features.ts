import type { Construct } from 'constructs';
import type { Problems } from '../../core/errors';
import type { AksClusterProps } from './aks-cluster-props';
import type { ApiServer } from './api-server';
import { appRoutingBlock, type AppRoutingProps, checkAppRouting } from './app-routing';
import { bootstrapBlock, checkBootstrap } from './bootstrap';
import { checkEncryption, encryptionArguments } from './encryption';
import { checkHttpProxy, httpProxyBlock } from './http-proxy';
import type { NetworkProfile } from './network-profile';
import { checkObservability, observabilityArguments } from './observability';
import { checkServiceMesh, serviceMeshBlock } from './service-mesh';
import { trustedCertificates } from './trusted-certificates';

/** What the program knows once the cluster's subnets and workspace are there. */
export interface FeatureContext {
  readonly scope: Construct;
  readonly logWorkspaceId?: string;
  /** Ranges of the subnets that hold nodes, asked for once the program has run. */
  readonly nodeRanges: () => readonly string[];
}

/** Everything that a cluster may have and most don't: each is one file here. */
export function resolveFeatures(
  props: AksClusterProps,
  apiServer: ApiServer,
  profile: NetworkProfile,
  problems: Problems,
) {
  const appRouting: AppRoutingProps | undefined = props.appRouting === true ? {} : props.appRouting || undefined;
  checkEncryption(props, apiServer.isVnetIntegrated, problems);
  checkObservability(props, problems);
  checkHttpProxy(props.httpProxy, problems);
  checkServiceMesh(props.serviceMesh, props.keyVaultSecrets ?? true, problems);
  checkAppRouting(appRouting, problems);
  checkBootstrap(props.bootstrap, profile, apiServer, props.kubeletIdentity, problems);
  const certificates = trustedCertificates(props.trustedCertificates ?? [], problems);
  return {
    appRouting,
    arguments: ({ scope, logWorkspaceId, nodeRanges }: FeatureContext) => ({
      ...encryptionArguments(props),
      ...observabilityArguments(props, logWorkspaceId),
      httpProxyConfig: httpProxyBlock(scope, props.httpProxy, nodeRanges),
      customCaTrustCertificatesBase64: certificates,
      serviceMeshProfile: serviceMeshBlock(props.serviceMesh),
      webAppRouting: appRoutingBlock(appRouting),
      bootstrapProfile: bootstrapBlock(props.bootstrap),
      edgeZone: props.edgeZone,
    }),
  };
}
