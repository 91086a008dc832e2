import type { MacState } from '../../device/mac-state.ts';

/** What a state may change of the Mac. */
export interface ChangeableMac {
  changeState(change: Partial<MacState>): void;
  moveDatabase(isGone: boolean): void;
}

/** A fault that is a state of the Mac, which ends with it. */
export interface FaultState {
  isOn(state: MacState): boolean;
  turn(mac: ChangeableMac, isOn: boolean): void;
}

/** Messages can write no row. */
export const diskFull: FaultState = {
  isOn: (state) => state.diskFull,
  turn: ({ changeState }, isOn) => changeState({ diskFull: isOn }),
};

/** chat.db and its log are moved away. */
export const gone: FaultState = {
  isOn: (state) => state.databaseGone,
  turn({ moveDatabase, changeState }, isOn) {
    moveDatabase(isOn);
    changeState({ databaseGone: isOn });
  },
};

/** Apple's Push service brings nothing to this Mac. */
export const pushDead: FaultState = {
  isOn: (state) => state.pushDead,
  turn: ({ changeState }, isOn) => changeState({ pushDead: isOn }),
};
