import { KUBERNETES_BY_CONFORMANCE, KUBERNETES_NOT_COVERED } from './coverage/kubernetes';

/** Public checks that conformance answers, by `tool/id`: the `schema/…` rule that does. */
export const BY_CONFORMANCE: Readonly<Record<string, string>> = { ...KUBERNETES_BY_CONFORMANCE };

/** Public checks that nothing of ours answers, by `tool/id`: the reason why not. */
export const NOT_COVERED: Readonly<Record<string, string>> = { ...KUBERNETES_NOT_COVERED };
