/** What the platform's route `readEvents` is asked. */
export interface ReadQuery {
  after: number;
  limit: number;
  subscriber?: string;
  afterEventId?: string;
}
