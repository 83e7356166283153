import { HttpAddOn } from '../../../lib/kubernetes/operate/http-add-on';
import { kubernetesProblems } from '../../support/conformance';
import { chart, object, objects } from '../connect/world';

describe('HttpAddOn', () => {
  it('installs the pinned chart beside the KEDA of AKS, with interceptors over zones', () => {
    const scope = chart('prod');

    new HttpAddOn(scope, 'keda-http', { minInterceptors: 2, maxInterceptors: 10 });

    expect(object(scope, 'HelmRepository').spec).toMatchObject({ url: 'https://kedacore.github.io/charts' });
    const { spec } = object(scope, 'HelmRelease');
    expect(spec).toMatchObject({
      targetNamespace: 'keda',
      chart: { spec: { chart: 'keda-add-ons-http', version: '0.15.0' } },
    });
    const part = { nodeSelector: { 'kubernetes.io/os': 'linux' }, tolerations: [], pullPolicy: 'IfNotPresent' };
    expect(spec.values).toEqual({
      operator: part,
      scaler: part,
      interceptor: {
        ...part,
        replicas: { min: 2, max: 10 },
        topologySpreadConstraints: [
          {
            maxSkew: 1,
            topologyKey: 'topology.kubernetes.io/zone',
            whenUnsatisfiable: 'ScheduleAnyway',
            labelSelector: {
              matchLabels: { 'app.kubernetes.io/component': 'interceptor', 'app.kubernetes.io/name': 'http-add-on' },
            },
          },
        ],
      },
    });
    expect(objects(scope).flatMap((one) => kubernetesProblems(one, '1.34'))).toEqual([]);
  });
});
