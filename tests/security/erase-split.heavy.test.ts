import { tellStories } from '../journeys/stories.ts';
import { erasing } from './erasing.ts';

tellStories('split', { 'erasing a shopper': erasing });
