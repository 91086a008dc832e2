import { z } from 'zod';
import { key } from './key.ts';
import { messages } from './messages.ts';
import { contextVisibility, groupPolicy } from './values.ts';

/** Keys above the channel to which several subjects look. `defaults` stands in `channels`, the others at the top. */
export const sharedKeys = {
  messages,
  defaults: key(
    z
      .object({
        groupPolicy: key(groupPolicy, '`groupPolicy` of channels that do not set it.'),
        contextVisibility: key(contextVisibility, '`contextVisibility` of channels that do not set it.'),
      })
      .catchall(z.unknown()),
    'What all channels have in common.',
  ),
};
