import { columnNames } from '../../chat-db/write/raw-rows.ts';
import type { Row } from '../../chat-db/write/writer.ts';
import type { WorldEvent } from '../../device/device.ts';
import { badField } from './fields.ts';

type Value = Row[string];

/**
 * The field `columns`: values by column of that table. A value is a text, a number, null, or `{ hex }` for bytes.
 */
export function columnsField(event: WorldEvent, table: 'message' | 'chat'): Row {
  const { columns = {} } = event;
  if (typeof columns !== 'object' || columns === null || Array.isArray(columns)) {
    throw badField(event, 'columns', 'give values by column, such as { date: 0 }');
  }
  const known = columnNames(table);
  return Object.fromEntries(
    Object.entries(columns).map(([name, value]) => {
      if (!known.includes(name)) throw badField(event, 'columns', `"${name}" is no column of ${table}`);
      const bound = columnValue(value);
      if (bound === undefined) {
        throw badField(
          event,
          'columns',
          `give "${name}" a text, a number that 64 bits hold, null or { hex: "00ff" }`,
        );
      }
      return [name, bound];
    }),
  );
}

/** As SQLite has them: whole numbers of 64 bits, and fractions. */
function numberValue(value: number): Value | undefined {
  if (!Number.isFinite(value)) return undefined;
  if (!Number.isInteger(value)) return value;
  const whole = BigInt(value);
  return BigInt.asIntN(64, whole) === whole ? whole : undefined;
}

function columnValue(value: unknown): Value | undefined {
  if (value === null || typeof value === 'string') return value;
  if (typeof value === 'number') return numberValue(value);
  if (typeof value !== 'object') return undefined;
  const { hex, ...others } = value as Record<string, unknown>;
  const isHex = typeof hex === 'string' && /^([0-9a-fA-F]{2})*$/.test(hex);
  return isHex && Object.keys(others).length === 0 ? Buffer.from(hex, 'hex') : undefined;
}
