import type { certManagerIo } from '../api';
import type { Peer } from '../connect/peer';

type Http01 = certManagerIo.IssuerSpecAcmeSolverHttp01;

/** What an issuer must know of the way in by which an ACME server asks for the proof of a host. */
export interface ChallengePath {
  /**
   * @internal How cert-manager leads requests to the pods that answer, without their template.
   * @param namespace of the issuer
   */
  solver(namespace: string): Http01;
  /** @internal Who asks those pods. */
  challenger(): Peer;
}
