import { durationText } from './duration.ts';
import type { Action } from './scenario.ts';
import { EXPECTED_KINDS } from './schema.ts';

/** A step as a report has it. */
export function stepText(action: Action): string {
  switch (action.verb) {
    case 'says': {
      const { sends, as = 'plain', times = 1, in: chat } = action.says;
      const how = [as === 'plain' ? '' : as, times === 1 ? '' : `${times} times`, chat ? `in ${chat}` : ''];
      return [`${action.who} sends ${JSON.stringify(sends)}`, ...how.filter((each) => each !== '')].join(
        ', ',
      );
    }
    case 'wait':
      return `wait ${durationText(action.ms)}`;
    case 'gateway':
      return `gateway ${action.change}`;
    case 'mac':
      return `mac ${action.kind}`;
    case 'fault':
      return `fault ${action.faults}`;
    case 'expect': {
      const kinds = EXPECTED_KINDS.filter((kind) => action.expected[kind] !== undefined);
      const { within, for: window } = action.expected;
      const bound = within === undefined ? `for ${durationText(window!)}` : `within ${durationText(within)}`;
      return `expect ${kinds.join(', ')} ${bound}`;
    }
  }
}
