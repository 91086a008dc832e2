import type { Command } from '../../command-line/command.ts';
import { DB, option, STANDARD_OPTIONS } from '../../command-line/signature.ts';
import { unsupported } from '../../command-line/unsupported.ts';

/** `imsg name-photo` (protocol section 1.4). */
export const namePhotoCommand: Command = {
  name: 'name-photo',
  since: '0.13.0',
  about: 'Inspect or share your Messages Name & Photo',
  discussion: 'Works through the bridge that `imsg launch` starts.',
  arguments: [{ label: 'action', about: 'status|share' }],
  options: [DB, option('chat', 'chat guid'), ...STANDARD_OPTIONS],
  examples: [
    "imsg name-photo status --chat 'any;-;+15550001111'",
    "imsg name-photo share --chat 'any;-;+15550001111'",
  ],
  run: unsupported('name-photo'),
};
