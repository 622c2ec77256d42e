import type { APIRoute } from 'astro';
import { exportData } from '../../account/privacy.ts';

export const GET: APIRoute = (context) => exportData(context);
