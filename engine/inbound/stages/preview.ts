import type { Stage } from './stage.ts';

/** It may join its text where that still waits; a link alone is no second request (ruling-27). */
export const previewStage: Stage = ({ isLatePreview }) => (isLatePreview ? { code: 'preview_waits' } : null);
