import { invalid } from '../../core/errors';
import type { ConnectionOptions, ConnectionPeer } from '../connect/connections';
import type { IWorkload } from '../workload/contracts';
import { findPort } from '../workload/ports';
import type { Application } from './application';

/**
 * One service of an `Application` as its copy sees it: rendered here, or reached where the base copy has it.
 *
 * Callers need not know which of the two it is. What only concerns a rendered workload is done with `here`:
 * `web.here && gateway.route(web.here, { host })`.
 */
export class ApplicationService<T extends IWorkload = IWorkload> {
  /** @internal Made by `application.service(…)`. */
  constructor(
    private readonly application: Application,
    readonly name: string,
    /** The workload, where this copy renders it; undefined where the base's is used. */
    readonly here: T | undefined,
    /** @internal The workload that callers reach: here or in a base. Undefined where none has it, which is told as a problem. */
    readonly target: IWorkload | undefined,
  ) {}

  /**
   * Name that every pod of the cluster finds it by, `cart.shop`: Service and namespace.
   * @throws CdkAksError `application/no-service` for a workload without a port
   */
  get hostName(): string {
    const { target } = this;
    if (!target) return this.name; // the copy's own check says that it is nowhere
    if (target.serviceName !== undefined) return `${target.serviceName}.${target.namespaceName}`;
    throw invalid(this.application, {
      property: this.name,
      rule: 'has no Service that a caller could find it by',
      fix: 'Give the workload a port',
      code: 'application/no-service',
    });
  }

  /**
   * Where callers send requests: `http://cart.shop`, with the Service's port where that is not 80.
   *
   * @param port by name or as the container listens; needed where the workload has several
   * @throws CdkAksError `application/no-service`, `application/port-needed`, `port/unknown`
   */
  url(port?: string | number): string {
    const { hostName, target } = this;
    const served = (target?.ports ?? []).filter(({ inService }) => inService !== false);
    if (port === undefined && served.length > 1) {
      throw invalid(this.application, {
        property: this.name,
        rule: `has several ports: ${served.map(({ name }) => `'${name}'`).join(', ')}`,
        fix: `Name one, such as url('${served[0]?.name}')`,
        code: 'application/port-needed',
      });
    }
    const found = port === undefined || !target ? served[0] : findPort(served, port, 'port');
    return !found || found.servicePort === 80 ? `http://${hostName}` : `http://${hostName}:${found.servicePort}`;
  }

  /**
   * Lets this service connect to another one or to anything else that can be connected to: policies of both ends, and
   * DNS. Nothing where the service isn't rendered here: the base's has its own connections.
   */
  allowTo(peer: ApplicationService | ConnectionPeer, options: ConnectionOptions = {}): void {
    const other = peer instanceof ApplicationService ? peer.target : peer;
    if (other) this.here?.connections.allowTo(other, options);
  }

  /** Lets another service, or anything else, connect to this one. Nothing where the service isn't rendered here. */
  allowFrom(peer: ApplicationService | ConnectionPeer, options: ConnectionOptions = {}): void {
    // A caller in the base calls the base's copy.
    const other = peer instanceof ApplicationService ? peer.here : peer;
    if (other) this.here?.connections.allowFrom(other, options);
  }
}
