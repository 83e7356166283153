import type { JudgedChange } from './verdict';
import { ACTIONS } from './words';

/** The fields that programs may rely on, in this order. */
export function changesJson(changes: readonly JudgedChange[]): object {
  const count = (action: string): number => changes.filter((change) => change.action === action).length;
  return {
    changes: changes.map((change) => ({
      object: change.object,
      action: change.action,
      because: change.because,
      through: change.through,
      notes: change.notes,
      place: change.place ?? null,
      path: change.path ?? null,
      losesState: change.losesState,
      stops: change.stops === true || change.action === 'refused',
      accepted: change.reason ?? null,
      fails: change.fails,
      ...(change.rotation ? { rotation: change.rotation } : {}),
      ...(change.moved ? { moved: change.moved } : {}),
      ...(change.restartsPods === undefined ? {} : { restartsPods: change.restartsPods }),
    })),
    summary: {
      ...Object.fromEntries(ACTIONS.map((action) => [action, count(action)])),
      failing: changes.filter(({ fails }) => fails).length,
    },
  };
}
