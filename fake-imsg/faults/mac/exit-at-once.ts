import { faultsFromNowOn, type MacFault } from './fault.ts';

/** `exit` without a trigger: each process of that moment ends, with the code that it was given, or 1. */
export const exitAtOnce =
  (exit: (code: number) => void): MacFault =>
  (mac) => {
    const met = faultsFromNowOn(mac.device);
    return {
      ...mac,
      device: {
        ...mac.device,
        step() {
          const dueMs = mac.device.step();
          const asked = met().find(({ fault, trigger }) => fault === 'exit' && trigger === '');
          if (asked) exit(Number(asked.value || 1));
          return dueMs;
        },
      },
    };
  };
