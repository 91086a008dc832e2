import { bytesOf, type MakeFault, textOf } from './fault.ts';
import { onReplies } from './replies.ts';

const FOREIGN_ID = 987_654_321;

/** The reply bears an id that nobody asked under: `value`, as a number if it is one. Default 987654321. */
export const foreignId: MakeFault = (value) => {
  const id = value === '' ? FOREIGN_ID : /^\d{1,15}$/.test(value) ? Number(value) : value;
  return (surroundings) =>
    onReplies(surroundings, (line, next) => {
      const frame = JSON.parse(textOf(line)) as object;
      next(bytesOf(`${JSON.stringify({ ...frame, id })}\n`));
    });
};
