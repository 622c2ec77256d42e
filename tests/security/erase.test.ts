import { tellStories } from '../journeys/stories.ts';
import { erasing } from './erasing.ts';

tellStories('whole', { 'erasing a shopper': erasing });
