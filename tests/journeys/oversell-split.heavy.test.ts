import { oversellJourneys } from './oversell.ts';

oversellJourneys('split');
