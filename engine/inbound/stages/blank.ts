import { isPreview } from '../../message/preview.ts';
import type { Stage } from './stage.ts';

/** Nothing that an agent could answer, but for a preview that may belong to a text. */
export const blankStage: Stage = ({ message }, { waitsForPreviews }) => {
  if (message.text !== '' || message.attachments.length > 0) return null;
  return waitsForPreviews && isPreview(message) ? null : { code: 'empty_body' };
};
