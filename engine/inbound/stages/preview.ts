import type { Stage } from './stage.ts';

/** Its text was answered without it, and a link alone is no second request (ruling-27). */
export const previewStage: Stage = ({ isLatePreview }) => (isLatePreview ? { code: 'preview_late' } : null);
